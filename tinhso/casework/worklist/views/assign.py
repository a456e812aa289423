"""The head's deed for each of the ticked rows, of whatever kind: all go to the same officer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tinhso.casework.case.permissions import NotYourTurn
from tinhso.casework.history.last_deed import last_deed_sentence
from tinhso.casework.models import Case
from tinhso.casework.models.case import Stale, Unlawful
from tinhso.casework.moves.actions.assign_case import NotOfThatPost, OfficerAbsent, assign_case
from tinhso.kernel.people.public import Actor, actor_for, role_required
from tinhso.kernel.people.roles import Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.forms import read_version

MOST, NAMED = 100, 10


@require_POST
@role_required(Head)
def assign_many(request: HttpRequest) -> HttpResponse:
    """Each in its own transaction: those that fail say why and hold up nobody."""
    actor = actor_for(request)
    wanted = [row.rpartition("|") for row in request.POST.getlist("chosen")[:MOST]]
    found = Case.objects.visible_to(actor).filter(code__in=[code for code, _bar, _ver in wanted])
    cases = {case.code: case for case in found.select_related("process")}
    officer = request.POST.get("officer", "")
    to = int(officer) if officer.isdecimal() and len(officer) < 18 else 0
    results = {code: assign_one(cases.get(code), read_version(ver), to, actor) for code, _bar, ver in wanted}
    if done := sum(not why for why in results.values()):
        messages.success(request, _("Đã giao %(n)s việc.") % {"n": done})
    failed = [f"{code}: {why}" for code, why in results.items() if why]
    for words in failed[:NAMED]:
        messages.error(request, words)
    if len(failed) > NAMED:
        messages.error(request, _("Còn %(n)s việc khác chưa giao được.") % {"n": len(failed) - NAMED})
    if not wanted:
        messages.warning(request, _("Đánh dấu ít nhất một việc."))
    return redirect("worklist")


def assign_one(case: Case | None, ver: int, officer_id: int, by: Actor) -> str:
    """Empty if it was assigned, else why not."""
    if case is None:
        return _("không tìm thấy")
    try:
        assign_case(case=case, ver=ver, officer_id=officer_id, by=by, now=clock.now())
    except (Stale, Unlawful, NotYourTurn):
        return last_deed_sentence(case.pk, by) or _("đã có người xử lý")
    except OfficerAbsent:
        return _("người được giao hôm nay vắng mặt")
    except NotOfThatPost:
        return _("người được giao không giữ vị trí thụ lý tại cơ quan")
    return ""
