"""The desk's pages of normative documents: steps that others do, issued rules, what they do to earlier ones."""

from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.casework.public import NotYourTurn, Stale, Unlawful, last_deed_sentence
from tinhso.documents.models import IssuedRule, RuleRelation, RuleStep
from tinhso.documents.normative import desk_page, forms
from tinhso.documents.normative.actions.begin_rule_step import begin_rule_step
from tinhso.documents.normative.actions.relate_rule import relate_rule
from tinhso.documents.normative.actions.report_rule_step import report_rule_step
from tinhso.documents.normative.actions.set_effect import set_effect
from tinhso.documents.normative.permissions import appraisers_of, can_keep_rule, check_can_keep_rule
from tinhso.documents.normative.rule_page import facts_of, relations_of, relations_to, rule_state
from tinhso.documents.normative.way import BEFORE_ISSUE
from tinhso.documents.outgoing.views.finding import document_of
from tinhso.documents.pages.listing import page_of
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.documents.pages.tabs import document_tabs
from tinhso.documents.rulemaking.paragraphs import paragraphs_of
from tinhso.kernel.people.public import actor_for, officer_required, role_required
from tinhso.kernel.people.roles import Clerk, Examiner, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page

WAYS = ["GET", "HEAD", "POST"]


@require_safe
@role_required(Examiner, Head, Clerk)
def show_desk(request: HttpRequest) -> HttpResponse:
    """The steps that this officer sees, the newest first, and the rules that the agency issued."""
    by, day = actor_for(request), clock.today()
    steps = page_of(request, RuleStep.objects.visible_to(by).whole().order_by("-pk"))
    rules = IssuedRule.objects.whole().filter(document__case__agency=by.agency_id)
    rules = rules.prefetch_related("undergoes__rule").order_by("-pk")[:20]
    context = {
        "tabs": document_tabs(request, by),
        "steps": desk_page.steps_table(steps.rows),
        "rules": desk_page.rules_table(list(rules), day),
        "next_url": steps.next_url,
        "previous_url": steps.previous_url,
    }
    return render(request, "documents/normative/desk.html", context)


def _step_of(request: HttpRequest, code: str) -> RuleStep:
    """404 unless this officer sees its case."""
    found = RuleStep.objects.visible_to(actor_for(request)).whole().filter(case__code=code).first()
    if found is None:
        raise Http404
    return found


@require_safe
@officer_required
def show_step(request: HttpRequest, code: str) -> HttpResponse:
    """One step with the draft that it is about."""
    step, by = _step_of(request, code), actor_for(request)
    context = {
        "step": step,
        "case": step.case,
        "facts": desk_page.step_facts(step),
        "reportable": desk_page.is_reportable(step, by),
        "paragraphs": paragraphs_of(step.version) if step.version else [],
        "now": clock.now(),
    }
    return render(request, "documents/normative/step.html", context)


@require_http_methods(WAYS)
@officer_required
def report_step(request: HttpRequest, code: str) -> HttpResponse:
    """What came of the step."""
    step, by, now = _step_of(request, code), actor_for(request), clock.now()
    if request.method != "POST" and not desk_page.is_reportable(step, by):
        raise DocumentsForbidden(_("Việc này chưa tới lượt, đã xong, hoặc là của người khác."))
    form = forms.ReportStepForm(
        request.POST if request.method == "POST" else None,
        initial={"ver": step.case.ver, "dated": clock.today()},
        has_verdict=step.kind in BEFORE_ISSUE,
    )
    title = _("Ghi kết quả: %(step)s") % {"step": step.get_kind_display()}

    def deed(data: dict[str, Any]) -> bool:
        report_rule_step(step=step, by=by, now=now, **data)
        return True

    if request.method == "POST":
        try:
            if attempt(form, deed):
                messages.success(request, _("Đã ghi kết quả."))
                return redirect("rule_step", code)
        except (Stale, Unlawful, NotYourTurn):
            form.add_error(None, last_deed_sentence(step.pk, by) or _("Đã có người xử lý việc này."))
    back = (reverse("rule_step", args=[code]), code)
    return form_page(request, form, title=title, back=back, go=_("Ghi kết quả"))


