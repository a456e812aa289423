"""To whom a document, or the supporting part of one, is handed: a unit, whose head names an officer, or an officer at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tinhso.casework.public import (
    Case,
    DeadlinePassed,
    NotOfThatPost,
    OfficerAbsent,
    assign_case,
    limit_until,
    relimit_case,
)
from tinhso.documents.incoming.notices import holders, notify_people
from tinhso.documents.incoming.way import seat
from tinhso.documents.models import ArrivingDocument
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, Post, User
from tinhso.kernel.people.roles import Examiner, Head
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local

BY_LEADER = "Ý kiến chỉ đạo của lãnh đạo"
AWAY = "Người này hôm nay vắng mặt. Giao cho người thay hoặc người khác."
NO_POST = "Người này hôm nay không giữ vị trí chuyên viên ở đơn vị."


@dataclass(frozen=True)
class Assignee:
    """A unit, or an officer of the receiving agency itself."""

    agency: Agency
    officer: User | None = None

    @property
    def value(self) -> str:
        return f"u{self.officer.pk}" if self.officer else f"a{self.agency.pk}"

    @property
    def label(self) -> str:
        return self.officer.full_name if self.officer else self.agency.name


def assignees_of(agency: Agency, day: date) -> list[Assignee]:
    """The units below the agency that have a head that day, then the agency's own officials. Three queries."""
    heads = Post.objects.on(day).with_role(Head.code).filter(agency__parent=agency)
    units = Agency.objects.on(day).filter(pk__in=heads.values("agency")).exclude(kind=Agency.Kind.DESK)
    posts = Post.objects.on(day).with_role(Examiner.code).filter(agency=agency)
    people = User.objects.filter(is_active=True, pk__in=posts.values("user")).order_by("full_name", "pk")
    return [
        *(Assignee(one) for one in units.order_by("sort_key")),
        *(Assignee(agency, one) for one in people),
    ]


def check_assignee(one: Assignee, document: ArrivingDocument, field: str, now: datetime) -> None:
    """EntryRefused for whoever is not among those to whom this agency may hand a document today."""
    if one not in assignees_of(document.agency, local(now).date()):
        raise EntryRefused(
            field, "Chỉ giao cho đơn vị trực thuộc có người đứng đầu, hoặc chuyên viên của cơ quan."
        )


def hand_to(document: ArrivingDocument, case: Case, one: Assignee, *, by: Actor, now: datetime) -> None:
    """The case stands at the step where a head names the officer: wait for the unit's head, or name the officer now."""
    if one.officer is None:
        seat(document, one.agency, Head.code)
        notify_people(document, "assigned", holders(one.agency.pk, Head.code, now), now=now, mark=case.pk)
        return
    name_in_unit(document, case, one.officer, by=by, now=now)


def name_in_unit(document: ArrivingDocument, case: Case, officer: User, *, by: Actor, now: datetime) -> None:
    """The unit's head names who does it. NotYourTurn, Stale; EntryRefused."""
    try:
        assign_case(case=case, ver=case.ver, officer_id=officer.pk, by=by, now=now)
    except NotOfThatPost as error:
        raise EntryRefused("officer", NO_POST) from error
    except OfficerAbsent as error:
        raise EntryRefused("officer", AWAY) from error
    if case.pk == document.pk:
        document.handler = officer
        document.save(update_fields=["handler"])
    seat(document, case.agency, Examiner.code, officer)
    notify_people(document, "assigned", [officer], now=now, mark=f"{case.pk}:{case.ver}")


def relimit(document: ArrivingDocument, due: date, *, by: Actor, now: datetime) -> None:
    """The day that the leader gives, counted from the registration as before. EntryRefused where it has passed."""
    case = document.case
    try:
        limit_until(due, agency_id=document.agency_id, now=now, source="")
        since = case.accepted_at or now
        limit = limit_until(due, agency_id=document.agency_id, now=since, source=BY_LEADER)
    except DeadlinePassed as error:
        raise EntryRefused("due", str(error)) from error
    relimit_case(case=case, limit=limit, by=by, now=now)
    case.refresh_from_db(fields=["due_at"])


def find(options: Sequence[Assignee], value: str) -> Assignee | None:
    return next((one for one in options if one.value == value), None)
