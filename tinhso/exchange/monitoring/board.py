"""The board: each service that is shared, whether it answers, and its transactions beside the year before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tinhso.exchange.models import Agreement, Service
from tinhso.exchange.monitoring.figures import Transactions, transactions
from tinhso.kernel.site.shapes import Tone

MOST = 200
FEW, SHARE = 5, 0.2
"""An error is told of once so many calls of a day failed, and such a share of them."""


@dataclass(frozen=True)
class Standing:
    """One service on the board."""

    service: Service
    words: str
    tone: Tone
    counts: Transactions | None


def board(now: datetime) -> list[Standing]:
    """Those with an agreement that was approved, the busiest first. Three queries."""
    approved = Agreement.objects.filter(approved_at__isnull=False)
    services = list(
        Service.objects.filter(pk__in=approved.values("service")).select_related("system__member")[:MOST]
    )
    running = set(approved.in_force(now.date()).values_list("service", flat=True))
    counts = transactions([str(one) for one in services], now)
    lines = [_standing(one, one.pk in running, counts.get(str(one)), now) for one in services]
    return sorted(lines, key=lambda one: -(one.counts.this_year if one.counts else 0))


def _standing(one: Service, running: bool, counts: Transactions | None, now: datetime) -> Standing:
    words, tone = _words(one, running, counts, now)
    return Standing(one, words, tone, counts)


def _words(one: Service, running: bool, counts: Transactions | None, now: datetime) -> tuple[str, Tone]:
    if one.system.member.suspended_at is not None or one.is_withdrawn(now) or not running:
        return _("Tạm dừng"), "late"
    if one.in_maintenance(now):
        return _("Tạm dừng: bảo trì"), "soon"
    if counts and counts.lately_failed >= FEW and counts.lately_failed >= SHARE * counts.lately:
        return _("Lỗi"), "late"
    return _("Đang kết nối"), "ok"


def totals(lines: Sequence[Standing]) -> tuple[int, int]:
    """How many answer, of how many."""
    return sum(one.tone == "ok" for one in lines), len(lines)
