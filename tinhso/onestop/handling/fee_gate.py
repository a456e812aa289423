"""Whether what is owed stands in the way of a deed."""

from tinhso.onestop.dossier.unpaid import open_fees
from tinhso.onestop.models import Dossier, FeeCharge


class FeeOpen(Exception):
    """The fee that is due by now is neither paid nor exempted."""


class AmountOpen(FeeOpen):
    """A fee that is due by now has no amount yet: the desk enters it, or that nothing is owed."""


def check_fee_settled(dossier: Dossier, stage: FeeCharge.Due) -> None:
    """What is due at this stage or before it is paid, or nobody owes it; a financial duty that was asked has its pause.

    Raises:
        FeeOpen, AmountOpen.
    """
    fees = open_fees().filter(dossier=dossier)
    if stage == FeeCharge.Due.ACCEPT:
        fees = fees.filter(due=stage)
    found = list(fees.values_list("awaits_amount", flat=True))
    if any(found):
        raise AmountOpen(dossier.pk)
    if found:
        raise FeeOpen(dossier.pk)
