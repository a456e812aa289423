"""The reports of the own agency and those below it as a list of work: groups in the order of harm, rows by deadline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tinhso.indicators.data_entry.queries import Due
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Head
from tinhso.lib.dates import HANOI

PAGE = 50
LATE, APPROVE, OPEN, LOCK, DONE = "qua-han", "cho-duyet", "can-bao-cao", "cho-khoa", "da-xong"
GROUPS: dict[str, str | Promise] = {
    LATE: _("Quá hạn báo cáo"),
    APPROVE: _("Đã báo cáo đủ, chờ duyệt"),
    OPEN: _("Cần báo cáo"),
    LOCK: _("Đã duyệt, chưa khóa"),
    DONE: _("Đã xong"),
}


@dataclass(frozen=True)
class DueLine:
    """One row. `may_approve` says that this head may tick it: nobody approves here what has not been opened and shows unusual numbers."""

    due: Due
    group: str
    words: str
    tone: str
    due_at: datetime
    may_approve: bool

    @property
    def ver(self) -> int:
        approval = getattr(self.due.entry, "approval", None)
        return approval.ver if approval else 1

    @property
    def key(self) -> str:
        """As a ticked row is sent."""
        one = self.due
        return f"{one.data_set.code}|{one.agency.agency.code}|{one.period.code}|{self.ver}"


@dataclass(frozen=True)
class DueList:
    """`sides` are all groups with how many lie in each; `groups` the rows of the page; `more` whether others follow."""

    groups: list[tuple[str | Promise, list[DueLine]]]
    sides: list[tuple[str, str | Promise, int]]
    total: int
    late: int
    more: bool


def due_list(
    due: Sequence[Due],
    by: Actor,
    today: date,
    *,
    group: str = "",
    data_set: str = "",
    newest: bool = False,
    page: int = 1,
) -> DueList:
    """`group` and `data_set` narrow it; by deadline within its groups, or the newest period first."""
    lines = [_line(one, by, today) for one in due]
    sides = [(key, label, sum(line.group == key for line in lines)) for key, label in GROUPS.items()]
    wanted = [
        line
        for line in lines
        if (not group or line.group == group) and (not data_set or line.due.data_set.code == data_set)
    ]
    order = list(GROUPS)
    wanted.sort(key=lambda line: line.due_at, reverse=newest)
    done = sorted((line for line in wanted if line.group == DONE), key=lambda line: line.due_at, reverse=True)
    wanted = (
        sorted((line for line in wanted if line.group != DONE), key=lambda line: order.index(line.group))
        + done
    )
    shown = wanted[(page - 1) * PAGE : page * PAGE]
    groups = [(GROUPS[key], list(rows)) for key, rows in groupby(shown, key=lambda line: line.group)]
    late = next(n for key, _label, n in sides if key == LATE)
    return DueList(groups, [side for side in sides if side[2]], len(lines), late, len(wanted) > page * PAGE)


def _line(one: Due, by: Actor, today: date) -> DueLine:
    words, tone = one.standing(today)
    approval = getattr(one.entry, "approval", None) if one.entry else None
    if one.entry and one.entry.completed_at:
        state = approval.state if approval else "submitted"
        group = {"submitted": APPROVE, "approved": LOCK}.get(state, DONE)
    else:
        group = LATE if today > one.due_on else OPEN
    due_at = datetime.combine(one.due_on, time(23, 59), tzinfo=HANOI)
    return DueLine(one, group, words, tone, due_at, group == APPROVE and by.holds(Head))
