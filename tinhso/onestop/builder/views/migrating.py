"""Bringing open dossiers onto another version: the step map, the dry run, the order and how far it came."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.casework.public import Case, State
from tinhso.kernel.events.public import job
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.numbers import vn_number
from tinhso.onestop.builder.actions.migrate_dossiers import WrongMigration, order_migration
from tinhso.onestop.builder.migration_plan import OUTCOMES, REASONS, DryRun, dry_run, plan_for, steps_in_use
from tinhso.onestop.models import ProcedureVersion

MOST_CODES = 50


class MigrationForm(forms.Form):
    """Whether handed-in dossiers go along, why, and for each step in use the step of the target."""

    submitted = forms.BooleanField(required=False)
    reason = forms.CharField(max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, used: dict[str, str], target: ProcedureVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["submitted"].label = _("Chuyển cả hồ sơ đã nộp (không chọn thì chỉ chuyển bản nháp)")
        self.fields["reason"].label = _("Lý do (khi chuyển)")
        keys = [(s["key"], s["label"]) for s in target.process]
        self.used = used
        for key, words in used.items():
            same = key if key in dict(keys) else ""
            self.fields[f"buoc_{key}"] = forms.ChoiceField(
                label=_("Hồ sơ đang ở bước “%(step)s” thì sang bước") % {"step": words or key},
                choices=[("", _("Chưa chọn: giữ bản cũ")), *keys],
                required=False,
                initial=same,
            )

    def steps(self) -> dict[str, str]:
        """Old step -> new; a step that nobody mapped leads nowhere, so its dossiers stay."""
        return {key: self.cleaned_data[f"buoc_{key}"] for key in self.used}


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Administrator)
def migrate_page(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """GET shows the dry run of drafts; `thu` the dry run of what is chosen; `chuyen` orders it."""
    versions = ProcedureVersion.objects.select_related("procedure").filter(published_at__isnull=False)
    target = get_object_or_404(versions, procedure__code=code, number=number)
    form = MigrationForm(request.POST or None, used=steps_in_use(target), target=target)
    if request.method == "POST" and form.is_valid() and "chuyen" in request.POST:
        if problem := order(request, target, form):
            form.add_error("reason", problem)
        else:
            return redirect("migrate_page", code, number)
    read = form.is_bound and not form.errors.keys() - {"reason"}
    steps, chosen = (form.steps(), form.cleaned_data["submitted"]) if read else ({}, False)
    preview = dry_run(plan_for(target, steps, submitted=chosen), on=clock.today())
    context = {
        "target": target,
        "form": form,
        "table": table_of(preview, target),
        "codes": codes_of(request, preview),
        "orders": target.migrations.select_related("made_by")[:5],
        "total": sum(preview.counts.values()),
    }
    return render(request, "onestop/builder/migrate.html", context, status=422 if form.errors else 200)


def order(request: HttpRequest, target: ProcedureVersion, form: MigrationForm) -> str:
    """Empty if it was ordered, else what to mend."""
    actor = actor_for(request)
    data = form.cleaned_data
    words = {"steps": form.steps(), "submitted": data["submitted"], "reason": data["reason"]}
    try:
        migration = order_migration(target=target, by=actor, now=clock.now(), **words)
    except WrongMigration as error:
        return str(error)
    job("onestop.migrate").defer(
        migration_id=migration.pk, user_id=actor.user_id, post_id=actor.post_id, agency_id=actor.agency_id
    )
    messages.success(request, _("Đã ra lệnh chuyển. Tải lại trang để xem tiến độ."))
    return ""


def table_of(preview: DryRun, target: ProcedureVersion) -> Table:
    """Counts by state, step and outcome."""
    labels = steps_in_use(target)
    rows: list[list[Cell | str]] = [
        [
            str(State(state).label),
            labels.get(step, step) or "–",
            Cell(OUTCOMES[outcome], tone={"refused": "late", "asked": "soon", "moved": "ok"}.get(outcome)),  # type: ignore[arg-type]
            str(REASONS[reason]),
            vn_number(n),
        ]
        for (state, step, outcome, reason), n in sorted(preview.counts.items())
    ]
    columns = [Column(_("Tình trạng")), Column(_("Đang ở bước")), Column(_("Sẽ"))]
    columns += [Column(_("Vì")), Column(_("Số hồ sơ"), number=True)]
    return Table(_("Chạy thử"), columns, rows)


def codes_of(request: HttpRequest, preview: DryRun) -> list[str]:
    """The codes of refused dossiers, of those that this reader may see."""
    refused = [pk for pk, (outcome, _reason) in preview.by_case.items() if outcome == "refused"]
    mine = Case.objects.visible_to(actor_for(request)).filter(pk__in=refused)
    return list(mine.order_by("code").values_list("code", flat=True)[:MOST_CODES])
