"""The log of calls held against the sealed batches, for `tinhso verify`: what a hand in the database changed, took away or slipped in."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.exchange.calls.events import CallPeopleErased, CallsSealed
from tinhso.exchange.calls.proof.batches import is_sealed, leaf_of, sealed_events
from tinhso.exchange.models import CallBatch, ExchangeCall
from tinhso.kernel.events.public import Comparison, ComparisonResult, EventRow, event_of, name_of
from tinhso.lib import merkle
from tinhso.lib.dates import HANOI
from tinhso.lib.exchange.proof.call_body import commitment

MOST_LINES = 200
LATELY = timedelta(days=3)
"""So far back goes the comparison of what changed."""

Progress = Callable[[int], None]


@dataclass
class _Found:
    """One pass; `people_before` and `calls_before`: so far the log says that people, and whole rows, were erased."""

    progress: Progress
    people_before: datetime | None
    calls_before: datetime | None
    lines: list[str] = field(default_factory=list)
    wrong: int = 0
    checked: int = 0

    def report(self, line: str) -> None:
        self.wrong += 1
        if len(self.lines) < MOST_LINES:
            self.lines.append(line)


def whole(progress: Progress) -> ComparisonResult:
    return _compared(progress, since=None)


def lately(progress: Progress) -> ComparisonResult:
    """Batches of the last days alone, and all that has none."""
    return _compared(progress, since=timezone.now() - LATELY)


def _compared(progress: Progress, since: datetime | None) -> ComparisonResult:
    found = _Found(progress, *_erased())
    expected = 1
    for row in sealed_events():
        event = event_of(row, CallsSealed)
        if event.number != expected:
            found.report(_("Lô nhật ký lời gọi số %(n)s không có sự kiện niêm phong") % {"n": expected})
        expected = event.number + 1
        if since is None or row.recorded_at >= since:
            _compare_batch(row.pk, event, found)
    _compare_the_rest(found, expected)
    loose = 0 if is_sealed() else ExchangeCall.objects.filter(batch=None).count()
    return ComparisonResult(found.lines, found.checked, loose, found.wrong)


def _erased() -> tuple[datetime | None, datetime | None]:
    rows = EventRow.objects.filter(name=name_of(CallPeopleErased)).order_by("pk")
    events = [event_of(row, CallPeopleErased) for row in rows]
    people = max((one.people_before for one in events if one.people_before), default=None)
    return people, max((one.calls_before for one in events if one.calls_before), default=None)


def _compare_batch(event_id: int, event: CallsSealed, found: _Found) -> None:
    batch = CallBatch.objects.filter(pk=event.number).first()
    if batch is None:
        found.report(_("Lô nhật ký lời gọi số %(n)s đã bị xóa") % {"n": event.number})
        return
    stored = (batch.root, batch.count, batch.last_at, batch.event)
    leaves = batch.tree
    if (
        stored != (event.root, event.count, event.last_at, event_id)
        or merkle.root(leaves).hex() != event.root
    ):
        found.report(_("Lô nhật ký lời gọi số %(n)s khác với sự kiện niêm phong nó") % {"n": event.number})
    rows = {one.pk: one for one in ExchangeCall.objects.filter(batch=batch)}
    known = dict(zip(batch.call_ids, leaves, strict=False))
    for call in rows.values():
        for problem in _problems_of(call, known.get(call.pk), found):
            found.report(_line_of(call, problem))
    _compare_missing(event, [one for one in known if one not in rows], bool(rows), found)
    found.checked += len(rows)
    found.progress(found.checked)


def _compare_missing(event: CallsSealed, missing: list[uuid.UUID], is_part: bool, found: _Found) -> None:
    """Rows go by whole batches, and the log says until when."""
    went = found.calls_before is not None and event.last_at < found.calls_before
    if went and not is_part:
        return
    for one in missing:
        values = {"id": one, "n": event.number}
        found.report(_("lời gọi %(id)s (lô số %(n)s) đã bị xóa sau khi niêm phong") % values)


def _problems_of(call: ExchangeCall, leaf: bytes | None, found: _Found) -> Iterator[str]:
    if leaf is None:
        yield _("bị chèn thêm vào lô đã niêm phong")
    elif leaf_of(call) != leaf:
        yield _("đã bị sửa sau khi niêm phong")
    if call.named == ExchangeCall.Named.ERASED:
        if found.people_before is None or call.at >= found.people_before:
            yield _("bị xóa bí danh trước thời hạn")
        if call.subject or call.issue:
            yield _("có bí danh hoặc mã hồ sơ dù đã ghi là xóa")
    elif call.about and not _fits_about(call):
        yield _("bí danh hoặc mã hồ sơ đã bị sửa sau khi niêm phong")


def _fits_about(call: ExchangeCall) -> bool:
    return commitment(bytes(call.about_salt), call.named, call.subject, call.issue) == call.about


def _compare_the_rest(found: _Found, expected: int) -> None:
    """Rows and batches that no event names."""
    for batch in CallBatch.objects.filter(number__gte=expected).order_by("number")[:MOST_LINES]:
        found.report(_("Lô nhật ký lời gọi số %(n)s không có sự kiện niêm phong") % {"n": batch.number})
    loose: Iterable[ExchangeCall] = ExchangeCall.objects.filter(batch=None).order_by("at")[:MOST_LINES]
    for call in loose if is_sealed() else ():
        found.report(_line_of(call, _("không nằm trong lô niêm phong nào: dòng bị chèn thêm")))


def _line_of(call: ExchangeCall, problem: str) -> str:
    return f"lời gọi {call.pk} ({call.at.astimezone(HANOI):%d/%m/%Y %H:%M:%S}): {problem}"


CALLS = Comparison(
    gettext_lazy("lời gọi qua nền tảng chia sẻ"),
    whole,
    lately,
    code="exchange_calls",
    order=30,
)
