"""Missing episodes and checklists whose times cannot all be right. The clocks of the guidance run on them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from packgen.case.checks.dates import said
from packgen.case.checks.finding import Finding, warning
from packgen.case.model import CaseFile
from packgen.case.people import Child, MissingEpisode
from packgen.errors import KeyPath

_CHECK_BOTH = "Check both dates and times."


def check_episodes(case: CaseFile) -> Iterator[Finding]:
    """Episodes that end before they begin, overlap, or hold a discussion or interview at an impossible time."""
    for number, episode in enumerate(case.missing_episodes):
        yield from _episode(episode, ("missing_episodes", number))
    yield from _overlaps(case)
    for number, child in enumerate(case.children):
        yield from _checklist(child, ("children", number, "cse_checklist", "reviewed_on"))


def _checklist(child: Child, path: KeyPath) -> Iterator[Finding]:
    checklist = child.cse_checklist
    completed, reviewed = (checklist.completed_on, checklist.reviewed_on) if checklist else (None, None)
    if completed and reviewed and reviewed < completed:
        message = f"The check list was reviewed before it was completed ({said(completed)})."
        yield Finding(path, message, "Check both dates.")


def _said(moment: datetime) -> str:
    return f"{said(moment.date())}, {moment:%H:%M}"


def _episode(episode: MissingEpisode, path: KeyPath) -> Iterator[Finding]:
    started, returned = episode.started, episode.returned
    if returned and returned <= started:
        message = f"The child returned before going missing ({_said(started)})."
        yield Finding((*path, "returned"), message, _CHECK_BOTH)
        return
    for number, discussion in enumerate(episode.discussions):
        place = (*path, "discussions", number, "at")
        if discussion.at < started:
            message = f"This discussion was before the child went missing ({_said(started)})."
            yield Finding(place, message, _CHECK_BOTH)
        elif returned and discussion.at > returned:
            message = f"This discussion was after the child had returned ({_said(returned)})."
            yield warning(place, message, _CHECK_BOTH)
    yield from _interview(episode, path)


def _interview(episode: MissingEpisode, path: KeyPath) -> Iterator[Finding]:
    interview, path = episode.return_interview, (*path, "return_interview")
    if interview is None:
        return
    if interview.held_at and episode.returned is None:
        message = "A return interview was held, but the child is not said to have returned."
        yield warning((*path, "held_at"), message, "Type `returned:` with the date and time.")
    for field in ("held_at", "offered_at"):
        moment: datetime | None = getattr(interview, field)
        if moment and moment < (episode.returned or episode.started):
            what = "held" if field == "held_at" else "offered"
            message = f"The return interview was {what} before the child had returned."
            yield Finding((*path, field), message, _CHECK_BOTH)
    followed = interview.family_followed_up_on
    if followed and episode.returned and followed < episode.returned.date():
        message = f"The family was followed up before the child had returned ({_said(episode.returned)})."
        yield Finding((*path, "family_followed_up_on"), message, _CHECK_BOTH)


def _overlaps(case: CaseFile) -> Iterator[Finding]:
    """Two episodes of one child at the same time: one of them is typed twice or never ended."""
    by_child: dict[str, list[tuple[int, MissingEpisode]]] = {}
    for number, episode in enumerate(case.missing_episodes):
        by_child.setdefault(episode.child, []).append((number, episode))
    for episodes in by_child.values():
        episodes.sort(key=lambda pair: pair[1].started)
        for (number, earlier), (_, later) in pairwise(episodes):
            path = ("missing_episodes", number, "returned")
            if earlier.returned is None:
                message = f"This episode has no end, but the same child went missing again ({_said(later.started)})."
                yield warning(path, message, "Type `returned:` with the date and time.")
            elif earlier.returned > later.started:
                message = f"This episode ends after the same child's next one began ({_said(later.started)})."
                yield warning(path, message, _CHECK_BOTH)
