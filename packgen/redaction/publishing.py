"""Putting a release in its place: staged outside `to-send/`, moved in as one folder, the officer's papers first."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from packgen import files
from packgen.errors import RedactionRefusedError
from packgen.redaction.let_stand import let_stand
from packgen.redaction.model import Redaction, token_for
from packgen.redaction.overlap import report_text
from packgen.redaction.places import place_of
from packgen.redaction.policy import Policy
from packgen.redaction.release import ReadyCopy, ReleaseOrder
from packgen.redaction.schedule import release_schedule
from packgen.redaction.state import OFFICER, TO_SEND, ReleaseRecord, releases, save_release
from packgen.redaction.working import working_in


def next_number(root: Path, request: str) -> int:
    """The number of the next release of a request, counted from 1."""
    return max((release.number for release in releases(root) if release.request == request), default=0) + 1


def summary_lines(copies: Iterable[ReadyCopy], policy: Policy) -> tuple[str, ...]:
    """What the requester is told about what was left out: kinds of reason in plain words, no count and no place."""
    codes = {redaction.reason_code for copy in copies for redaction in copy.settled.redactions}
    told = {(token_for(code), policy.reason(code).plain, policy.reason(code).statute) for code in codes}
    if any(copy.report.withheld for copy in copies):
        reason = policy.reason("picture")
        told.add((token_for("picture"), reason.plain, reason.statute))
    return tuple(f"{token}: {plain} ({statute})" for token, plain, statute in sorted(told))


def publish_release(
    root: Path,
    copies: Sequence[ReadyCopy],
    order: ReleaseOrder,
    letters: Mapping[str, bytes],
) -> Path:
    """Publish verified copies and `letters` (file name: bytes) for the requester; returns the folder to send.

    The officer's papers come first and the folder to send last, in one move, so that whatever happens on the way there
    is no released file before everything else stands.
    """
    with working_in(root) as staging:
        return _published(root, staging, copies, order, letters)


def _published(
    root: Path, staging: Path, copies: Sequence[ReadyCopy], order: ReleaseOrder, letters: Mapping[str, bytes]
) -> Path:
    request = copies[0].state.request
    number = next_number(root, request)
    name = f"{files.safe_name(request)}-{number}"
    target = root / TO_SEND / name
    if target.exists():
        raise RedactionRefusedError(f"There is already a folder {name} in {TO_SEND}.", "Move it away first.")
    record = ReleaseRecord(
        request,
        number,
        order.as_of,
        order.approved_by,
        order.second_approval,
        tuple(copy.released for copy in copies),
    )
    sent = {copy.name: copy.data for copy in copies} | dict(letters)
    _officer_papers(root, name, record, copies, sent)
    staged = _stage(staging, sent)
    try:
        save_release(root, record)
        staged.rename(target)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return target


def _stage(staging: Path, sent: Mapping[str, bytes]) -> Path:
    staged = Path(tempfile.mkdtemp(prefix="release-", dir=staging))
    for name, data in sent.items():
        files.publish(staged / name, data, files.PRIVATE_FILE)
    return staged


def _officer_papers(
    root: Path, name: str, record: ReleaseRecord, copies: Sequence[ReadyCopy], sent: Mapping[str, bytes]
) -> None:
    folder = files.private_folder(root / OFFICER / name)
    lines = [line for copy in copies for line in copy.lines]
    schedule = release_schedule(lines, record.approved_by, record.second_approval, record.on)
    hashes = "".join(f"{files.sha256_of(data)}  {file}\n" for file, data in sorted(sent.items()))
    papers = {
        "schedule.csv": schedule,
        "hashes.txt": hashes.encode(),
        "what-changed.txt": _changes(root, record, copies).encode(),
        "report.txt": _report(copies).encode(),
    }
    overlapping = "\n".join(report_text(copy.state.name, copy.overlaps) for copy in copies if copy.overlaps)
    if overlapping:
        papers["overlap.txt"] = (overlapping + "\n").encode()
    for file, data in papers.items():
        files.publish(folder / file, data, files.PRIVATE_FILE)


def _changes(root: Path, record: ReleaseRecord, copies: Sequence[ReadyCopy]) -> str:
    """What differs from the last release of the same request."""
    before = [release for release in releases(root) if release.request == record.request]
    if not before:
        return "This is the first release of this request.\n"
    last = max(before, key=lambda release: release.number)
    lines = [f"Compared with release {last.number} of {last.on.isoformat()}:"]
    earlier = {copy.record_sha256: copy for copy in last.copies}
    for copy in copies:
        known = earlier.pop(copy.state.record_sha256, None)
        if known is None:
            lines.append(f"  {copy.state.name}: not in the last release")
            continue
        lines += _moved(copy, known.redacted, copy.settled.redactions, "now shown")
        lines += _moved(copy, copy.settled.redactions, known.redacted, "now left out")
    lines += [f"  {gone.name}: in the last release, not in this one" for gone in earlier.values()]
    return "\n".join([*lines, *([] if len(lines) > 1 else ["  nothing"])]) + "\n"


def _moved(copy: ReadyCopy, these: Sequence[Redaction], those: Sequence[Redaction], what: str) -> list[str]:
    spans = {redaction.span for redaction in those}
    places = Counter(place_of(copy.record, one.span) for one in these if one.span not in spans)
    return [f"  {copy.state.name}, {place}: {what} ({count})" for place, count in places.items()]


def _report(copies: Sequence[ReadyCopy]) -> str:
    """What was left behind, what to look at, and near misses of the verifier; for the officer."""
    lines: list[str] = []
    for copy in copies:
        lines.append(f"{copy.state.name}: verified, {len(copy.verified.checks)} checks passed")
        sentences = dict.fromkeys((*copy.record.report.look_at, *copy.report.look_at))
        lines += [f"  look at: {sentence}" for sentence in sentences]
        lines += [f"  near miss: {miss}" for miss in copy.verified.near_misses]
        lines += [f"  left out: {one.what} ({one.count})" for one in copy.report.dropped]
        lines += [f"  unknown, left out: {one.what} ({one.count})" for one in copy.report.unknown]
        lines += [f"  pictures withheld: {copy.report.withheld}"] if copy.report.withheld else []
        lines += [f"  {sentence}" for sentence in [let_stand(copy.settled)] if sentence]
        if copy.settled.extended:
            lines.append(f"  partly highlighted, taken out whole: {len(copy.settled.extended)}")
        if copy.settled.followed:
            lines.append(f"  repeats that followed their first place: {copy.settled.followed}")
        if copy.settled.unfollowed:
            many = len(copy.settled.unfollowed)
            lines.append(f"  repeats that stay out though their first place is let stand (propose again): {many}")
    return "\n".join(lines) + "\n"
