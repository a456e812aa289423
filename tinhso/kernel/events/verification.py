"""Everything re-derived from the rows: leaf from body, columns against body, roots, counts, chain, completeness."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from tinhso.kernel.events.bodies.canonical import utc_text
from tinhso.kernel.events.jobs.workers import living_workers
from tinhso.kernel.events.logs import LOGS, SealedLog
from tinhso.kernel.events.models import Seal
from tinhso.kernel.events.sealing import BATCH, NOTHING, seal_hash
from tinhso.lib import merkle

MOST_LINES = 200

READ = """
select r.id, r.epoch, r.xid::text::bigint, r.body, coalesce({agrees}, false)
from {table} r where r.id = any(%s)
"""

UNSEALED = """
select r.id, r.recorded_at, (r.epoch, r.xid, r.id) <= (%s, %s::text::xid8, %s)
from {table} r left join (select unnest(row_ids) as id from kernel_seal where log = %s) s on s.id = r.id
where s.id is null order by r.id
"""

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Verdict:
    """What `verify` found. `lines` name each row or seal that lies, in Vietnamese, at most 200 of them.

    `head` is the hash of the last seal of events and `access_head` of the access log: whoever noted an earlier
    one outside can see that history since then was not rewritten as a whole. `waiting` rows are young and
    not sealed yet, `unsealed` ones are older and no worker runs that could seal them: no lie, but nothing proves them.
    """

    ok: bool
    lines: list[str]
    checked: int
    waiting: int
    head: str
    access_head: str
    unsealed: int = 0


@dataclass
class _Check:
    """The state of one pass over one log."""

    log: SealedLog
    progress: Progress
    lines: list[str] = field(default_factory=list)
    wrong: int = 0
    checked: int = 0
    waiting: int = 0
    unsealed: int = 0
    head: str = NOTHING
    last: tuple[int, int, int] = (0, 0, 0)

    def report(self, label: str, problem: str) -> None:
        self.wrong += 1
        if len(self.lines) < MOST_LINES:
            self.lines.append(f"{label}: {problem}")

    def report_row(self, row_id: int, problems: Iterator[str]) -> None:
        """A row costs a query for its label only when something is wrong with it."""
        for problem in problems:
            full = len(self.lines) >= MOST_LINES
            self.report("" if full else _label(self.log, row_id), problem)


def verify(*, known_heads: Sequence[str] = (), progress: Progress = lambda checked: None) -> Verdict:
    """Check both logs from the first row to the last and name everything that lies; changes nothing.

    `known_heads` are heads noted outside, on an annual report or elsewhere: each must still be a seal of the
    chain, else history was rewritten as a whole or its end cut off. `progress` is called with the number of
    rows checked so far. Memory stays bounded by one seal.
    """
    checks: dict[Seal.Log, _Check] = {}
    for key, log in LOGS.items():
        done = sum(c.checked for c in checks.values())
        check = checks[key] = _Check(log, lambda n, done=done: progress(done + n))  # type: ignore[misc]
        _check_seals(check)
        _check_the_rest(check)
    lines = [line for check in checks.values() for line in check.lines]
    if more := sum(c.wrong for c in checks.values()) - len(lines):
        lines.append(_("… và %(n)s điểm sai khác nữa.") % {"n": more})
    lines += _lost_heads(known_heads)
    return Verdict(
        ok=not lines,
        lines=lines,
        checked=sum(c.checked for c in checks.values()),
        waiting=sum(c.waiting for c in checks.values()),
        head=checks[Seal.Log.EVENTS].head,
        access_head=checks[Seal.Log.ACCESS].head,
        unsealed=sum(c.unsealed for c in checks.values()),
    )


def _lost_heads(known: Sequence[str]) -> list[str]:
    found = set(Seal.objects.filter(hash__in=known).values_list("hash", flat=True))
    lost = _("Niêm phong đã công bố %(hash)s không còn trong chuỗi: lịch sử đã bị viết lại hoặc cắt bớt")
    return [lost % {"hash": hash_} for hash_ in known if hash_ not in found]


def _seals(log: Seal.Log) -> Iterator[Seal]:
    """One by one by number: a seal is some hundred kilobytes."""
    number = 0
    while seal := Seal.objects.filter(log=log, number__gt=number).order_by("number").first():
        number = seal.number
        yield seal


def _check_seals(check: _Check) -> None:
    expected = 1
    for seal in _seals(check.log.key):
        for problem in _problems_of(seal, expected, check.head):
            check.report(_label_seal(seal), problem)
        _check_rows(check, seal)
        check.head, expected = seal.hash, seal.number + 1
        check.progress(check.checked)


def _problems_of(seal: Seal, expected: int, previous: str) -> Iterator[str]:
    leaves = seal.tree
    if seal.number != expected:
        yield _("thiếu niêm phong số %(n)s đứng trước nó") % {"n": expected}
    if seal.previous != previous:
        yield _("không nối tiếp niêm phong đứng trước")
    if not len(leaves) == len(seal.row_ids) == seal.count:
        yield _("số dòng ghi trong niêm phong không khớp")
    if merkle.root(leaves).hex() != seal.root:
        yield _("gốc cây băm không khớp với các lá")
    if seal.hash != seal_hash(seal.previous, seal.root, seal.count):
        yield _("mã băm của niêm phong không khớp")


def _check_rows(check: _Check, seal: Seal) -> None:
    found = {row[0]: row for row in _read(check.log, seal.row_ids)}
    for row_id, leaf in zip(seal.row_ids, seal.tree, strict=False):
        row = found.get(row_id)
        if row is None:
            missing = _("đã bị xóa hoặc đổi số sau khi niêm phong")
            check.report(_label_missing(check.log, row_id, seal), missing)
            continue
        key = (row[1], row[2], row[0])
        check.report_row(row_id, _problems_of_row(check.log, row, leaf, key > check.last))
        check.last = max(check.last, key)
    check.checked += len(found)


def _problems_of_row(log: SealedLog, row: Any, leaf: bytes | None, in_order: bool) -> Iterator[str]:
    body, agrees = row[3], row[4]
    if leaf is not None and merkle.leaf(body.encode()) != leaf:
        yield _("nội dung (body) đã bị sửa sau khi niêm phong")
    if not agrees:
        names = ", ".join(_differing_columns(log, row[0])) or "body"
        yield _("cột %(names)s khác với nội dung của dòng (body)") % {"names": names}
    if not in_order:
        yield _("đứng sai thứ tự hoặc nằm trong hai niêm phong")


def _check_the_rest(check: _Check) -> None:
    """Rows in no seal: young ones wait, those slipped in below the last seal are wrong, and so are old ones where a worker
    runs that should have sealed them."""
    with connection.cursor() as cursor:
        sql = UNSEALED.format(table=check.log.table)
        cursor.execute(sql, [check.last[0], check.last[1], check.last[2], check.log.key])
        rows = cursor.fetchall()
    overdue = timezone.now() - check.log.patience
    sealed_here = bool(rows) and living_workers() > 0
    check.unsealed = 0 if sealed_here else sum(at < overdue and not below for _id, at, below in rows)
    reasons = {
        id_: reason
        for id_, at, below in rows
        if (reason := _why_wrong(below=below, late=sealed_here and at < overdue))
    }
    ids = [row[0] for row in rows]
    check.waiting = len(ids) - len(reasons) - check.unsealed
    for start in range(0, len(ids), BATCH):
        for row in _read(check.log, ids[start : start + BATCH]):
            check.checked += 1
            check.report_row(row[0], _problems_of_row(check.log, row, None, True))
            check.report_row(row[0], iter(filter(None, [reasons.get(row[0])])))
        check.progress(check.checked)


def _why_wrong(*, below: bool, late: bool) -> str | None:
    if below:
        return _("không nằm trong niêm phong nào dù đứng trước niêm phong cuối: dòng bị chèn thêm")
    if late:
        return _("đã quá hạn mà chưa được niêm phong")
    return None


def _read(log: SealedLog, ids: list[int]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(READ.format(agrees=log.agrees, table=log.table), [ids])
        rows: list[Any] = cursor.fetchall()
    return rows


def _differing_columns(log: SealedLog, row_id: int) -> list[str]:
    row = log.model.objects.values("body", *log.columns.values()).get(pk=row_id)
    try:
        body = json.loads(row["body"])
    except ValueError:
        return ["body"]
    if not isinstance(body, dict):
        return ["body"]
    return [c for key, c in log.columns.items() if key not in body or body[key] != _as_said(row[c])]


def _as_said(value: Any) -> Any:
    return utc_text(value) if isinstance(value, datetime) else value


def _label(log: SealedLog, row_id: int) -> str:
    name, at = log.model.objects.values_list(log.name, "at").get(pk=row_id)
    return f"{log.key.label} {row_id} ({name}, {timezone.localtime(at):%d/%m/%Y %H:%M:%S})"


def _label_missing(log: SealedLog, row_id: int, seal: Seal) -> str:
    return _("%(log)s %(id)s (niêm phong số %(n)s)") % {"log": log.key.label, "id": row_id, "n": seal.number}


def _label_seal(seal: Seal) -> str:
    return _("Niêm phong %(log)s số %(n)s") % {"log": seal.log, "n": seal.number}
