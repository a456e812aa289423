"""What the one-stop shop holds of whoever is signed in, and knows of its desks, for pages of other systems."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, OuterRef, Q, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from tinhso.casework.public import Case, Note, Participant, State, where_is
from tinhso.kernel.people.public import Agency, actor_for
from tinhso.kernel.site import clock
from tinhso.kernel.site.context import read_through
from tinhso.kernel.site.slots import HomeEvent, MyItem, MyTask, OfficeNote
from tinhso.lib.dates import vn_date, vn_datetime, vn_day_and_hour
from tinhso.lib.numbers import vn_number
from tinhso.onestop.appointments.times import waiting_at
from tinhso.onestop.catalogue.search import life_events_of
from tinhso.onestop.dossier.views.finding import drafts_of_others
from tinhso.onestop.models import Appointment, Dossier, FeeCharge
from tinhso.onestop.store.reusable_papers import store_lines

MOST = 20
LONGEST_ASKED = 90
"""Letters of what an office asks for that a line shows; the page of the dossier has all of it."""
SHOWN_AFTER = timedelta(days=7)
"""How long the home page still tells of a dossier that has come to its end."""
EVENT_ICONS = {
    "sinh-con": "child",
    "ket-hon": "heart",
    "hoc-hanh": "book",
    "viec-lam": "inbox",
    "cu-tru": "house",
    "giay-to": "card",
    "nha-dat": "pin",
    "kinh-doanh": "shop",
    "suc-khoe": "plus",
    "nguoi-than-mat": "leaf",
}
TONES = {State.WAITING_CITIZEN: "soon", State.DONE: "ok"}


def dossiers(request: HttpRequest) -> list[MyItem]:
    """The newest dossiers of the person, those that wait for them first."""
    actor = actor_for(request)
    mine = Q(case__person=actor.person_id or 0) | Q(case__submitter=actor.person_id or 0)
    found = (
        Dossier.objects.visible_to(actor)
        .whole()
        .filter(mine)
        .exclude(drafts_of_others(actor.person_id))
        .exclude(case__state=State.WITHDRAWN, case__submitted_at=None)
        .order_by("-case__opened_at")[:MOST]
    )
    rows = sorted(found, key=lambda d: d.case.state != State.WAITING_CITIZEN)
    return [
        MyItem(
            title=d.version.procedure.name,
            url=reverse("dossier", args=[d.case.code]),
            status=str(where_is(d.case)),
            tone=TONES.get(State(d.case.state), ""),
            due_at=d.case.due_at if d.case.settled_at is None else None,
            code=d.case.code,
        )
        for d in rows
    ]


def appointments(request: HttpRequest) -> list[MyItem]:
    """What is booked from now on, and where one waits."""
    now = clock.now()
    rows = Appointment.objects.of(actor_for(request)).filter(
        Q(state=Appointment.State.WAITING, day=now.date())
        | Q(state=Appointment.State.BOOKED, starts_at__gt=now)
    )
    return [
        MyItem(
            title=gettext("Hẹn %(at)s tại %(desk)s") % {"at": vn_datetime(a.starts_at), "desk": a.desk.name},
            url=reverse("appointments"),
            status=a.get_state_display(),
            tone="soon" if a.state == Appointment.State.WAITING else "",
        )
        for a in rows.select_related("desk").order_by("starts_at")[:MOST]
    ]


def papers(request: HttpRequest) -> list[MyItem]:
    """The newest papers of the person's store, with what they are worth today."""
    return [
        MyItem(
            title=line.entry.title,
            url=reverse("download_stored", args=[line.entry.pk]),
            status=f"{line.words} · {vn_date(line.entry.dated)}" if line.entry.dated else line.words,
            tone=line.tone,
            code=line.entry.number,
        )
        for line in store_lines(actor_for(request), on=clock.today())[:MOST]
    ]


def moments() -> list[HomeEvent]:
    """The moments of life with how many procedures each holds today; read at most every few seconds."""
    today, page = clock.today(), reverse("procedures")
    life_events = read_through(f"moments {today}", lambda: life_events_of(today))
    return [
        HomeEvent(
            name,
            ngettext("%(n)s thủ tục", "%(n)s thủ tục", n) % {"n": n},
            f"{page}?{urlencode({'su-kien': code})}",
            EVENT_ICONS.get(code, "paper"),
        )
        for code, name, n in life_events
    ]


