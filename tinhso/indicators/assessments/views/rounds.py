"""Opening a round of assessment, and where a firm begins its own."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.indicators.assessments.actions.open_round import open_round
from tinhso.indicators.assessments.actions.score_criterion import begin_for_firm
from tinhso.indicators.assessments.assessing import RoundClosed, ScoreRefused
from tinhso.indicators.assessments.forms import FirmForm, RoundForm
from tinhso.indicators.models import Assessment, AssessmentRound, CriteriaSet
from tinhso.indicators.registers.views.refusals import attempt
from tinhso.indicators.rights.permissions import can_draft
from tinhso.kernel.people.public import Agency, actor_for, citizen_required, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused, form_page

WAYS = ["GET", "HEAD", "POST"]


@require_http_methods(WAYS)
@officer_required
def open_new_round(request: HttpRequest) -> HttpResponse:
    """A round that one's own agency verifies."""
    actor, form = actor_for(request), RoundForm(request.POST or None, initial={"year": clock.today().year})
    if not can_draft(actor):
        raise PermissionDenied

    def deed(given: dict[str, Any]) -> AssessmentRound:
        verifier = Agency.objects.get(pk=actor.agency_id or 0)
        return open_round(verifier=verifier, by=actor, now=clock.now(), **given)

    if request.method == "POST" and attempt(form, deed):
        messages.success(request, _("Đã mở kỳ đánh giá."))
        return redirect("assessments")
    back = (reverse("assessments"), _("Tự đánh giá, thẩm định"))
    hint = _("Cơ quan của ông/bà là cơ quan thẩm định của kỳ này.")
    return form_page(request, form, title=_("Mở kỳ đánh giá"), back=back, go=_("Mở kỳ đánh giá"), hint=hint)


@require_http_methods(WAYS)
@citizen_required
def list_firm_assessments(request: HttpRequest) -> HttpResponse:
    """What this account assesses for firms, and the form to begin."""
    actor, today = actor_for(request), clock.today()
    rounds = AssessmentRound.objects.select_related("criteria").filter(
        criteria__subject=CriteriaSet.Subject.ENTERPRISE, closes_on__gte=today
    )
    form = FirmForm(request.POST or None, rounds=rounds) if rounds else None

    def deed(given: dict[str, Any]) -> Assessment:
        try:
            return begin_for_firm(by=actor, now=clock.now(), **given)
        except (ScoreRefused, RoundClosed) as refused:
            raise EntryRefused(getattr(refused, "field", ""), str(refused)) from refused

    if request.method == "POST" and form and (found := attempt(form, deed)):
        return redirect("firm_assessment", found.pk)
    assessments = Assessment.objects.filter(person=actor.person_id or 0).whole().order_by("-begun_at")
    context = {"assessments": assessments, "form": form}
    status = 422 if form and form.errors else 200
    return render(request, "indicators/assessments/firm_assessments.html", context, status=status)
