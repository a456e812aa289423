"""What the exchange holds of a person: calls about them and their requests, for "Của tôi", the own export, the end of an account."""

from collections.abc import Iterator, Sequence

from django.http import HttpRequest
from django.urls import reverse

from tinhso.casework.public import State
from tinhso.exchange.data_uses.person_uses import uses_of
from tinhso.exchange.data_uses.request_process import KIND
from tinhso.exchange.data_uses.users_of_data import users_of
from tinhso.exchange.data_uses.wording import Words
from tinhso.exchange.models import DataUseRequest
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import MOST_ROWS, MyTable, Person, actor_for
from tinhso.kernel.site import clock
from tinhso.kernel.site.slots import MyItem

MOST = 20
TONES = {State.DONE: "ok", State.WITHDRAWN: ""}


def items(request: HttpRequest) -> Sequence[MyItem]:
    """The newest requests. One query."""
    person = actor_for(request).person_id or 0
    rows = DataUseRequest.objects.filter(case__person=person, case__kind=KIND).select_related("case")
    return [
        MyItem(
            str(one.get_kind_display()),
            reverse("my_data_use_request", args=[one.case.code]),
            str(State(one.case.state).label),
            TONES.get(State(one.case.state), ""),
            None if one.answered_at else one.due_at,
            one.case.code,
        )
        for one in rows.order_by("-pk")[:MOST]
    ]


def tables(actor: Actor) -> Iterator[MyTable]:
    """Calls through the exchange, newest first, and requests about uses; fourteen queries at most. What is not shown on the page is
    not here either."""
    person = uses_of(actor, on=clock.today())
    if person is None:
        return
    calls = list(person.calls()[:MOST_ROWS])
    words = Words.of(person, users_of((), {one.client for one in calls}), calls, [])
    uses = [words.line([one]) for one in calls]
    yield MyTable(
        "hoi-qua-nen-tang",
        [
            {
                "ngay_gio": one.at,
                "co_quan": one.user,
                "he_thong": one.place,
                "muc_dich": str(one.purpose),
                "can_cu": one.law,
                "du_lieu": one.data,
                "ket_qua": one.outcome,
                "ho_so": ", ".join(matter.code for matter in one.matters),
            }
            for one in uses
        ],
    )
    requests = DataUseRequest.objects.filter(case__person=actor.person_id or 0).select_related("case")
    yield MyTable("hoi-ve-dung-du-lieu", [row_of(one) for one in requests.order_by("-pk")[:MOST_ROWS]])


def row_of(one: DataUseRequest) -> dict[str, object]:
    return {
        "ma": one.case.code,
        "loai": str(one.get_kind_display()),
        "ve_lan_dung": one.about,
        "noi_dung": one.text,
        "ket_luan": str(one.get_finding_display()),
        "tra_loi": one.answer,
        "tra_loi_luc": one.answered_at,
    }


def open_requests(person: Person) -> int:
    """What has to be answered, or withdrawn, before the account closes."""
    return DataUseRequest.objects.filter(
        case__person=person, answered_at=None, case__finished_at=None
    ).count()


def keeps(person: Person) -> bool:
    """Requests stay for the years of their rule; so do pseudonyms in the log of calls."""
    return DataUseRequest.objects.filter(case__person=person).exists()
