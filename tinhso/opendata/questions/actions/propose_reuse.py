from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.casework.public import Case, NotYourTurn, State, open_case, submit_case
from tinhso.kernel.events.public import SYSTEM, Actor, next_number, record
from tinhso.kernel.people.public import Person
from tinhso.kernel.people.roles import DataOfficer
from tinhso.kernel.site.rate_limit import allow
from tinhso.opendata.models import Dataset, Reuse
from tinhso.opendata.questions.actions.ask_data import DatasetNotOpen
from tinhso.opendata.questions.events import ReuseProposed
from tinhso.opendata.questions.question_process import (
    MODERATE,
    MOST_A_DAY,
    REUSE,
    TooMany,
    check_without_people,
    focal_agency,
    limit_of,
    process_of,
)


class NotHttps(ValueError):
    """The address of the application is not an https one."""


@transaction.atomic
def propose_reuse(
    *,
    title: str,
    url: str,
    description: str,
    datasets: Sequence[Dataset],
    client_key: UUID,
    by: Actor,
    now: datetime,
) -> Reuse:
    """A person proposes an application for the showcase; the same client key gives the same proposal again.

    Raises: NotYourTurn for an account without a person, NotHttps, DatasetNotOpen (also for none),
    StillPersonal, TooMany, NoAnswerer.
    """
    _check(url, datasets, by)
    check_without_people(f"{title}\n{description}", of=None)
    case = open_case(
        kind=REUSE,
        code=f"NHAP-{client_key.hex.upper()}",
        title="Ứng dụng dùng dữ liệu mở",
        agency=focal_agency(now.date()),
        source=Case.Source.OWN_PORTAL,
        process=process_of(REUSE),
        person=Person.objects.get(pk=by.person_id or 0),
        client_key=client_key,
        by=SYSTEM,
        now=now,
    )
    if case.state != State.DRAFT:
        return Reuse.objects.get(case=case)
    if not allow("reuse", str(by.person_id), MOST_A_DAY, 86_400):
        raise TooMany
    _submit(case, now)
    reuse = Reuse.objects.create(case=case, title=title, url=url, description=description)
    reuse.datasets.set(datasets)
    record(ReuseProposed(case_id=case.pk, datasets=len(datasets)), by=SYSTEM, at=now)
    return reuse


def _check(url: str, datasets: Sequence[Dataset], by: Actor) -> None:
    if by.person_id is None:
        raise NotYourTurn
    if not url.startswith("https://"):
        raise NotHttps
    if not datasets or any(one.state != Dataset.State.OPEN for one in datasets):
        raise DatasetNotOpen


def _submit(case: Case, now: datetime) -> None:
    day = f"{now:%y%m%d}"
    submit_case(
        case=case,
        ver=case.ver,
        code=f"UD-{day}-{next_number(f'reuse:{day}'):04}",
        reply=limit_of("opendata.reuse_days", now.date()),
        reply_role=DataOfficer.code,
        act=MODERATE,
        by=SYSTEM,
        now=now,
    )
