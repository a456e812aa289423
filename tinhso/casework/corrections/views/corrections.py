"""Corrections of when a result was ready wait here for a second head."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from tinhso.casework.case.permissions import NotYourTurn
from tinhso.casework.corrections.actions.ask_correction import refuse_correction
from tinhso.casework.corrections.actions.correct_end import WrongEnd, correct_end
from tinhso.casework.corrections.closed_years import YearClosed
from tinhso.casework.corrections.corrections import waiting_corrections
from tinhso.casework.corrections.permissions import can_confirm_correction
from tinhso.casework.models import EndCorrection
from tinhso.casework.models.case import Conflict
from tinhso.kernel.events.public import log_access
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Head
from tinhso.kernel.site import clock

MOST = 50
YEAR_CLOSED = gettext_lazy(
    "Báo cáo năm %(year)s đã phát hành nên ngày có kết quả của năm đó không đính chính được nữa."
)


@require_safe
@role_required(Head)
def show_corrections(request: HttpRequest) -> HttpResponse:
    """What waits at my agency and those below; whose reasons are shown is written into the access log."""
    by, now = actor_for(request), clock.now()
    rows = list(waiting_corrections(by, now.date())[:MOST])
    if rows:
        seen = [row.case_id for row in rows]
        log_access(by=by, purpose="supervise", page="corrections", case_ids=seen, at=now)
    table_rows = [
        (row, can_confirm_correction(row.case, row.asked_by_id, by), row.asked_by_id == by.user_id)
        for row in rows
    ]
    return render(request, "casework/corrections.html", {"rows": table_rows})


def decided(
    request: HttpRequest, pk: int, act: Callable[[EndCorrection], None], message: str
) -> HttpResponse:
    """Do it and go back to the list; 404 for what is not at my agency or below it."""
    found = get_object_or_404(waiting_corrections(actor_for(request), clock.today()), pk=pk)
    try:
        act(found)
    except YearClosed as error:
        messages.error(request, YEAR_CLOSED % {"year": error.year})
    except WrongEnd:
        messages.error(
            request, _("Hồ sơ đã thay đổi nên ngày này không còn đúng. Người đề nghị cần đề nghị lại.")
        )
    except NotYourTurn:
        messages.error(
            request,
            _(
                "Người đề nghị không tự xác nhận được. Cần một thủ trưởng khác của cơ quan hoặc cơ quan cấp trên."
            ),
        )
    except Conflict:
        messages.error(request, _("Đề nghị này đã có người xử lý."))
    else:
        messages.success(request, message)
    return redirect("corrections")


@require_POST
@role_required(Head)
def confirm_correction(request: HttpRequest, pk: int) -> HttpResponse:
    """The second head's word; figures follow within minutes."""
    by, now = actor_for(request), clock.now()
    message = _("Đã đính chính ngày có kết quả; số liệu được tính lại trong vài phút, người nộp được báo.")
    return decided(request, pk, lambda found: correct_end(correction=found, by=by, now=now), message)


@require_POST
@role_required(Head)
def drop_correction(request: HttpRequest, pk: int) -> HttpResponse:
    """The end stands: not confirmed, or taken back."""
    by, now = actor_for(request), clock.now()
    message = _("Ngày có kết quả giữ nguyên.")
    return decided(request, pk, lambda found: refuse_correction(correction=found, by=by, now=now), message)
