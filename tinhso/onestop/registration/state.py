from tinhso.onestop.models import Dossier, LinkedPart
from tinhso.onestop.registration.records import record_of


def registration_state(dossier: Dossier) -> str:
    """The state of the part that the register of civil status settles; "" before it was asked. One query at most."""
    if not dossier.version.settled_in:
        return ""
    parts = LinkedPart.objects.filter(dossier=dossier, kind=LinkedPart.Kind.CIVIL_STATUS)
    return parts.values_list("state", flat=True).first() or ""


def is_registered(dossier: Dossier) -> bool:
    """Nothing keeps the result back: it is not for the register, or the register has answered, or was passed by."""
    done = {LinkedPart.State.SETTLED, LinkedPart.State.SKIPPED}
    return record_of(dossier.version) is None or registration_state(dossier) in done
