"""What is made, kept or offered: hand edits win, issued papers stay, an interrupted build is no hand edit."""

from __future__ import annotations

from packgen.builder.manifest import Entry, Manifest
from packgen.builder.plan import Action, Step, Wanted, plan_files

PATH = "2025-03-14-strategy-1/agenda.docx"
WANTED = Wanted(PATH, "new")


def _entry(**changes: object) -> Entry:
    values = {"kind": "agenda", "title": "Agenda", "fingerprint": "old", "sha256": "published", **changes}
    return Entry.model_validate(values)


def _plan(
    entry: Entry | None,
    seen: str | None,
    wanted: Wanted | None = WANTED,
    publishing: dict[str, str] | None = None,
    superseded: tuple[str, ...] = (),
) -> Action | None:
    manifest = Manifest(
        reference="R-1",
        entries={PATH: entry} if entry else {},
        publishing=publishing or {},
        superseded=superseded,
    )
    actions = plan_files([wanted] if wanted else [], manifest, {PATH: seen} if seen else {})
    assert len(actions) <= 1
    return actions[0] if actions else None


def test_a_paper_that_is_not_there_is_made() -> None:
    assert _plan(None, None) == Action(Step.MAKE, PATH, "new")


def test_a_paper_that_somebody_deleted_is_made_again() -> None:
    action = _plan(_entry(), None)
    assert action is not None
    assert action.step is Step.MAKE


def test_an_untouched_paper_is_kept_while_nothing_it_prints_changed() -> None:
    action = _plan(_entry(fingerprint="new"), "published")
    assert action is not None
    assert action.step is Step.KEEP


def test_an_untouched_paper_is_made_again_when_what_it_prints_changed() -> None:
    action = _plan(_entry(), "published")
    assert action is not None
    assert action.step is Step.MAKE


def test_an_edited_paper_is_kept_and_the_new_version_offered() -> None:
    action = _plan(_entry(), "edited by hand")
    assert action is not None
    assert (action.step, action.held) == (Step.OFFER, True)


def test_a_new_version_is_offered_once() -> None:
    action = _plan(_entry(offered_fingerprint="new", offered_sha256="offer"), "edited by hand")
    assert action is not None
    assert (action.step, action.held) == (Step.KEEP, True)


def test_an_edited_paper_is_left_alone_while_nothing_it_prints_changed() -> None:
    action = _plan(_entry(fingerprint="new"), "edited by hand")
    assert action is not None
    assert (action.step, action.held) == (Step.KEEP, True)


def test_a_new_version_put_in_place_of_the_old_is_accepted() -> None:
    action = _plan(_entry(offered_fingerprint="new", offered_sha256="offer"), "offer")
    assert action is not None
    assert action.step is Step.ACCEPT


def test_an_issued_paper_is_never_made_again() -> None:
    for state in ("issued", "approved"):
        action = _plan(_entry(state=state), "published")
        assert action is not None
        assert action.step is Step.KEEP


def test_an_issued_paper_that_was_edited_is_never_replaced_nor_offered() -> None:
    action = _plan(_entry(state="issued"), "edited by hand")
    assert action is not None
    assert (action.step, action.held) == (Step.KEEP, True)


def test_a_file_that_packgen_did_not_make_is_never_replaced() -> None:
    action = _plan(None, "somebody's own file")
    assert action is not None
    assert (action.step, action.held) == (Step.OFFER, True)


def test_an_interrupted_build_is_not_taken_for_a_hand_edit() -> None:
    action = _plan(_entry(), "half-published", publishing={PATH: "half-published"})
    assert action is not None
    assert (action.step, action.held) == (Step.MAKE, False)


def test_a_draft_that_is_no_longer_called_for_is_removed() -> None:
    action = _plan(_entry(), "published", wanted=None)
    assert action is not None
    assert action.step is Step.REMOVE


def test_a_paper_no_longer_called_for_stays_when_edited_issued_or_of_a_meeting_that_moved() -> None:
    folder = PATH.rpartition("/")[0]
    for action in (
        _plan(_entry(), "edited by hand", wanted=None),
        _plan(_entry(state="issued"), "published", wanted=None),
        _plan(_entry(), "published", wanted=None, superseded=(folder,)),
    ):
        assert action is not None
        assert action.step is Step.KEEP
