"""Self-scoring by one's own agency, and verifying by the agency that the round names."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.indicators.assessments import permissions, scoring
from tinhso.indicators.assessments.actions.score_criterion import begin_assessment, score_criterion
from tinhso.indicators.assessments.actions.submit_assessment import submit_assessment
from tinhso.indicators.assessments.actions.verify_assessment import finish_verification, verify_score
from tinhso.indicators.assessments.assessing import RoundClosed, ScoreRefused
from tinhso.indicators.assessments.forms import ScoreForm, VerifyForm
from tinhso.indicators.models import Assessment, AssessmentRound, AssessmentScore, Criterion
from tinhso.indicators.models.assessments.assessment import AssessmentChanged
from tinhso.indicators.registers.applicable_criteria import NotMeasured, is_measured
from tinhso.indicators.registers.desk_tabs import desk_tabs
from tinhso.indicators.registers.permissions import can_keep_any
from tinhso.indicators.rights.permissions import can_draft
from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile, UploadRules, files_sent, serve
from tinhso.kernel.people.public import Agency, actor_for, citizen_required, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.forms import sent_version

RULES = UploadRules(max_files=100)
FIRMS = "/doanh-nghiep/"  # below it the same pages are those of whoever assesses a firm


def _name(request: HttpRequest, name: str) -> str:
    """The address of this page as this reader reaches it: an officer, or whoever assesses a firm."""
    return f"firm_{name}" if request.path.startswith(FIRMS) else name


def _names(request: HttpRequest) -> dict[str, str]:
    return {
        name: _name(request, name) for name in ("assessments", "assessment", "score_line", "assessment_file")
    }


@require_safe
@officer_required
def list_assessments(request: HttpRequest) -> HttpResponse:
    """The rounds that one's agency may take part in, one's own assessments, and those to be verified."""
    actor, today = actor_for(request), clock.today()
    agency = _agency(actor)
    seen = list(Assessment.objects.visible_to(actor).whole().order_by("-round__year", "agency__sort_key"))
    begun = {one.round_id for one in seen if one.agency_id == agency.pk}
    rounds = AssessmentRound.objects.filter(closes_on__gte=today).select_related("criteria")
    context = {
        "agency_assessments": [one for one in seen if one.agency_id == agency.pk],
        "opens": can_draft(actor),
        "others": [one for one in seen if one.agency_id != agency.pk],
        "tabs": desk_tabs(request),
        "keeps": can_keep_any(actor),
        "open": [r for r in rounds if r.pk not in begun and is_measured(r.criteria, agency)],
    }
    return render(request, "indicators/assessments/assessments.html", context)


def _agency(actor: Actor) -> Agency:
    assert actor.agency_id is not None
    return Agency.objects.get(pk=actor.agency_id)


@require_POST
@officer_required
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = get_object_or_404(AssessmentRound.objects.select_related("criteria"), pk=pk)
    actor = actor_for(request)
    agency = _agency(actor)
    try:
        found = begin_assessment(round=round_, agency=agency, by=actor, now=clock.now())
    except (NotMeasured, RoundClosed) as error:
        messages.error(request, str(error))
        return redirect("assessments")
    return redirect("assessment", found.pk)


def _visible(request: HttpRequest, pk: int) -> Assessment:
    return get_object_or_404(Assessment.objects.visible_to(actor_for(request)).whole(), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def show_assessment(request: HttpRequest, pk: int) -> HttpResponse:
    return _assessment(request, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def show_firm_assessment(request: HttpRequest, pk: int) -> HttpResponse:
    return _assessment(request, pk)


def _assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """All criteria with both scores; a POST hands it in, or ends the verification."""
    assessment, actor = _visible(request, pk), actor_for(request)
    problem = ""
    if request.method == "POST":
        problem = _hand_on(request, assessment, actor)
        if not problem:
            return redirect(_name(request, "assessment"), pk)
    lines = scoring.leaves(assessment.round.criteria)
    scores = {score.criterion_id: score for score in assessment.scores.all()}
    context = {
        "assessment": assessment,
        "lines": [(line, scores.get(line.pk)) for line in lines],
        "own_total": sum(score.self_score for score in scores.values()),
        "total": sum(score.verified_score or 0 for score in scores.values()),
        "scores": permissions.can_score(assessment, actor) and assessment.is_open(clock.today()),
        "verifies": _verifies(assessment, actor),
        "problem": problem,
        "closed": assessment.round.closed_on(clock.today()),
        "names": _names(request),
    }
    return render(request, "indicators/assessments/assessment.html", context, status=422 if problem else 200)


def _verifies(assessment: Assessment, actor: Actor) -> bool:
    return assessment.state == Assessment.State.SUBMITTED and permissions.can_verify(assessment, actor)


def _hand_on(request: HttpRequest, assessment: Assessment, actor: Actor) -> str:
    """The sentence of a refusal; empty when it went on."""
    ver = sent_version(request)
    can_score = permissions.can_score(assessment, actor)
    deed = submit_assessment if can_score else finish_verification
    try:
        deed(assessment=assessment, ver=ver, by=actor, now=clock.now())
    except (ScoreRefused, RoundClosed) as error:
        return str(error)
    except AssessmentChanged:
        return _("Người khác vừa thay đổi bài này. Tải lại trang rồi thử lại.")
    messages.success(request, _("Đã gửi thẩm định.") if can_score else _("Đã hoàn thành thẩm định."))
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def score_line(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    return _score_page(request, pk, line)


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def score_firm_line(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    return _score_page(request, pk, line)


def _score_page(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """One criterion: its own agency scores it, or the verifying agency sets its score beside."""
    assessment, actor = _visible(request, pk), actor_for(request)
    criterion = get_object_or_404(assessment.round.criteria.lines, pk=line)
    if criterion.children.exists():
        raise Http404
    score = assessment.scores.select_related("file").filter(criterion=criterion).first()
    verifies = _verifies(assessment, actor) and score is not None
    if not verifies and not permissions.can_score(assessment, actor):
        raise Http404
    form = _form(request, criterion, score, verifies)
    sends = request.method == "POST" and isinstance(form, ScoreForm)
    stored = files_sent(form, "file", request.FILES, by=actor, now=clock.now(), rules=RULES) if sends else []
    if request.method == "POST" and form.is_valid():
        done = (
            _verify(form, score, actor)
            if verifies and score
            else _score(form, assessment, criterion, stored, actor)
        )
        if done:
            messages.success(request, _("Đã lưu điểm."))
            return redirect(_name(request, "assessment"), pk)
    context = {
        "names": _names(request),
        "assessment": assessment,
        "criterion": criterion,
        "score": score,
        "form": form,
        "verifies": verifies,
        "open": verifies or assessment.is_open(clock.today()),
    }
    return render(
        request, "indicators/assessments/score_line.html", context, status=422 if form.errors else 200
    )


def _form(
    request: HttpRequest, criterion: Criterion, score: AssessmentScore | None, verifies: bool
) -> ScoreForm | VerifyForm:
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    if verifies and score:
        points = score.self_score if score.verified_score is None else score.verified_score
        return VerifyForm(data, initial={"points": _typed(points), "reason": score.reason})
    initial = {"score": _typed(score.self_score), "explanation": score.explanation} if score else {}
    return ScoreForm(data, files, initial=initial, criterion=criterion)


def _typed(value: object) -> str:
    return f"{value:f}".rstrip("0").rstrip(".").replace(".", ",")


def _score(
    form: ScoreForm | VerifyForm,
    assessment: Assessment,
    criterion: Criterion,
    stored: list[StoredFile],
    by: Actor,
) -> bool:
    given, now = form.cleaned_data, clock.now()
    try:
        with transaction.atomic():
            file = stored[-1] if stored else None
            words = {"score": given["score"], "explanation": given["explanation"], "file": file}
            score_criterion(assessment=assessment, criterion=criterion, by=by, now=now, **words)
    except ScoreRefused as error:
        form.add_error(error.field or None, str(error))
    except RoundClosed as error:
        form.add_error(None, str(error))
    return not form.errors


def _verify(form: ScoreForm | VerifyForm, score: AssessmentScore, by: Actor) -> bool:
    given = form.cleaned_data
    try:
        verify_score(score=score, points=given["points"], reason=given["reason"], by=by, now=clock.now())
    except ScoreRefused as error:
        form.add_error(error.field or None, str(error))
    except RoundClosed as error:
        form.add_error(None, str(error))
    return not form.errors


@require_safe
@officer_required
def open_evidence(request: HttpRequest, pk: int, line: int) -> HttpResponseBase:
    return _evidence(request, pk, line)


@require_safe
@citizen_required
def open_firm_evidence(request: HttpRequest, pk: int, line: int) -> HttpResponseBase:
    return _evidence(request, pk, line)


def _evidence(request: HttpRequest, pk: int, line: int) -> HttpResponseBase:
    """The file of one score, for the two agencies of the assessment."""
    assessment = _visible(request, pk)
    score = get_object_or_404(assessment.scores.select_related("file"), criterion_id=line, file__isnull=False)
    assert score.file is not None
    return serve(request, score.file, by=actor_for(request), cases=[])
