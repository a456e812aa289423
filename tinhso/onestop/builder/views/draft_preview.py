"""The draft as the citizen will see it: filled by way of example, checked, thrown away; its schema; what it changes."""

import json
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.kernel.site.shapes import Step as StepShape
from tinhso.lib.forms import BadForm, FormDefinition, Weight, compile_schema, parse_step, steps_asked
from tinhso.lib.forms.check import faults_of
from tinhso.lib.forms.widgets import render_step
from tinhso.onestop.builder.actions.publish_version import (
    DraftStale,
    OwnDraft,
    PublishedAlready,
    UnsafeForm,
    WrongVersion,
    publish_version,
)
from tinhso.onestop.builder.faults import draft_faults
from tinhso.onestop.builder.version_diff import Line, version_changes
from tinhso.onestop.builder.views.building import found, stale_page
from tinhso.onestop.catalogue.form_lineage import follows
from tinhso.onestop.catalogue.papers import papers_of
from tinhso.onestop.catalogue.places import unit_names
from tinhso.onestop.dossier.forms import VerForm
from tinhso.onestop.dossier.permissions import can_publish_draft
from tinhso.onestop.models import ProcedureVersion

EXAMPLE = "tinhso.onestop.example"


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Administrator)
def preview(request: HttpRequest, code: str, step: str = "") -> HttpResponse:
    """One page of the form. The answers so far travel signed in the page itself; nothing is stored."""
    draft = found(code)
    form = FormDefinition.unchecked(draft.form)
    if faults := faults_of(form):
        messages.error(request, " ".join([_("Biểu mẫu còn chỗ phải sửa:"), *faults[:5]]))
        return redirect("version_draft", code)
    step = step or form.steps[0].id
    if step not in {s.id for s in form.steps}:
        raise Http404
    answers, parsed, names = example(request), None, unit_names(clock.today())
    if request.method == "POST" and "xem" not in request.POST:
        sent = {k: [str(v) for v in vs] for k, vs in request.POST.lists() if k != "_da_dien"}
        parsed = parse_step(form, step, sent, answers, on=clock.today(), known_units=names)
        answers = parsed.answers
        if parsed.complete:
            step, parsed = following(form, step, answers), None
    if not step:
        return render(request, "onestop/builder/draft_preview.html", context_of(draft, form, "", answers))
    page = render_step(
        form,
        step,
        answers,
        errors=parsed.errors if parsed else (),
        typed=parsed.typed if parsed else None,
        rows=parsed.rows if parsed else None,
        units=list(names.items()),
    )
    context = context_of(draft, form, step, answers) | {"page": page}
    return render(
        request,
        "onestop/builder/draft_preview.html",
        context,
        status=422 if parsed and parsed.errors else 200,
    )


def example(request: HttpRequest) -> dict[str, Any]:
    """The answers that this page carries; none if it carries none of ours."""
    try:
        held: dict[str, Any] = signing.loads(request.POST.get("_da_dien", ""), salt=EXAMPLE)
    except signing.BadSignature:
        return {}
    return held


def following(form: FormDefinition, step: str, answers: dict[str, Any]) -> str:
    """The next page that is asked, "" after the last."""
    asked = [s.id for s in steps_asked(form, answers)]
    later = asked[asked.index(step) + 1 :] if step in asked else []
    return later[0] if later else ""


def context_of(
    draft: ProcedureVersion, form: FormDefinition, step: str, answers: dict[str, Any]
) -> dict[str, Any]:
    asked = [(s.id, s.title) for s in steps_asked(form, answers)]
    place = [key for key, _title in asked].index(step) if step in dict(asked) else len(asked)
    states = ["done" if n < place else "now" if n == place else "next" for n in range(len(asked))]
    return {
        "draft": draft,
        "step": step,
        "steps": [
            StepShape(title, state)  # type: ignore[arg-type]
            for (_key, title), state in zip(asked, states, strict=True)
        ],
        "carried": signing.dumps(answers, salt=EXAMPLE, compress=True),
        "papers": [p for p in papers_of(draft) if p.is_required(answers)],
        "answers": json.dumps(answers, ensure_ascii=False, indent=1) if answers else "",
    }


@require_safe
@role_required(Administrator)
def draft_schema(request: HttpRequest, code: str) -> HttpResponse:
    """The JSON Schema of the draft's answers, as a file."""
    form = FormDefinition.unchecked(found(code).form)
    if faults_of(form):
        return redirect("version_draft", code)
    text = json.dumps(compile_schema(form), ensure_ascii=False, indent=1)
    return HttpResponse(text, content_type="application/schema+json; charset=utf-8")


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Administrator)
def compare_draft(request: HttpRequest, code: str) -> HttpResponse:
    """What the draft changes, and the button that publishes it; refused while anything is refused."""
    if request.method == "POST":
        return publish(request, code)
    return diff_page(request, found(code))


def diff_page(
    request: HttpRequest, draft: ProcedureVersion, *, note: str = "", status: int = 200
) -> HttpResponse:
    faults = draft_faults(draft)
    former = ProcedureVersion.objects.all().before(draft)
    readable = not faults_of(FormDefinition.unchecked(draft.form))
    lines = version_changes(former, draft) if readable else []
    refused = [line for line in lines if line.weight is Weight.REFUSED]
    context = {
        "draft": draft,
        "former": former,
        "faults": [*faults, *([note] if note else [])],
        "table": table_of(lines) if lines else None,
        "refused": refused,
        "needs_another_publisher": not can_publish_draft(draft, actor_for(request), clock.today()),
        "other_form": former is not None and readable and not follows(former, draft),
    }
    return render(request, "onestop/builder/draft_diff.html", context, status=status)


def table_of(lines: list[Line]) -> Table:
    """The changes by kind, the gravest first."""
    rows: list[list[Cell | str]] = [
        [Cell(line.kind_words, small=line.sentence), Cell(line.weight_words, tone=line.tone)]
        for line in lines
    ]
    return Table(_("Thay đổi so với bản trước"), [Column(_("Thay đổi")), Column(_("Mức"))], rows)


def publish(request: HttpRequest, code: str) -> HttpResponse:
    draft = get_object_or_404(
        ProcedureVersion.objects.select_related("procedure", "edited_by"),
        procedure__code=code,
        published_at=None,
    )
    form = VerForm(request.POST)
    if draft_faults(draft) or not form.is_valid():
        return diff_page(request, draft, status=422)
    try:
        version = publish_version(
            version_id=draft.pk, ver=form.cleaned_data["ver"], by=actor_for(request), now=clock.now()
        )
    except (DraftStale, PublishedAlready):
        return stale_page(request, code)
    except (OwnDraft, UnsafeForm, WrongVersion, BadForm) as error:
        return diff_page(request, draft, note=str(error), status=422)
    messages.success(
        request,
        _("Đã công bố bản %(n)s, áp dụng từ %(day)s.")
        % {"n": version.number, "day": f"{version.valid.lower:%d/%m/%Y}"},
    )
    return redirect(reverse("migrate_page", args=[code, version.number]))
