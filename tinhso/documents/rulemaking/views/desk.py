"""The desk's pages of consultations: the list, one with its comments, moderation, opening."""

from datetime import datetime, timedelta
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.casework.public import NoteRefused, NotYourTurn, Stale, Unlawful, history, last_deed_sentence
from tinhso.documents.models import Consultation, PublicComment
from tinhso.documents.outgoing.views.finding import document_of
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.documents.pages.tabs import document_tabs
from tinhso.documents.rulemaking import desk_page, forms
from tinhso.documents.rulemaking.actions.decline_consultation import decline_consultation
from tinhso.documents.rulemaking.actions.draft_report import draft_report
from tinhso.documents.rulemaking.actions.open_consultation import open_consultation
from tinhso.documents.rulemaking.actions.propose_consultation import propose_consultation
from tinhso.documents.rulemaking.actions.publish_answers import publish_answers
from tinhso.documents.rulemaking.consultation_page import facts_of
from tinhso.documents.rulemaking.moderated import PUBLIC_COMMENTS, waiting_comments
from tinhso.documents.rulemaking.paragraphs import paragraphs_of
from tinhso.documents.rulemaking.permissions import can_report
from tinhso.documents.rulemaking.way import fewest_days
from tinhso.kernel.moderation.public import NoSuchText, NotModerator, decide_text
from tinhso.kernel.people.public import Actor, actor_for, officer_required, role_required
from tinhso.kernel.people.roles import Clerk, Examiner, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused, attempt, form_page

PAGE = 50
WAYS = ["GET", "HEAD", "POST"]
DEEDS = {
    "mo": gettext_lazy("Mở lấy ý kiến"),
    "khong-mo": gettext_lazy("Không mở lấy ý kiến"),
    "cong-bo": gettext_lazy("Công bố tiếp thu, giải trình"),
}
DEED_ACTIONS: dict[str, Any] = {
    "mo": open_consultation,
    "khong-mo": decline_consultation,
    "cong-bo": publish_answers,
}


@require_safe
@role_required(Examiner, Head, Clerk)
def show_consultations(request: HttpRequest) -> HttpResponse:
    """The agency's consultations, the newest first; how many comments wait for this moderator."""
    by, day = actor_for(request), clock.today()
    rows = Consultation.objects.visible_to(by).whole().annotate(every_comment=Count("comments"))
    page = Paginator(rows.order_by("-pk"), PAGE).get_page(request.GET.get("trang"))
    context = {
        "tabs": document_tabs(request, by),
        "table": desk_page.consultations_table(list(page), day),
        "waiting": waiting_comments(by).count(),
        "next_url": f"?trang={page.number + 1}" if page.has_next() else "",
        "previous_url": f"?trang={page.number - 1}" if page.has_previous() else "",
    }
    return render(request, "documents/rulemaking/desk_list.html", context)


def consultation_of(request: HttpRequest, code: str) -> Consultation:
    """404 unless this officer sees its case."""
    found = Consultation.objects.visible_to(actor_for(request)).whole().filter(case__code=code).first()
    if found is None:
        raise Http404
    return found


@require_safe
@officer_required
def show_consultation(request: HttpRequest, code: str) -> HttpResponse:
    """The draft as it is or will be published, its comments in every state, what a head has to decide."""
    found, by, day = consultation_of(request, code), actor_for(request), clock.today()
    chosen = request.GET.get("trang-thai", "")
    comments = found.comments.select_related("answer").order_by("paragraph", "written_at", "pk")
    if chosen in PublicComment.State.values:
        comments = comments.filter(state=chosen)
    page = Paginator(comments, PAGE).get_page(request.GET.get("trang"))
    query = f"&trang-thai={chosen}" if chosen in PublicComment.State.values else ""
    paragraphs = paragraphs_of(found.version)
    labels = {one.number: one.label for one in paragraphs}
    context = {
        "consultation": found,
        "case": found.case,
        "state": desk_page.state_cell(found, day),
        "facts": [*facts_of(found), *desk_page.counts_of(found)],
        "deeds": [(name, DEEDS[name]) for name in desk_page.open_deeds(found, by)],
        "paragraphs": paragraphs,
        "answers_open": desk_page.is_answerable(found, by),
        "reports": found.is_answered and can_report(found, by),
        "missing": desk_page.missing_answers(found),
        "comments": [(labels.get(one.paragraph, _("Cả dự thảo")), one) for one in page],
        "states": PublicComment.State.choices,
        "chosen": chosen,
        "next_url": f"?trang={page.number + 1}{query}" if page.has_next() else "",
        "previous_url": f"?trang={page.number - 1}{query}" if page.has_previous() else "",
        "history": history(found.case, for_citizen=False),
        "now": clock.now(),
    }
    return render(request, "documents/rulemaking/desk.html", context)


