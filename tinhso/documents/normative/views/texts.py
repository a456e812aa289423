"""The words of a rule as they are on a day, for everybody; what a rule changes in an earlier one, written down by its clerk."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.documents.models import IssuedRule, RuleRelation, RuleTextChange
from tinhso.documents.normative.actions.change_rule_text import change_rule_text
from tinhso.documents.normative.actions.strike_text_change import strike_text_change
from tinhso.documents.normative.consolidated_text import CHANGING, days_of_change, text_on
from tinhso.documents.normative.forms import DayForm, TextChangeForm
from tinhso.documents.normative.permissions import check_can_keep_rule
from tinhso.documents.outgoing.versions import newest
from tinhso.documents.rulemaking.paragraphs import paragraphs_of
from tinhso.kernel.people.public import actor_for, officer_required, public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused, attempt, form_page


@require_safe
@public_page
def show_text(request: HttpRequest, code: str) -> HttpResponse:
    """As it is today, or on `?ngay=` day/month/year; a day that is none is told, and today's text is shown."""
    rule = get_object_or_404(IssuedRule.objects.whole(), document__case__code=code)
    form = DayForm(request.GET if "ngay" in request.GET else None, initial={"ngay": clock.today()})
    day = form.cleaned_data["ngay"] if form.is_bound and form.is_valid() else clock.today()
    context = {
        "document": rule.document,
        "form": form,
        "day": day,
        "days": days_of_change(rule),
        "paragraphs": text_on(rule, day),
        "before": rule.effective_on is not None and day < rule.effective_on,
    }
    return render(request, "documents/normative/text_on.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def change_text(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What the rule of that code does to one paragraph of the earlier one of that relation."""
    by, now = actor_for(request), clock.now()
    rows = RuleRelation.objects.filter(rule__document__case__agency=by.agency_id, kind__in=CHANGING)
    rows = rows.select_related("rule__document__case", "rule__document__number", "earlier__document__number")
    relation = get_object_or_404(rows, pk=pk, rule__document__case__code=code, earlier__isnull=False)
    check_can_keep_rule(relation.rule, by)
    assert relation.earlier is not None
    earlier = relation.earlier.document
    sent = request.POST if request.method == "POST" else None
    form = TextChangeForm(sent, paragraphs=paragraphs_of(newest(earlier)))

    def deed(data: dict[str, Any]) -> RuleTextChange:
        kind = RuleTextChange.Kind(data.pop("kind"))
        return change_rule_text(relation=relation, kind=kind, by=by, now=now, **data)

    if request.method == "POST" and attempt(form, deed):
        messages.success(request, _("Đã ghi nội dung sửa đổi."))
        return redirect("rule_desk", code)
    title = _("Ghi nội dung sửa đổi %(number)s") % {"number": earlier.number}
    back = (reverse("rule_desk", args=[code]), str(relation.rule.document.number))
    return form_page(request, form, title=title, back=back, go=_("Ghi"))


@require_POST
@officer_required
def strike_change(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What was written down by mistake."""
    by = actor_for(request)
    rows = RuleTextChange.objects.filter(relation__rule__document__case__agency=by.agency_id)
    change = rows.filter(relation__rule__document__case__code=code, pk=pk).first()
    if change is None:
        raise Http404
    try:
        strike_text_change(change=change, by=by, now=clock.now())
    except EntryRefused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Đã bỏ nội dung ghi nhầm."))
    return redirect("rule_desk", code)
