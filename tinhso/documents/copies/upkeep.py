"""What the worklists ask of copies."""

from tinhso.documents.models import DocumentCopy
from tinhso.kernel.events.public import Actor

State = DocumentCopy.State


def copies_to_sign(by: Actor) -> int:
    """One query."""
    return DocumentCopy.objects.filter(agency=by.agency_id or 0, state=State.ORDERED).count()


def copies_to_seal(by: Actor) -> int:
    """One query."""
    return DocumentCopy.objects.filter(agency=by.agency_id or 0, state=State.SIGNED).count()
