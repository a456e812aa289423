from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tinhso.casework.public import (
    Case,
    DeadlinePassed,
    accept_case,
    let_see,
    limit_until,
    open_case,
    submit_case,
)
from tinhso.indicators.infrastructure.events import SignalVillageEntered
from tinhso.indicators.infrastructure.permissions import check_can_enter_infrastructure
from tinhso.indicators.infrastructure.village_process import KIND, process
from tinhso.indicators.models import NetworkOperator, Signal, SignalVillage
from tinhso.kernel.events.public import Actor, next_number, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.people.roles import Examiner, Head
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site.public import EntryRefused, lock_client_key
from tinhso.lib.dates import local
from tinhso.lib.legal_time.clock import Effect

SOURCE = "Ngày yêu cầu doanh nghiệp phủ sóng xong"


@transaction.atomic
def enter_village(
    *,
    place: AdminUnit,
    name: str,
    signal: str,
    households: int | None,
    operator: NetworkOperator,
    found_on: date,
    due_on: date,
    by: Actor,
    now: datetime,
    client_key: UUID | None = None,
) -> SignalVillage:
    """Enter a village with the operator that is asked and the day by which it is to have signal; the same client key gives the
    same village.

    Raises:
        InfrastructureForbidden: not of the focal agency.
        EntryRefused: a village that is followed already, one with signal, a day found that is to come, a due day not ahead.
    """
    day = local(now).date()
    agency_id = check_can_enter_infrastructure(by, day)
    lock_client_key(client_key)
    earlier = SignalVillage.objects.filter(case__client_key=client_key).exclude(case__client_key=None)
    if found := earlier.first():
        return found
    # Two officers may enter the same village at once.
    AdminUnit.objects.select_for_update(no_key=True).get(pk=place.pk)
    _check(place, name, signal, found_on, day)
    agency = Agency.objects.get(pk=agency_id)
    try:
        limit = limit_until(due_on, agency_id=agency.pk, now=now, source=SOURCE)
    except DeadlinePassed as passed:
        raise EntryRefused("due_on", str(passed)) from passed
    case = _case(agency, place, name, client_key, by=by, now=now)
    accept_case(case=case, ver=case.ver, limit=limit, effect=Effect.PAUSE, by=by, now=now)
    _let_see(case, agency, place, day)
    known = {"place": place, "name": name, "signal": signal, "households": households, "operator": operator}
    village = SignalVillage.objects.create(case=case, found_on=found_on, target_year=due_on.year, **known)
    event = SignalVillageEntered(
        case_id=case.pk, place_id=place.pk, operator_id=operator.pk, signal=signal, due_at=case.due_at
    )
    record(event, by=by, at=now)
    return village


def _check(place: AdminUnit, name: str, signal: str, found_on: date, day: date) -> None:
    if signal == Signal.COVERED:
        raise EntryRefused("signal", "Thôn đã có sóng thì không cần theo dõi.")
    if found_on > day:
        raise EntryRefused("found_on", "Ngày ghi nhận chưa tới.")
    if not place.exists_on(day):
        raise EntryRefused("place", "Xã này không còn. Hãy chọn xã khác.")
    if SignalVillage.objects.filter(place=place, name__iexact=name, covered_on=None).exists():
        raise EntryRefused("name", "Thôn này của xã đang được theo dõi.")


def _case(
    agency: Agency, place: AdminUnit, name: str, client_key: UUID | None, *, by: Actor, now: datetime
) -> Case:
    """Opened and handed in by the agency that follows it, so that it may accept it at once."""
    year = local(now).year
    code = f"SONG-{year}-{next_number(f'signal_village.{year}'):04}"
    case = open_case(
        kind=KIND,
        code=code,
        title=f"{name}, {place.name}",
        agency=agency,
        desk=agency,
        desk_role=Examiner.code,
        process=process(),
        place=place,
        source=Case.Source.INTERNAL,
        client_key=client_key,
        by=by,
        now=now,
    )
    submit_case(case=case, ver=case.ver, code=code, reply=None, reply_role=Examiner.code, by=by, now=now)
    return case


def _let_see(case: Case, agency: Agency, place: AdminUnit, day: date) -> None:
    """All who follow it at the agency, and the committee of the commune."""
    for role in (Examiner, Head):
        let_see(case.pk, agency_id=agency.pk, role=role.code)
    committees = Agency.objects.on(day).filter(unit=place, kind=Agency.Kind.COMMITTEE)
    for committee in committees[:1]:
        let_see(case.pk, agency_id=committee.pk, role=Head.code)
