"""What the one-stop shop holds of whoever is signed in, and knows of its desks, for pages of other systems."""

from collections.abc import Mapping, Sequence

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from tinhso.casework.public import State, where_is
from tinhso.kernel.people.public import Agency, actor_for
from tinhso.kernel.site import clock
from tinhso.kernel.site.slots import MyItem, OfficeNote
from tinhso.lib.dates import vn_date, vn_datetime
from tinhso.onestop.appointments.times import waiting_at
from tinhso.onestop.dossier.views.finding import drafts_of_others
from tinhso.onestop.models import Appointment, Dossier
from tinhso.onestop.store.reusable_papers import store_lines

MOST = 20
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
