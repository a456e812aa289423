from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.lib.messages.public_addresses import NotAnAddress, parts_of_entered
from tinhso.opendata.dataset.permissions import check_can_answer
from tinhso.opendata.harvest.events import SourceEntered
from tinhso.opendata.models import HarvestSource


class SourceRefused(ValueError):
    """The source cannot be so; a Vietnamese sentence."""


@transaction.atomic
def enter_source(
    *, agency: Agency, title: str, kind: str, url: str, theme: str, days: int, by: Actor, now: datetime
) -> HarvestSource:
    """Name a catalogue elsewhere; by the agency's data officer. Raises: OpenDataForbidden, SourceRefused."""
    check_can_answer(agency.pk, by, maker=None)
    try:
        parts = parts_of_entered(url, local=settings.FETCH_LOCAL)
    except NotAnAddress as error:
        raise SourceRefused(str(error)) from error
    if parts.netloc.lower() == urlsplit(settings.SITE_URL).netloc.lower():
        raise SourceRefused(_("Địa chỉ này là của chính cổng này, không thu thập được."))
    try:
        with transaction.atomic():
            source = HarvestSource.objects.create(
                agency=agency,
                title=title,
                kind=kind,
                url=url.strip(),
                theme=theme,
                days=days,
                made_by_id=by.user_id,
                made_at=now,
            )
    except IntegrityError as error:
        raise SourceRefused(_("Cơ quan đã khai nguồn này.")) from error
    record(SourceEntered(source_id=source.pk, agency_id=agency.pk), by=by, at=now)
    return source
