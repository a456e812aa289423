"""Strikes a decision of publication that was entered by mistake out of the register; the row stays."""

from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.onestop.catalogue.permissions import check_can_keep_catalogue
from tinhso.onestop.models import Publication
from tinhso.onestop.publications.events import PublicationRevoked


@transaction.atomic
def revoke_publication(*, publication: Publication, reason: str, by: Actor, now: datetime) -> bool:
    """False where it was struck out before. Raises: PermissionDenied."""
    check_can_keep_catalogue(by)
    standing = Publication.objects.standing().filter(pk=publication.pk)
    if not standing.update(revoked_at=now, revoke_reason=reason):
        return False
    record(PublicationRevoked(publication_id=publication.pk), by=by, at=now)
    return True
