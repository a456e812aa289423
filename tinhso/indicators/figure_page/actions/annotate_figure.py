from datetime import datetime

from django.db import transaction

from tinhso.indicators.figure_page.events import FigureAnnotated
from tinhso.indicators.models import Annotation, Indicator
from tinhso.indicators.rights.officers import title_of, user_of
from tinhso.indicators.rights.permissions import check_is_officer
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.lib.periods import Period


@transaction.atomic
def annotate_figure(
    *, indicator: Indicator, period: Period, agency: Agency | None, text: str, by: Actor, now: datetime
) -> Annotation:
    """Leave a note on a figure for other officers. Raises: FiguresForbidden."""
    check_is_officer(by)
    note = Annotation.objects.create(
        indicator=indicator,
        period=period.code,
        agency=agency,
        text=text,
        by=user_of(by),
        title=title_of(by),
        at=now,
    )
    event = FigureAnnotated(indicator=indicator.code, period=period.code, annotation_id=note.pk)
    record(event, by=by, at=now)
    return note
