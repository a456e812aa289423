"""An officer states an absence with a stand-in; the head does so for anybody of the agency."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.casework.handover.absences import seats_headed
from tinhso.casework.handover.forms import AbsenceForm
from tinhso.kernel.people.public import (
    Absence,
    AbsenceRefused,
    Actor,
    DateInPast,
    Post,
    actor_for,
    can_state,
    end_absence,
    officer_required,
    state_absence,
)
from tinhso.kernel.site import clock
from tinhso.kernel.site.forms import read_version

MOST_SHOWN = 200
REFUSED: dict[str, tuple[str, Any]] = {  # name of the refusal -> field, sentence
    "DateInPast": ("first", gettext_lazy("Ghi từ hôm nay trở đi.")),
    "EndsBeforeStart": ("last", gettext_lazy("Ngày cuối phải từ ngày đầu trở đi.")),
    "AbsenceTooLong": ("last", gettext_lazy("Vắng mặt ghi tối đa một năm; lâu hơn thì bàn giao việc.")),
    "NoStandIn": ("stand_in", gettext_lazy("Người làm thay phải giữ vị trí làm cùng việc tại cơ quan này.")),
    "StandInAway": ("stand_in", gettext_lazy("Người này cũng vắng mặt trong những ngày đó.")),
    "StandsIn": (
        "officer",
        gettext_lazy("Người này đang làm thay người khác trong những ngày đó; đổi người làm thay trước."),
    ),
    "AbsentAlready": ("first", gettext_lazy("Những ngày này đã ghi vắng mặt rồi.")),
    "NotYoursToState": (
        "officer",
        gettext_lazy("Chỉ ghi được cho mình; thủ trưởng ghi được cho người của cơ quan."),
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def absences(request: HttpRequest) -> HttpResponse:
    """Mine, those for whom I stand in, and for a head everybody's at the agency, from today on; POST states one."""
    by, now = actor_for(request), clock.now()
    form = form_for(request, by, now.date())
    if form.is_valid():
        data = form.cleaned_data
        post: Post = data["officer"]
        people = {"officer": post.user, "agency": post.agency, "stand_in": data["stand_in"].user}
        try:
            state_absence(**people, first=data["first"], last=data["last"], by=by, now=now)
        except (AbsenceRefused, DateInPast) as error:
            field, sentence = REFUSED[type(error).__name__]
            form.add_error(field, sentence)
        else:
            messages.success(request, _("Đã ghi vắng mặt."))
            return redirect("absences")
    rows = [
        (row, can_state(by, row.officer_id, row.agency))
        for row in visible_absences(by, now.date())[:MOST_SHOWN]
    ]
    context = {"form": form, "rows": rows, "today": now.date(), "heads": bool(seats_headed(by, now.date()))}
    return render(request, "casework/absences.html", context, status=422 if form.errors else 200)


@require_POST
@officer_required
def back(request: HttpRequest, pk: int) -> HttpResponse:
    """The officer is back today; an absence that has not begun is taken away."""
    by, now = actor_for(request), clock.now()
    absence = get_object_or_404(visible_absences(by, now.date()), pk=pk)
    begun = absence.valid.lower <= now.date()
    try:
        end_absence(absence=absence, ends=now.date(), by=by, now=now)
    except AbsenceRefused:
        messages.error(request, _("Việc vắng mặt này không kết thúc được ở đây."))
    else:
        messages.success(request, _("Đã ghi là có mặt trở lại.") if begun else _("Đã bỏ lần vắng mặt này."))
    return redirect("absences")


def form_for(request: HttpRequest, by: Actor, day: date) -> AbsenceForm:
    """Who may be away, and of the colleagues only who may stand in for whom was chosen (`?nguoi=` or what is sent)."""
    seats = seats_headed(by, day)
    running = Post.objects.on(day).filter(user__is_active=True).select_related("user", "agency")
    here = running.filter(agency__in=[seat.pk for seat in seats] or [by.agency_id or 0])
    officers = here if seats else running.filter(pk=by.post_id or 0)
    named = read_version(request.POST.get("officer", request.GET.get("nguoi", ""))) or by.post_id
    away = officers.filter(pk=named or 0).first()
    order = ("agency", "user__full_name", "pk")
    return AbsenceForm(
        request.POST or None,
        officers=officers.order_by(*order),
        colleagues=stand_ins(here, away, day).order_by(*order),
        initial={"officer": away.pk if away else None},
    )


def stand_ins(here: QuerySet[Post], away: Post | None, day: date) -> QuerySet[Post]:
    """Whoever does the same work at the same agency and is there that day; everybody until it is known who is away."""
    if away is None:
        return here
    absent = Absence.objects.on(day).filter(agency=away.agency_id).values("officer")
    able = here.filter(agency=away.agency_id, roles__overlap=away.roles)
    return able.exclude(user=away.user_id).exclude(user__in=absent)


def visible_absences(by: Actor, day: date) -> QuerySet[Absence]:
    """The absences from that day on in which this officer has a part; a head's are those of the whole agency."""
    seats = [seat.pk for seat in seats_headed(by, day)]
    mine = Q(officer=by.user_id) | Q(stand_in=by.user_id) | Q(agency__in=seats)
    rows = Absence.objects.filter(mine, valid__endswith__gt=day)
    return rows.select_related("officer", "stand_in", "agency")
