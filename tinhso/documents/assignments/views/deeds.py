"""The deeds on a given task, each behind its form; whose it is, the action says."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tinhso.casework.public import NoteRefused, NotYourTurn, Stale, Unlawful, last_deed_sentence
from tinhso.documents.assignments import forms, sheet
from tinhso.documents.assignments.actions.approve_assignment import approve_assignment
from tinhso.documents.assignments.actions.ask_extension import ask_extension
from tinhso.documents.assignments.actions.decide_extension import decide_extension
from tinhso.documents.assignments.actions.link_letter import link_letter
from tinhso.documents.assignments.actions.receive_assignment import receive_assignment
from tinhso.documents.assignments.actions.report_assignment import report_assignment
from tinhso.documents.assignments.actions.report_progress import report_progress
from tinhso.documents.assignments.actions.return_assignment import return_assignment
from tinhso.documents.assignments.actions.support_assignment import support_assignment
from tinhso.documents.assignments.actions.urge_assignment import urge_assignment
from tinhso.documents.assignments.actions.withdraw_assignment import withdraw_assignment
from tinhso.documents.assignments.views.assignments import DEED_LABELS, WAYS
from tinhso.documents.assignments.views.finding import assignment_of
from tinhso.documents.incoming.views.finding import answers_for, officers_of
from tinhso.documents.models import Assignment
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.kernel.people.public import Actor, actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page
from tinhso.lib.dates import vn_date

Deed = Callable[..., Any]
HINTS = {
    "ket-qua": gettext_lazy("Lãnh đạo cơ quan giao được báo; thời hạn tính đến khi kết quả được duyệt."),
    "duyet": gettext_lazy("Nhiệm vụ được ghi là đã hoàn thành, thời hạn dừng tính."),
    "tra-lai": gettext_lazy("Nhiệm vụ trở lại người thực hiện; thời hạn vẫn tính tiếp."),
    "don-doc": gettext_lazy("Người thực hiện và lãnh đạo cơ quan thực hiện được báo ngay."),
    "dung": gettext_lazy("Dùng khi giao nhầm hoặc không còn cần; cơ quan thực hiện được báo lý do."),
    "gan-van-ban": gettext_lazy("Khi phát hành, văn bản đi trên trục liên thông kèm mã nhiệm vụ."),
}


@require_http_methods(WAYS)
@officer_required
def assignment_deed(request: HttpRequest, code: str, deed: str) -> HttpResponse:
    assignment, by, now = assignment_of(request, code), actor_for(request), clock.now()
    if deed not in DEED_LABELS:
        raise Http404
    waiting = sheet.waiting_extension(assignment)
    if request.method != "POST" and deed not in sheet.open_deeds(assignment, by, waiting, now):
        raise DocumentsForbidden(_("Việc này chưa tới lượt, đã xong, hoặc là của người khác."))
    form, act = _form(request, assignment, deed, by)
    label = DEED_LABELS[deed]
    if request.method == "POST":
        try:
            if attempt(form, lambda given: act(assignment=assignment, by=by, now=now, **given)):
                messages.success(request, _("Đã ghi: %(deed)s.") % {"deed": label})
                return redirect("assignment", code)
        except NoteRefused as error:
            form.add_error(None, str(error))
        except (Stale, Unlawful, NotYourTurn):
            words = last_deed_sentence(assignment.pk, by) or _("Đã có người xử lý nhiệm vụ này.")
            form.add_error(None, words)
    hint = HINTS.get(deed, "")
    if deed == "quyet-gia-han" and waiting is not None:
        hint = _("Xin từ %(was)s đến %(until)s: %(reason)s") % {
            "was": vn_date(waiting.was_due),
            "until": vn_date(waiting.until),
            "reason": waiting.reason,
        }
    back = (reverse("assignment", args=[code]), code)
    return form_page(request, form, title=label, back=back, go=label, hint=hint)


def _form(
    request: HttpRequest, assignment: Assignment, deed: str, by: Actor
) -> tuple[django_forms.Form, Deed]:
    sent = request.POST if request.method == "POST" else None
    more: dict[str, Any] = {"initial": {"ver": assignment.case.ver}}
    if deed == "tiep-nhan":
        officers = officers_of(assignment.case.agency_id)
        return forms.OfficerForm(sent, officers=officers, **more), receive_assignment
    if deed == "gan-van-ban":
        documents = answers_for(by).filter(case__agency=assignment.case.agency_id, recalled_at=None)
        return forms.LetterForm(sent, documents=documents), link_letter
    kind, act = FORMS[deed]
    return kind(sent, **more), act


def _decided(*, assignment: Assignment, decision: str, answer: str, by: Actor, now: datetime) -> Any:
    return decide_extension(assignment=assignment, grant=decision == "grant", answer=answer, by=by, now=now)


FORMS: dict[str, tuple[Any, Deed]] = {
    "tien-do": (forms.ProgressForm, report_progress),
    "ket-qua": (forms.TurnTextForm, report_assignment),
    "duyet": (forms.VersionForm, approve_assignment),
    "tra-lai": (forms.TurnTextForm, return_assignment),
    "gia-han": (forms.ExtensionForm, ask_extension),
    "quyet-gia-han": (forms.DecideForm, _decided),
    "phoi-hop": (forms.TextForm, support_assignment),
    "don-doc": (forms.TextForm, urge_assignment),
    "dung": (forms.StopForm, withdraw_assignment),
}