@require_http_methods(WAYS)
@officer_required
def begin_step(request: HttpRequest, code: str) -> HttpResponse:
    """The drafter sends the newest version to be appraised or criticised."""
    document, by, now = document_of(request, code), actor_for(request), clock.now()
    agencies = appraisers_of(document, clock.today())
    form = forms.BeginStepForm(
        request.POST if request.method == "POST" else None,
        initial={"ver": document.case.ver},
        agencies=agencies,
    )
    title = _("Gửi thẩm định, phản biện")

    def deed(data: dict[str, Any]) -> RuleStep:
        kind = RuleStep.Kind(data["kind"])
        return begin_rule_step(
            document=document, ver=data["ver"], kind=kind, agency=data["agency"], by=by, now=now
        )

    if request.method == "POST":
        try:
            if made := attempt(form, deed):
                messages.success(request, _("Đã gửi phiên bản mới nhất; thời hạn soạn thảo tạm dừng."))
                return redirect("rule_step", made.case.code)
        except (Stale, NotYourTurn):
            form.add_error(None, last_deed_sentence(document.pk, by) or _("Dự thảo không còn ở người soạn."))
    back = (reverse("outgoing_document", args=[code]), code)
    hint = _("Mặt trận Tổ quốc trả lời bằng văn bản giấy: người soạn ghi lại kết quả.")
    return form_page(request, form, title=title, back=back, go=title, hint=hint)


def _rule_of(request: HttpRequest, code: str) -> IssuedRule:
    """404 for what this officer's agency has not issued as a rule."""
    rows = IssuedRule.objects.whole().filter(document__case__agency=actor_for(request).agency_id)
    found = rows.filter(document__case__code=code).first()
    if found is None:
        raise Http404
    return found


@require_safe
@officer_required
def show_rule(request: HttpRequest, code: str) -> HttpResponse:
    """An issued rule of the agency with its steps."""
    rule, by = _rule_of(request, code), actor_for(request)
    undergone = relations_to(rule)
    words, tone = rule_state(rule, undergone, clock.today())
    context = {
        "rule": rule,
        "document": rule.document,
        "words": words,
        "tone": tone,
        "keeps": can_keep_rule(rule, by),
        "facts": facts_of(rule),
        "relations": relations_of(rule, undergone),
        "steps": desk_page.steps_table(list(rule.document.rule_steps.whole())),
        "changing": desk_page.changing_of(rule),
    }
    return render(request, "documents/normative/rule_desk.html", context)


@require_http_methods(WAYS)
@officer_required
def rule_deed(request: HttpRequest, code: str, deed: str) -> HttpResponse:
    """The clerk writes down the days of its force, or what it does to an earlier one."""
    rule, by, now = _rule_of(request, code), actor_for(request), clock.now()
    if deed not in ("hieu-luc", "tac-dong"):
        raise Http404
    check_can_keep_rule(rule, by)
    form, title = _rule_form(request, rule, deed)

    def act(data: dict[str, Any]) -> bool:
        _done(rule, deed, data, by=by, now=now)
        return True

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("Đã ghi."))
        return redirect("rule_desk", code)
    back = (reverse("rule_desk", args=[code]), str(rule.document.number))
    return form_page(request, form, title=title, back=back, go=_("Ghi"))


def _rule_form(request: HttpRequest, rule: IssuedRule, deed: str) -> tuple[django_forms.Form, str]:
    sent = request.POST if request.method == "POST" else None
    if deed == "hieu-luc":
        initial = {"effective_on": rule.effective_on, "expires_on": rule.expires_on}
        return forms.EffectForm(sent, initial=initial), _("Ghi hiệu lực")
    return forms.RelationForm(sent, rule=rule), _("Ghi văn bản bị sửa đổi, thay thế, bãi bỏ")


def _done(rule: IssuedRule, deed: str, data: dict[str, Any], *, by: Any, now: datetime) -> None:
    if deed == "hieu-luc":
        set_effect(rule=rule, by=by, now=now, **data)
        return
    kind = RuleRelation.Kind(data["kind"])
    relate_rule(rule=rule, kind=kind, title=data["title"], earlier=data["earlier"], by=by, now=now)
