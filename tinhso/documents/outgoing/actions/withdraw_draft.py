from datetime import datetime

from django.db import transaction

from tinhso.casework.public import withdraw_office_case
from tinhso.documents.models import OutgoingDocument
from tinhso.documents.outgoing.permissions import check_not_in_consultation, check_not_locked, check_step
from tinhso.documents.outgoing.way import DRAFT
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import Actor


@transaction.atomic
def withdraw_draft(*, document: OutgoingDocument, ver: int, text: str, by: Actor, now: datetime) -> None:
    """Bỏ dự thảo: the drafter gives the document up while it lies with them; its versions stay.

    Raises: Stale, NotYourTurn, SecretDocument, EntryRefused.
    """
    check_step(document, DRAFT, ver, by)
    check_not_in_consultation(document)
    check_not_locked(document, now)
    check_not_secret(NONE, [text])
    withdraw_office_case(case=document.case, ver=ver, text=text, by=by, now=now)
