from django.db import transaction

from tinhso.casework.public import check_can_hand_in
from tinhso.kernel.events.public import Actor
from tinhso.onestop.actions.save_answers import OPEN_FOR_CITIZEN, NotADraft
from tinhso.onestop.models import Dossier


@transaction.atomic
def save_contact(
    *, dossier: Dossier, phone: str, email: str, address: str, result_by: Dossier.ResultBy, by: Actor
) -> None:
    """How the applicant is reached and where the result goes. NotADraft, NotYourTurn."""
    check_can_hand_in(dossier.case, by)
    if dossier.case.state not in OPEN_FOR_CITIZEN:
        raise NotADraft(dossier.pk)
    given = {"phone": phone, "email": email, "address": address, "result_by": result_by}
    changed = {name: value for name, value in given.items() if getattr(dossier, name) != value}
    if changed:
        dossier.phone, dossier.email, dossier.address, dossier.result_by = phone, email, address, result_by
        dossier.save(update_fields=list(changed))
