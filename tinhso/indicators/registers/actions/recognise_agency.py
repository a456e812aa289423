from datetime import date, datetime

from django.db import transaction

from tinhso.indicators.models import CriteriaSet, Recognition
from tinhso.indicators.registers.applicable_criteria import NotMeasured, is_measured
from tinhso.indicators.registers.events import AgencyRecognised, RecognitionRevised
from tinhso.indicators.registers.permissions import check_can_recognise
from tinhso.indicators.registers.registers import add_revision
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused


class RecognisedBefore(ValueError):
    """This agency was recognised by that set of criteria already."""


@transaction.atomic
def recognise_agency(
    *,
    criteria: CriteriaSet,
    agency: Agency,
    number: str,
    decided_on: date,
    by: Actor,
    now: datetime,
    synthetic: bool = False,
) -> Recognition:
    """Enter a decision of recognition. Raises: NotARegistrar, NotMeasured, EntryRefused, RecognisedBefore."""
    check_can_recognise(criteria, by)
    if not is_measured(criteria, agency):
        raise NotMeasured
    if decided_on > now.date():
        raise EntryRefused("decided_on", "Ngày quyết định chưa tới.")
    key = {"criteria": criteria, "agency": agency}
    if Recognition.objects.filter(**key).exists():
        raise RecognisedBefore(agency.name)
    values = {"number": number, "decided_on": decided_on, "synthetic": synthetic}
    found = add_revision(Recognition, key, values, was=0, reason="", by=by, now=now)
    record(AgencyRecognised(recognition_id=found.pk, agency_id=agency.pk), by=by, at=now)
    return found


@transaction.atomic
def revise_recognition(
    *,
    recognition: Recognition,
    number: str,
    decided_on: date,
    ended_on: date | None,
    reason: str,
    by: Actor,
    now: datetime,
) -> Recognition:
    """Correct the decision that was entered, or take the recognition back from `ended_on` on; the entry before stays.

    Raises: NotARegistrar, EntryRefused, RevisedBefore.
    """
    check_can_recognise(recognition.criteria, by)
    if decided_on > now.date():
        raise EntryRefused("decided_on", "Ngày quyết định chưa tới.")
    if ended_on is not None and ended_on <= decided_on:
        raise EntryRefused("ended_on", "Ngày thôi công nhận phải sau ngày quyết định.")
    key = {"criteria": recognition.criteria, "agency": recognition.agency}
    values = {"number": number, "decided_on": decided_on, "ended_on": ended_on}
    values["synthetic"] = recognition.synthetic
    found = add_revision(Recognition, key, values, was=recognition.revision, reason=reason, by=by, now=now)
    event = RecognitionRevised(recognition_id=found.pk, agency_id=recognition.agency_id)
    record(event, by=by, at=now)
    return found