def tasks(request: HttpRequest) -> list[MyTask]:
    """What each open dossier of mine wants of me, or who has it; those that ended these days too. One query."""
    actor, now = actor_for(request), clock.now()
    if actor.person_id is None:
        return []
    mine = Q(case__person=actor.person_id) | Q(case__submitter=actor.person_id)
    fresh = Q(case__finished_at=None) | Q(case__finished_at__gt=now - SHOWN_AFTER, case__state=State.DONE)
    asked = Note.objects.filter(case=OuterRef("case"), kind=Note.Kind.SUPPLEMENT).order_by("-pk")
    waits = Participant.objects.filter(case=OuterRef("case"), open=True, person__isnull=False)
    open_fees = FeeCharge.objects.filter(
        dossier=OuterRef("pk"), state=FeeCharge.State.OPEN, awaits_amount=False
    )
    open_fees = open_fees.exclude(due=FeeCharge.Due.HAND_OVER)  # that one is paid where the result is fetched
    found = (
        Dossier.objects.visible_to(actor)
        .listed()
        .select_related("case__process", "case__agency")
        .filter(mine, fresh)
        .exclude(drafts_of_others(actor.person_id))
        .exclude(case__state__in=[State.WITHDRAWN, State.REFUSED])
        .annotate(
            asked=Subquery(asked.values("text")[:1]),
            until=Subquery(waits.values("due_at")[:1]),
            owed=Subquery(open_fees.order_by("pk").values(rest=F("total") - F("paid"))[:1]),
        )
        .order_by("-case__opened_at")[:MOST]
    )
    return [task_of(dossier) for dossier in found]


def task_of(dossier: Any) -> MyTask:
    """The line of one dossier: what I must do first, else where it is and when it is due."""
    case, name = dossier.case, dossier.version.procedure.name
    url = reverse("dossier", args=[case.code])
    if case.state == State.DRAFT:
        return MyTask(gettext("Hoàn thành hồ sơ đang soạn"), name, url, gettext("Soạn tiếp"), mine=True)
    if case.state == State.WAITING_CITIZEN:
        words = shortened(dossier.asked or gettext("Bổ sung giấy tờ"))
        about = gettext("%(name)s · %(agency)s yêu cầu") % {"name": name, "agency": case.agency.name}
        return MyTask(words, about, url, gettext("Bổ sung"), mine=True, due_at=dossier.until)
    if dossier.owed and case.finished_at is None:
        words = gettext("Nộp lệ phí %(dong)s đồng") % {"dong": vn_number(dossier.owed)}
        return MyTask(words, name, url, gettext("Nộp tiền"), mine=True)
    if case.state == State.DONE:
        return MyTask(gettext("Đã có kết quả"), name, url, gettext("Xem kết quả"), mine=True)
    return waiting_line(case, name, url)


def waiting_line(case: Case, name: str, url: str) -> MyTask:
    """Somebody else has it; a result that lies ready is fetched."""
    step = (
        case.process.step(case.step)
        if case.state == State.IN_PROGRESS and case.process and case.step
        else None
    )
    if step and step.act == "hand_over":
        return MyTask(gettext("Nhận kết quả"), name, url, gettext("Xem nơi nhận"), mine=True)
    due = vn_day_and_hour(case.due_at)
    about = gettext("%(name)s · hẹn trả %(due)s.") % {"name": name, "due": due} if due else f"{name}."
    return MyTask(str(where_is(case)), about, url, gettext("Xem"), due_at=case.due_at)


def shortened(text: str) -> str:
    """The first line of what an office asks for, cut at a word."""
    line = " ".join(text.split()).rstrip(".")
    return line if len(line) <= LONGEST_ASKED else f"{line[:LONGEST_ASKED].rsplit(' ', 1)[0]}…"


def desk_notes(agency_ids: Sequence[int]) -> Mapping[int, OfficeNote]:
    """How many wait at each desk among these agencies now, and the page where a time is booked; two queries."""
    today = clock.today()
    desks = dict(
        Agency.objects.on(today).filter(pk__in=agency_ids, kind=Agency.Kind.DESK).values_list("pk", "code")
    )
    waiting = waiting_at(desks, today)
    return {
        pk: OfficeNote(
            waiting_words(waiting.get(pk, 0)),
            reverse("appointment_times", args=[code]),
            gettext("Đặt lịch hẹn"),
        )
        for pk, code in desks.items()
    }


def waiting_words(n: int) -> str:
    if not n:
        return gettext("không có người chờ")
    return ngettext("đang chờ %(n)s người", "đang chờ %(n)s người", n) % {"n": n}
