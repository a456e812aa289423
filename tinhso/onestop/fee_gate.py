"""Whether what is owed stands in the way of a deed."""

from tinhso.onestop.models import Dossier, FeeCharge


class FeeOpen(Exception):
    """The fee that is due by now is neither paid nor exempted."""


def check_fee_settled(dossier: Dossier, stage: FeeCharge.Due) -> None:
    """Raise FeeOpen where the fee is open and due at this stage or before it; a financial duty has its pause."""
    owed = FeeCharge.objects.filter(dossier=dossier, state=FeeCharge.State.OPEN).exclude(
        due=FeeCharge.Due.DUTY
    )
    if stage == FeeCharge.Due.ACCEPT:
        owed = owed.filter(due=stage)
    if owed.exists():
        raise FeeOpen(dossier.pk)
