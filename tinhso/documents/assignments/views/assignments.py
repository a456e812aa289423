"""Given tasks: the list of the agency's, giving one, the page of one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.casework.public import history
from tinhso.documents.assignments import sheet
from tinhso.documents.assignments.actions.give_assignment import Task, give_assignment
from tinhso.documents.assignments.finding import in_state, of_side, open_first
from tinhso.documents.assignments.forms import AssignmentFilterForm, GiveForm
from tinhso.documents.assignments.permissions import can_give, check_can_give
from tinhso.documents.assignments.views.finding import assignment_of
from tinhso.documents.assignments.way import receivers_of
from tinhso.documents.models import ArrivingDocument, Assignment, OutgoingDocument
from tinhso.documents.pages.listing import page_of
from tinhso.documents.pages.readings import readings_table
from tinhso.documents.pages.tabs import document_tabs
from tinhso.documents.pages.words import holding_words
from tinhso.kernel.events.public import Actor, log_access
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.people.roles import Auditor, Clerk, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page

WAYS = ["GET", "HEAD", "POST"]
READING = "handling"
DEED_LABELS = {
    "tiep-nhan": gettext_lazy("Tiếp nhận, phân công"),
    "tien-do": gettext_lazy("Báo cáo tiến độ"),
    "ket-qua": gettext_lazy("Báo cáo kết quả"),
    "duyet": gettext_lazy("Duyệt kết quả"),
    "tra-lai": gettext_lazy("Trả lại"),
    "gia-han": gettext_lazy("Xin gia hạn"),
    "quyet-gia-han": gettext_lazy("Quyết định gia hạn"),
    "gan-van-ban": gettext_lazy("Gắn văn bản trả lời"),
    "phoi-hop": gettext_lazy("Ghi ý kiến phối hợp"),
    "don-doc": gettext_lazy("Đôn đốc"),
    "dung": gettext_lazy("Dừng nhiệm vụ"),
}


@require_safe
@officer_required
def show_assignments(request: HttpRequest) -> HttpResponse:
    """The tasks of the officer's agency: given to it, supported by it, given by it; the open ones first, by their day."""
    by, now = actor_for(request), clock.now()
    form = AssignmentFilterForm(request.GET or None)
    form.is_valid()
    found = getattr(form, "cleaned_data", {})
    rows = of_side(Assignment.objects.visible_to(by).whole(), found.get("phia") or "", by)
    rows = in_state(rows, found.get("tinh_trang") or "", now)
    rows = open_first(holding_words(rows, found.get("q") or ""))
    page = page_of(request, rows)
    context = {
        "tabs": document_tabs(request, by),
        "form": form,
        "table": sheet.assignments_table(page.rows, now),
        "total": page.total,
        "gives": can_give(by),
        "reports": any(by.holds(role) for role in (Head, Clerk, Auditor)),
        "next_url": page.next_url,
        "previous_url": page.previous_url,
    }
    return render(request, "documents/assignments/assignments.html", context)


@require_http_methods(WAYS)
@officer_required
def new_assignment(request: HttpRequest, code: str = "") -> HttpResponse:
    """The form of a task: out of the issued document of that code, or without one."""
    by, today = actor_for(request), clock.today()
    agency_id = check_can_give(by)
    source = _source(code, by) if code else None
    form = GiveForm(
        request.POST or None, receivers=receivers_of(agency_id, today), has_source=source is not None
    )
    if request.method == "POST":
        made = attempt(form, lambda given: _give(given, source, by))
        if made:
            messages.success(request, _("Đã giao nhiệm vụ %(code)s.") % {"code": made.case.code})
            return redirect("assignment", made.case.code)
    back = (
        (reverse("outgoing_document", args=[code]), code)
        if source
        else (reverse("assignments"), _("Nhiệm vụ được giao"))
    )
    number = source.number.full_number if source and source.number else ""
    hint = _("Giao tại văn bản %(number)s.") % {"number": number} if number else ""
    return form_page(request, form, title=_("Giao nhiệm vụ"), back=back, go=_("Giao nhiệm vụ"), hint=hint)


def _source(code: str, by: Actor) -> OutgoingDocument:
    """An issued document that this officer sees. 404."""
    rows = OutgoingDocument.objects.visible_to(by, on=clock.today()).whole()
    found: OutgoingDocument | None = rows.filter(case__code=code, issued_at__isnull=False).first()
    if found is None:
        raise Http404
    return found


def _give(given: dict[str, Any], source: OutgoingDocument | None, by: Actor) -> Assignment:
    secrecy, key = given.pop("secrecy"), given.pop("client_key")
    task = Task(**given | {"source": source, "supports": list(given["supports"])})
    return give_assignment(task=task, secrecy=secrecy, client_key=key, by=by, now=clock.now())


@require_safe
@officer_required
def show_assignment(request: HttpRequest, code: str) -> HttpResponse:
    """What is to be done until when, by whom; what was written, asked and decided; the deeds of whose turn it is."""
    assignment, by, now = assignment_of(request, code), actor_for(request), clock.now()
    log_access(by=by, purpose=READING, page="assignment", case_ids=[assignment.pk], at=now)
    waiting = sheet.waiting_extension(assignment)
    context = {
        "assignment": assignment,
        "case": assignment.case,
        "facts": sheet.facts_of(assignment),
        "steps": sheet.steps_of(assignment),
        "state": sheet.state_cell(assignment, now),
        "deeds": [
            (name, DEED_LABELS[name], name in sheet.QUIET)
            for name in sheet.open_deeds(assignment, by, waiting, now)
        ],
        "waiting": waiting,
        "extensions": sheet.extensions_table(assignment),
        "notes": assignment.notes.select_related("by", "agency"),
        "letters": _letters(assignment, by),
        "source_opens": _opens(assignment.source_id, by),
        "readings": readings_table(assignment.pk),
        "history": history(assignment.case, for_citizen=False),
        "now": now,
    }
    return render(request, "documents/assignments/assignment.html", context)


def _opens(document_id: int | None, by: Actor) -> bool:
    if document_id is None:
        return False
    return OutgoingDocument.objects.visible_to(by, on=clock.today()).filter(pk=document_id).exists()


def _letters(assignment: Assignment, by: Actor) -> list[tuple[str, str, str]]:
    """Number or code of each linked document, which way it went, and its address for whoever may open it. Three queries."""
    rows = list(assignment.letters.select_related("outgoing__case", "outgoing__number", "arriving__case"))
    out = OutgoingDocument.objects.visible_to(by, on=clock.today()).filter(
        pk__in=[one.outgoing_id for one in rows if one.outgoing_id]
    )
    came = ArrivingDocument.objects.visible_to(by, on=clock.today()).filter(
        pk__in=[one.arriving_id for one in rows if one.arriving_id]
    )
    opens = set(out.values_list("pk", flat=True)), set(came.values_list("pk", flat=True))
    found = []
    for one in rows:
        if one.outgoing is not None:
            code, number = one.outgoing.case.code, one.outgoing.number
            url = reverse("outgoing_document", args=[code]) if one.outgoing_id in opens[0] else ""
            found.append((number.full_number if number else code, _("văn bản đi"), url))
        elif one.arriving is not None:
            code = one.arriving.case.code
            url = reverse("arriving_document", args=[code]) if one.arriving_id in opens[1] else ""
            found.append((one.arriving.full_number or code, _("văn bản đến trên trục"), url))
    return found
