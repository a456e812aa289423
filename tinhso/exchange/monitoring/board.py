"""The board: each service that is shared, whether it answers, and its transactions beside the year before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tinhso.exchange.models import Agreement, InformationSystem, Service
from tinhso.exchange.monitoring.figures import Transactions, transactions
from tinhso.kernel.site.shapes import Tone

MOST = 200
CONNECTED, MAINTENANCE, FAILING, PAUSED = "connected", "maintenance", "failing", "paused"
IN_TROUBLE = (FAILING, PAUSED)
FEW, SHARE = 5, 0.2
"""An error is told of once so many calls of a day failed, and such a share of them."""


@dataclass(frozen=True)
class Standing:
    """One service on the board."""

    service: Service
    code: str
    counts: Transactions | None

    @property
    def words(self) -> str:
        return words_of(self.code)

    @property
    def tone(self) -> Tone:
        return TONES[self.code]


@dataclass(frozen=True)
class Database:
    """A national database on the board: what stands first of its services in `WORST`; the sums of all."""

    system: InformationSystem
    code: str
    services: int
    this_year: int
    same_days: int
    year_before: int


TONES: dict[str, Tone] = {CONNECTED: "ok", MAINTENANCE: "soon", FAILING: "late", PAUSED: "late"}
WORST = (FAILING, CONNECTED, MAINTENANCE, PAUSED)
"""A database of several services stands as the first of these that one of them is: one that fails is told of."""


def words_of(code: str) -> str:
    """As the screen says it."""
    return {
        CONNECTED: _("Đang kết nối"),
        MAINTENANCE: _("Tạm dừng: bảo trì"),
        FAILING: _("Lỗi"),
        PAUSED: _("Tạm dừng"),
    }[code]


def board(now: datetime) -> list[Standing]:
    """Those with an agreement that was approved, the busiest first; a topic is not called and has no place here. Three queries."""
    approved = Agreement.objects.filter(approved_at__isnull=False, service__topic="")
    services = list(
        Service.objects.filter(pk__in=approved.values("service")).select_related("system__member")[:MOST]
    )
    running = set(approved.in_force(now.date()).values_list("service", flat=True))
    counts = transactions([str(one) for one in services], now)
    lines = [_standing(one, one.pk in running, counts.get(str(one)), now) for one in services]
    return sorted(lines, key=lambda one: -(one.counts.this_year if one.counts else 0))


def _standing(one: Service, running: bool, counts: Transactions | None, now: datetime) -> Standing:
    return Standing(one, _code(one, running, counts, now), counts)


def _code(one: Service, running: bool, counts: Transactions | None, now: datetime) -> str:
    if one.system.member.suspended_at is not None or one.is_withdrawn(now) or not running:
        return PAUSED
    if one.in_maintenance(now):
        return MAINTENANCE
    if counts and counts.lately_failed >= FEW and counts.lately_failed >= SHARE * counts.lately:
        return FAILING
    return CONNECTED


def databases(lines: Sequence[Standing]) -> list[Database]:
    """The national databases among them, in the order of the board. No query."""
    found: dict[int, list[Standing]] = {}
    for line in lines:
        if line.service.system.national:
            found.setdefault(line.service.system_id, []).append(line)
    return [_database(of_one) for of_one in found.values()]


def _database(lines: list[Standing]) -> Database:
    counts = [line.counts for line in lines if line.counts]
    return Database(
        lines[0].service.system,
        min((line.code for line in lines), key=WORST.index),
        len(lines),
        sum(one.this_year for one in counts),
        sum(one.same_days for one in counts),
        sum(one.year_before for one in counts),
    )


def totals(lines: Sequence[Standing]) -> tuple[int, int]:
    """How many answer, of how many."""
    return sum(one.tone == "ok" for one in lines), len(lines)
