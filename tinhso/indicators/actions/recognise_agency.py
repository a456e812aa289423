from datetime import date, datetime

from django.db import transaction

from tinhso.indicators.assessing import NotMeasured, check_can_open_round, is_measured
from tinhso.indicators.events import AgencyRecognised
from tinhso.indicators.models import CriteriaSet, Recognition
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency


class RecognisedBefore(ValueError):
    """This agency was recognised by that set of criteria already."""


@transaction.atomic
def recognise_agency(
    *,
    criteria: CriteriaSet,
    agency: Agency,
    verifier: Agency,
    number: str,
    decided_on: date,
    by: Actor,
    now: datetime,
    synthetic: bool = False,
) -> Recognition:
    """Enter a decision of recognition. PermissionDenied, NotMeasured, RecognisedBefore."""
    check_can_open_round(verifier, by)
    if not is_measured(criteria, agency):
        raise NotMeasured
    given = {"number": number, "decided_on": decided_on, "synthetic": synthetic}
    found, made = Recognition.objects.get_or_create(criteria=criteria, agency=agency, defaults=given)
    if not made:
        raise RecognisedBefore(agency.name)
    record(AgencyRecognised(recognition_id=found.pk, agency_id=agency.pk), by=by, at=now)
    return found
