from collections.abc import Mapping

from django.db import transaction

from tinhso.casework.public import check_can_hand_in
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import update_row
from tinhso.onestop.dossier.actions.save_answers import OPEN_FOR_CITIZEN, NotADraft
from tinhso.onestop.models import Dossier


@transaction.atomic
def save_contact(
    *, dossier: Dossier, phone: str, email: str, address: str, result_by: Dossier.ResultBy, by: Actor
) -> None:
    """How the applicant is reached and where the result goes. Raises: NotADraft, NotYourTurn."""
    check_can_hand_in(dossier.case, by)
    if dossier.case.state not in OPEN_FOR_CITIZEN:
        raise NotADraft(dossier.pk)
    keep_contact(dossier, {"phone": phone, "email": email, "address": address, "result_by": result_by})


def keep_contact(dossier: Dossier, given: Mapping[str, str]) -> None:
    """Write what of it is new, in the transaction of the deed; no action, the caller checks."""
    changed = [name for name, value in given.items() if getattr(dossier, name) != value]
    for name in changed:
        setattr(dossier, name, given[name])
    if changed:
        update_row(dossier, *changed)
