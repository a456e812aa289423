"""Whether what is owed stands in the way of a deed."""

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
    open_fees = FeeCharge.objects.filter(dossier=dossier, state=FeeCharge.State.OPEN)
    open_fees = open_fees.exclude(due=FeeCharge.Due.DUTY, awaits_amount=False)
    if stage == FeeCharge.Due.ACCEPT:
        open_fees = open_fees.filter(due=stage)
    found = list(open_fees.values_list("awaits_amount", flat=True))
    if any(found):
        raise AmountOpen(dossier.pk)
    if found:
        raise FeeOpen(dossier.pk)
