"""Writes down on which day procedures of a decision were shown to the public."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.onestop.catalogue.permissions import check_can_keep_catalogue
from tinhso.onestop.models import Publication, PublishedProcedure
from tinhso.onestop.publications.actions.enter_publication import BadPublication, check_public_day
from tinhso.onestop.publications.events import ProceduresShown


@transaction.atomic
def show_published(
    *, publication: Publication, lines: Collection[int], day: date, by: Actor, now: datetime
) -> int:
    """Those of these lines that were not shown yet; how many. Raises: PermissionDenied, BadPublication."""
    check_can_keep_catalogue(by)
    if publication.revoked_at is not None:
        raise BadPublication("Quyết định này đã bị gạch khỏi sổ.")
    check_public_day(day, publication.issued_on, now.date())
    waiting = PublishedProcedure.objects.filter(publication=publication, pk__in=lines, public_on__isnull=True)
    changed = waiting.update(public_on=day)
    if changed:
        record(ProceduresShown(publication_id=publication.pk, procedures=changed), by=by, at=now)
    return changed