@require_http_methods(WAYS)
@officer_required
def propose(request: HttpRequest, code: str) -> HttpResponse:
    """The drafter's wish to publish the newest version of a draft."""
    document, by, now = document_of(request, code), actor_for(request), clock.now()
    form = forms.ProposeForm(
        request.POST if request.method == "POST" else None, initial={"ver": document.case.ver}
    )
    title = _("Đề nghị lấy ý kiến rộng rãi")
    if request.method == "POST":
        try:
            made = attempt(form, lambda data: propose_consultation(document=document, by=by, now=now, **data))
        except (Stale, NotYourTurn):
            form.add_error(None, last_deed_sentence(document.pk, by) or _("Dự thảo không còn ở người soạn."))
        else:
            if made:
                messages.success(request, _("Đã đề nghị; lãnh đạo cơ quan quyết định mở lấy ý kiến."))
                return redirect("consultation_desk", made.case.code)
    back = (reverse("outgoing_document", args=[code]), code)
    hint = _("Mọi người đọc được toàn văn phiên bản mới nhất và góp ý từng đoạn, sau khi lãnh đạo mở.")
    return form_page(request, form, title=title, back=back, go=title, hint=hint)


@require_http_methods(WAYS)
@officer_required
def consultation_deed(request: HttpRequest, code: str, deed: str) -> HttpResponse:
    """A head opens the draft to everybody, or does not; its drafter publishes the answers."""
    found, by, now = consultation_of(request, code), actor_for(request), clock.now()
    if deed not in DEEDS:
        raise Http404
    if request.method != "POST" and deed not in desk_page.open_deeds(found, by):
        raise DocumentsForbidden(_("Việc này chưa tới lượt, đã xong, hoặc là của người khác."))
    form, hint = _form(request, found, deed, now)
    if request.method == "POST":
        try:
            if attempt(form, lambda data: _done(found, deed, data, by, now)):
                messages.success(request, _("Đã ghi: %(deed)s.") % {"deed": DEEDS[deed]})
                return redirect("consultation_desk", code)
        except NoteRefused as error:
            form.add_error(None, str(error))
        except (Stale, Unlawful, NotYourTurn):
            form.add_error(None, last_deed_sentence(found.pk, by) or _("Đã có người xử lý việc này."))
    back = (reverse("consultation_desk", args=[code]), code)
    return form_page(request, form, title=DEEDS[deed], back=back, go=DEEDS[deed], hint=hint)


def _form(
    request: HttpRequest, found: Consultation, deed: str, now: datetime
) -> tuple[django_forms.Form, str]:
    sent = request.POST if request.method == "POST" else None
    initial: dict[str, Any] = {"ver": found.case.ver}
    if deed == "cong-bo":
        words = _(
            "Mọi người đọc được các câu trả lời, phiên bản dự thảo mới nhất; người góp ý bằng tài khoản được báo. Không sửa được nữa."
        )
        return forms.VersionedForm(sent, initial=initial), words
    if deed != "mo":
        return forms.DeclineForm(sent, initial=initial), ""
    days, source = fewest_days(clock.today())
    initial["closes_on"] = clock.today() + timedelta(days=days)
    hint = _("Ít nhất %(days)d ngày: %(source)s.") % {"days": days, "source": source}
    return forms.OpenForm(sent, initial=initial), hint


def _done(found: Consultation, deed: str, data: dict[str, Any], by: Actor, now: datetime) -> bool:
    DEED_ACTIONS[deed](consultation=found, by=by, now=now, **data)
    return True


@require_POST
@officer_required
def draft_opinion_report(request: HttpRequest, code: str) -> HttpResponse:
    """The report of opinions as a draft of an outgoing document."""
    found = consultation_of(request, code)
    try:
        report = draft_report(consultation=found, by=actor_for(request), now=clock.now())
    except EntryRefused as refused:
        messages.error(request, str(refused))
        return redirect("consultation_desk", code)
    messages.success(request, _("Đã lập dự thảo báo cáo; ghi nơi nhận rồi trình."))
    return redirect("outgoing_document", report.case.code)


@require_safe
@role_required(Clerk, Head)
def show_moderation(request: HttpRequest) -> HttpResponse:
    """Comments that wait for this moderator, the oldest first."""
    page = Paginator(waiting_comments(actor_for(request)), PAGE).get_page(request.GET.get("trang"))
    labels = {
        one.consultation_id: {p.number: p for p in paragraphs_of(one.consultation.version)} for one in page
    }
    context = {
        "comments": [(labels[one.consultation_id].get(one.paragraph), one) for one in page],
        "total": page.paginator.count,
        "next_url": f"?trang={page.number + 1}" if page.has_next() else "",
        "previous_url": f"?trang={page.number - 1}" if page.has_previous() else "",
    }
    return render(request, "documents/rulemaking/moderation.html", context)


@require_POST
@role_required(Clerk, Head)
def moderate(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a comment through, or hide it."""
    is_shown = "shown" in request.POST
    try:
        decide_text(
            kind=PUBLIC_COMMENTS.code,
            key=pk,
            seen="",
            shown=is_shown,
            by=actor_for(request),
            now=clock.now(),
        )
    except (NoSuchText, NotModerator):
        raise Http404 from None
    messages.success(request, _("Đã cho hiện góp ý.") if is_shown else _("Góp ý này không hiện."))
    return redirect("moderate_consultations")
