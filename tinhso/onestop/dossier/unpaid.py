"""What a dossier still owes, and whether its result is handed out all the same: the rule `fee.owed_results`."""

from datetime import datetime

from django.db.models import Exists, F, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import FINAL
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.site.clock import HANOI
from tinhso.lib.numbers import vn_number
from tinhso.onestop.models import Dossier, FeeCharge, StoreEntry

RULE = "fee.owed_results"
EVERY = "*"
FEE_FIRST = _("Kết quả được trả khi đã nộp đủ phí, lệ phí.")


def open_fees() -> QuerySet[FeeCharge]:
    """What is neither paid nor exempted; a financial duty that was asked has its pause."""
    open_charges = FeeCharge.objects.filter(state=FeeCharge.State.OPEN)
    return open_charges.exclude(due=FeeCharge.Due.DUTY, awaits_amount=False)


def owed_amount() -> Coalesce:
    """Đồng that the dossier of a query owes by its fees, for `annotate`; 0 where nothing is owed."""
    fees = open_fees().filter(dossier=OuterRef("pk"), awaits_amount=False).order_by().values("dossier")
    missing = fees.annotate(missing=Sum(F("total") - F("paid"))).values("missing")
    return Coalesce(Subquery(missing, output_field=IntegerField()), 0)


def lets_owe(dossier: Dossier, now: datetime) -> bool:
    """Whether the result of this procedure is handed out that day though its fee is open: then it says "nợ". One query."""
    codes = rule_or(RULE, [], on=now.astimezone(HANOI).date())
    return EVERY in codes or dossier.version.procedure.code in codes


def is_held(dossier: Dossier, now: datetime) -> bool:
    """Whether the result waits for its fee. What was handed over before is owed and no longer held: nobody can pay it any more.

    Three queries at most, one less where the dossier came with its charges.
    """
    if dossier.case.state in FINAL or not any(one.is_owed for one in dossier.charges.all()):
        return False
    return not lets_owe(dossier, now)


def is_entry_held(entry: StoreEntry, now: datetime) -> bool:
    """Whether this paper in its owner's store is a result that waits for its fee. Three queries at most."""
    return entry.origin == StoreEntry.Origin.RESULT and is_held(entry.dossier, now)


def held_among(dossiers: QuerySet[Dossier], now: datetime) -> set[int]:
    """The ids of those whose result waits for its fee. Two queries."""
    codes = rule_or(RULE, [], on=now.astimezone(HANOI).date())
    if EVERY in codes:
        return set()
    waiting = dossiers.exclude(case__state__in=FINAL).exclude(version__procedure__code__in=codes)
    return set(
        waiting.filter(Exists(open_fees().filter(dossier=OuterRef("pk")))).values_list("pk", flat=True)
    )


def owed_words(amount: int) -> str:
    """As page and register say it; "" where nothing is owed."""
    return f"nợ phí, lệ phí {vn_number(amount)} đồng" if amount else ""
