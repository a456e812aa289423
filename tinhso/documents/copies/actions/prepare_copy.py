from datetime import datetime

from django.db import transaction

from tinhso.documents.copies.drawing import draw_up
from tinhso.documents.copies.events import DocumentCopyNumbered
from tinhso.documents.copies.permissions import check_can_seal_copy, check_can_sign_copy
from tinhso.documents.models import DocumentCopy
from tinhso.documents.outgoing.authority import COPY, authority_of, law_on
from tinhso.documents.registers.series import series
from tinhso.kernel.events.public import Actor, next_number, record
from tinhso.kernel.papers.public import (
    Paper,
    Signature,
    SigningRequest,
    number_paper,
    prepare_signature,
)
from tinhso.lib.dates import local

COPIES = "copies"
"""The series of an agency's copies: one for sao y, sao lục and trích sao."""


@transaction.atomic
def prepare_copy_sign(*, copy: DocumentCopy, by: Actor, now: datetime) -> SigningRequest | None:
    """Draw the copy up anew and make it ready for the leader's signature; None if that was given before.

    Raises: DocumentsForbidden, MayNotSign, EntryRefused.
    """
    held = DocumentCopy.objects.select_for_update(of=("self",)).whole().get(pk=copy.pk)
    check_can_sign_copy(held, by)
    day = local(now).date()
    authority = authority_of(held.agency, by, day, law_on(COPY, held.agency, day).decides())
    if held.paper is not None and held.paper.state != Paper.State.DRAFT:
        return None
    held.paper = draw_up(held, authority, by=by, now=now)
    held.signer_id = by.user_id
    held.save(update_fields=["paper", "signer"])
    return prepare_signature(
        paper=held.paper,
        role=Signature.Role.PERSON,
        by=by,
        now=now,
        capacity=authority.capacity,
    )


@transaction.atomic
def prepare_copy_seal(*, copy: DocumentCopy, by: Actor, now: datetime) -> SigningRequest | None:
    """Cấp số from the register of copies, gap-free within the year, and make it ready for the seal; None if sealed before.

    Raises: DocumentsForbidden.
    """
    held = DocumentCopy.objects.select_for_update(of=("self",)).whole().get(pk=copy.pk)
    check_can_seal_copy(held, by)
    assert held.paper is not None
    if held.paper.state != Paper.State.SIGNED:
        return None
    if held.number is None:
        held.year = local(now).year
        held.number = next_number(series(held.agency_id, held.year, COPIES))
        held.save(update_fields=["year", "number"])
        held.paper = number_paper(paper=held.paper, number=held.number, by=by, now=now)
        event = DocumentCopyNumbered(
            case_id=held.case_id,
            copy_id=held.pk,
            agency_id=held.agency_id,
            year=held.year,
            number=held.number,
        )
        record(event, by=by, at=now)
    return prepare_signature(paper=held.paper, role=Signature.Role.AGENCY, by=by, now=now)
