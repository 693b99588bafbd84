"""The letter that asks police to review the Missing Trigger Plan before a move (rule MS-04)."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.documents.audiences import POLICE
from packgen.documents.blocks import child_by_id, place_by_id, place_line
from packgen.documents.british import short_date
from packgen.documents.called import calls
from packgen.documents.invitees import slug
from packgen.documents.keys import child_key
from packgen.documents.kind import CaseKind, CaseWork, Document
from packgen.documents.letters.addressee import holder_of_role
from packgen.documents.letters.letter import Facts, block, case_letter, child_block
from packgen.documents.letters.out_of_area import social_worker_answers
from packgen.documents.letters.wording import letter_wordings

NAME = "trigger_plan_review"


def documents(work: CaseWork) -> Iterator[Document]:
    """One for each child who goes missing and is to move."""
    for call in calls(work.assessment.calls, NAME):
        child = child_by_id(work.case, call.child)
        if child is None or child.placement_move is None:
            continue
        wording, move = letter_wordings()[NAME], child.placement_move
        episodes = [one for one in work.case.missing_episodes if one.child == child.id]
        went = [
            f"{short_date(one.started.date())}: police reference {one.police_reference or 'not known'}"
            for one in episodes
        ]
        facts = Facts(
            to=holder_of_role(work, wording.to, wording.to_label),
            details=(
                ("Moves to", place_line(place_by_id(work.case, move.to.place))),
                ("Authority there", move.to.authority),
                ("On", short_date(move.planned_for)),
                ("In an emergency", "Yes" if move.emergency else "No"),
                ("Plan last reviewed", short_date(child.missing_trigger_plan_reviewed_on)),
            ),
            blocks=(child_block(work, child, POLICE), block("Times missing", lines=went)),
            rules=call.rules,
            name=f"{slug(NAME)}-{child_key(work.case, child.id)}",
            for_child=child.id,
        )
        yield case_letter(work, NAME, facts, social_worker_answers(work, child))


KIND = CaseKind(NAME, "Request to review the Missing Trigger Plan", documents)
