from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.casework.public import Case, State, open_case, reply_due, submit_case
from tinhso.exchange.data_uses.events import DataUseAsked
from tinhso.exchange.data_uses.person_uses import PersonUses, uses_of
from tinhso.exchange.data_uses.request_process import (
    ANSWER,
    KIND,
    MOST_A_DAY,
    AlreadyAsked,
    NotYourUse,
    TooMany,
    answering_agency,
    limit,
    process,
)
from tinhso.exchange.data_uses.uses import CALL, use_of
from tinhso.exchange.data_uses.wording import Use
from tinhso.exchange.models import DataUseRequest
from tinhso.kernel.events.public import Actor, Code, next_number, record
from tinhso.kernel.people.roles import DataOfficer
from tinhso.kernel.site.public import EntryRefused
from tinhso.kernel.site.rate_limit import allow


@transaction.atomic
def ask_about_use(
    *, side: str, key: str, kind: str, text: str, client_key: UUID, by: Actor, now: datetime
) -> DataUseRequest:
    """A person asks, or complains, about one use of their data; the same client key gives the same request again.

    Raises: NotYourUse, EntryRefused, AlreadyAsked, TooMany, NoAnswerer.
    """
    if not text.strip():
        raise EntryRefused("text", "Viết điều ông/bà muốn hỏi.")
    person = uses_of(by, on=now.date())
    use = use_of(person, side, key) if person else None
    if person is None or use is None:
        raise NotYourUse(key)
    case = _opened(person, use, client_key, by, now)
    if case.state != State.DRAFT:
        return DataUseRequest.objects.get(case=case)
    _check_new(person, side, key)
    _submit(case, by, now)
    request = DataUseRequest.objects.create(
        case=case,
        kind=DataUseRequest.Kind(kind),
        call=UUID(key) if side == CALL else None,
        reading=None if side == CALL else int(key),
        used_at=use.at,
        about=use.about,
        text=text.strip(),
        due_at=reply_due(case),
    )
    event = DataUseAsked(case_id=case.pk, asked=Code(request.kind), through=Code(side), due_at=request.due_at)
    record(event, by=by, at=now)
    return request


def _opened(person: PersonUses, use: Use, client_key: UUID, by: Actor, now: datetime) -> Case:
    return open_case(
        kind=KIND,
        code=f"NHAP-{client_key.hex.upper()}",
        title="Hỏi về việc dùng dữ liệu cá nhân",
        agency=answering_agency(use.agency_id, now.date()),
        source=Case.Source.OWN_PORTAL,
        process=process(),
        person=person.person,
        client_key=client_key,
        by=by,
        now=now,
    )


def _check_new(person: PersonUses, side: str, key: str) -> None:
    """AlreadyAsked, TooMany."""
    same = {"call": key} if side == CALL else {"reading": key}
    if DataUseRequest.objects.filter(case__person=person.person, case__finished_at=None, **same).exists():
        raise AlreadyAsked
    if not allow("data_use_request", str(person.person.pk), MOST_A_DAY, 86_400):
        raise TooMany


def _submit(case: Case, by: Actor, now: datetime) -> None:
    day = f"{now:%y%m%d}"
    submit_case(
        case=case,
        ver=case.ver,
        code=f"DLCN-{day}-{next_number(f'data_use_request:{day}'):04}",
        reply=limit(now.date()),
        reply_role=DataOfficer.code,
        act=ANSWER,
        by=by,
        now=now,
    )
