"""Words with a capital letter that are nobody's name, and first names that are, for the check of unexplained names."""

from __future__ import annotations

# A run of capitalised words that holds one of these is a place, an agency, a paper or an occasion.
NOT_A_PERSON = frozenset(
    """
    academy accommodation act action agency airport application area arena arms assessment association authority
    avenue bank base beach board borough bridge bus cafe camp care cash castle cathedral catholic centre central chair
    charity child children childrens christian christmas church city clinic close club coach college commission
    committee common community company conference constabulary contact corner cottage council county court crescent
    crime crown dental department devon discord district division docks drive duty early easter east easy education
    emergency employment england english estate exploitation facebook families family farm fields first flat force
    form foundation garden gardens gate general girls google grange green ground grove hall harbour health heights
    high hill home homes hospice hospital hostel hotel house housing hub instagram inn international internet
    investigation investigations island justice kent lake lane law lead leisure library licensing lighthouse line
    lodge london ltd magistrates mall manor market mead mechanism meeting mental mews ministry missing mosque museum
    national neighbourhood netflix network new nhs north nursery office officer old operation order park parish
    partnership pathway pharmacy pier place plan plaza police post practice primary prison probation project protocol
    quay railway read records recovery referral registry rescue reservoir response restaurant retail return review
    ridge risk river road row royal safer safety saint school scheme secondary section secure sector service services
    sexual shop shopping snapchat social society south spotify square stables stadium starbucks station steam store
    strategy street studio studios subway supermarket support surgery team telegram temple tesco theatre tiktok topaz
    tower town transport travel tribunal trust tunnel twitter uber underpass union unit university valley victoria
    view village violence walk ward water way welfare west wharf whatsapp wood woods working works worker yard year
    young youth youtube zone bnssg camhs daisy's mcdonald's mcdonalds lidl aldi asda greggs nando's nandos kfc argos
    primark playstation xbox iphone android google samsung messenger fortnite roblox minecraft spar boots iceland
    sainsbury's morrisons
    """.split()  # noqa: SIM905  (a list of words reads better as text)
)

# Single capitalised words that are no names: days, months, peoples, places, faiths, ranks, words of the field.
ORDINARY = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays
    sundays january february march april may june july august september october november december jan feb mar apr jun
    jul aug sept sep oct nov dec christmas easter ramadan eid diwali hanukkah halloween bonfire spring summer autumn
    winter british english welsh scottish irish polish romanian somali arabic urdu punjabi bengali turkish kurdish
    albanian vietnamese french spanish italian german portuguese lithuanian latvian bulgarian hungarian czech slovak
    russian ukrainian chinese african caribbean asian european american jamaican nigerian ghanaian sudanese eritrean
    ethiopian syrian iraqi iranian afghan pakistani indian bangladeshi roma traveller gypsy muslim christian jewish
    hindu sikh buddhist catholic islam britain england wales scotland ireland europe africa london bristol bath
    cardiff newport swansea bridgend exeter plymouth devon cornwall somerset wiltshire gloucester gloucestershire
    avon mercia gwent humberside cumbria lancashire merseyside cheshire derbyshire staffordshire warwickshire shropshire
    northamptonshire cambridgeshire suffolk bedfordshire hertfordshire lincolnshire northumbria yorkshire surrey sussex
    conwy official sensitive official-sensitive restricted barnardo's nspcc
    cheltenham swindon taunton weston portishead keynsham avonmouth bedminster southmead brislington knowle hartcliffe
    filton birmingham manchester liverpool leeds sheffield nottingham leicester reading oxford brighton southampton
    hackney essex kent dorset hampshire torquay barnstaple bideford police social worker workers team manager health
    education school college council court mum dad nan gran grandad grandma grandpa mother father mummy daddy aunt
    auntie uncle nanny chair officer detective sergeant inspector constable superintendent doctor nurse paediatrician
    reviewing independent practice lead consultant service deputy director head senior named designated approved
    registered key foster carer carers staff home internet god english maths science gcse gcses btec snapchat
    instagram tiktok facebook whatsapp youtube google telegram discord xbox playstation topaz lighthouse
    investigations section working together signs care child children plan order risk return missing safety safer
    options first response early help crown prosecution recovery legal housing probation mentor mentoring children's
    ok okay yes no none not the a an and i i'm i'll i've i'd he she they we it you his her their our your my this that
    these those there here who what when where why how if but so because then also all any some each every no nobody
    everyone everybody nothing english
    """.split()  # noqa: SIM905
)

TITLES = frozenset(["mr", "mrs", "ms", "miss", "mx", "dr", "pc", "dc", "ds", "di", "dci", "sgt", "insp", "prof", "rev"])

# Given names common in this country which are hardly ever anything else: these count at the start of a sentence too.
GIVEN_NAMES = frozenset(
    """
    aaliyah aaron abdul abdullah abigail adam adele ahmed aidan aisha alan alana alex alexander alfie ali alice alicia
    alisha amanda amber amelia amir amy andrea andrew angela anita anna annie anthony archie arjun arlo arthur ashley
    ayaan ayesha barry beatrice becky ben benjamin beth bethany bilal billy bradley brandon brian bryony caitlin
    callum cameron carl carol caroline catherine charles charlie charlotte chloe chris christine christopher claire
    clare connor conor courtney craig daisy daniel danielle darren dave david dean deborah declan denise derek diane
    dominic donna dylan eddie edward eleanor elijah elizabeth ella ellie elliot elsie emily emma erin ethan eva evan
    evelyn farah fatima felix finlay fiona francesca frank freddie freya gareth gary gavin gemma geoff george gerald
    gillian glen graham greg hamza hannah harley harriet harrison harry harvey hassan hayley hazel heather heidi helen
    henry holly hussain ian ibrahim imogen imran isaac isabella isabelle isla ismail jack jackie jackson jacob jade
    jake jamal james jamie jan jane janet jasmine jason jayden jean jeff jenna jennifer jenny jeremy jess jessica jim
    jimmy joan joanna joanne joe joel john jonathan jordan joseph josh joshua joyce judith julia julian julie kai
    kaleb karen karl kate katherine kathleen katie kayla kayleigh keira keith kelly ken kenneth kerry kevin khadija
    kian kieran kim kirsty kyle lacey laura lauren layla leah leanne lee leo leon lewis liam libby lily linda lisa
    logan lola louis louise lucas lucy luke lydia lynn maddie madison maisie malik mandy marc marcus margaret maria
    marie mariam martha martin martyn maryam mason matilda matt matthew megan melanie melissa mia michael michelle
    mick mike millie mohamed mohammad mohammed molly morgan muhammad mustafa naomi natalie natasha nathan neil niamh
    nicholas nick nicola nicole nigel noah nora oliver olivia omar oscar owen paige pamela patricia paul paula pauline
    peter phil philip phoebe poppy rachel rafiq rebecca reece reuben rhys richard riley rob robert robyn roger ronnie
    rory rosie ross roy ruby russell ruth ryan sadie sally sam samantha samuel sandra sarah scott sean sebastian shane
    shannon sharon shaun sheila shona simon sofia sonia sophia sophie stacey stanley stella stephanie stephen steve
    steven stuart susan suzanne sydney sylvia tamsin tanya tara ted teresa terry thea theo thomas tia tim timothy toby
    tom tommy tony tracey tracy trevor tyler tyrone vanessa vicky vincent wayne wendy william yasmin yusuf yvonne zac
    zachary zainab zara zoe
    """.split()  # noqa: SIM905
)
