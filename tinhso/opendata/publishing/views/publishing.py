"""The publisher's pages: the datasets of one's own agency, their descriptions and the decisions on them."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.kernel.people.public import Agency, actor_for, officer_required
from tinhso.kernel.places.public import province_on
from tinhso.kernel.site import clock
from tinhso.kernel.site.forms import sent_version
from tinhso.opendata.dataset.permissions import OpenDataForbidden, can_answer, can_write
from tinhso.opendata.dataset.publisher_queries import (
    ended_codes,
    open_edition,
    own_dataset,
    own_datasets,
    own_table,
    waiting_editions,
    waiting_intakes,
)
from tinhso.opendata.dataset.table_names import PARAMETER, question_of
from tinhso.opendata.intakes.forms import FileForm, LinkForm
from tinhso.opendata.models import Dataset, DataTable, Edition
from tinhso.opendata.open_list.actions.open_dataset import ChangedMeanwhile, NotListed
from tinhso.opendata.publishing.actions.add_table import TableRefused, add_table
from tinhso.opendata.publishing.actions.decide_edition import approve_edition, return_edition
from tinhso.opendata.publishing.actions.declare_schema import SchemaRefused, declare_schema
from tinhso.opendata.publishing.actions.draft_dataset import EditionRefused, draft_dataset
from tinhso.opendata.publishing.actions.resource_to_table import resource_to_table
from tinhso.opendata.publishing.actions.save_edition import save_edition
from tinhso.opendata.publishing.actions.send_edition import drop_edition, recall_edition, send_edition
from tinhso.opendata.publishing.actions.withdraw_table import withdraw_table
from tinhso.opendata.publishing.editing import changes, content_of, tables_content
from tinhso.opendata.publishing.edition_forms import DecisionForm, EditionForm, SchemaForm, TableForm
from tinhso.opendata.publishing.quality import quality_of
from tinhso.opendata.resources.actions.propose_resource import ResourceRefused
from tinhso.opendata.resources.queries import resource_of, waiting_resources

USUAL = {"months": 3, "frequency": "QUARTERLY", "language": "vi"}


@require_safe
@officer_required
def own_open_data(request: HttpRequest) -> HttpResponse:
    """The datasets of the agency; what waits for the data officer stands first."""
    by = actor_for(request)
    agency_id = by.agency_id or 0
    answers = can_answer(agency_id, by)
    context = {
        "datasets": own_datasets(by),
        "may_write": can_write(agency_id, by),
        "answers": answers,
        "editions": waiting_editions(by) if answers else [],
        "intakes": waiting_intakes(by) if answers else [],
        "resources": waiting_resources(by) if answers else [],
    }
    return render(request, "opendata/publishing/own_datasets.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def new_dataset(request: HttpRequest) -> HttpResponse:
    """A new dataset of one's own agency."""
    by = actor_for(request)
    agency = get_object_or_404(Agency, pk=by.agency_id or 0)
    province = province_on(clock.today())
    words = {"contact_name": agency.short_name, "spatial": province.name if province else ""}
    form = EditionForm(request.POST or None, initial=USUAL | words)
    if request.method == "POST" and form.is_valid():
        try:
            made = draft_dataset(agency=agency, content=form.content(), by=by, now=clock.now())
        except EditionRefused as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("Đã tạo bản dự thảo."))
            return redirect("own_dataset", made.slug)
    status = 400 if form.is_bound else 200
    return render(
        request,
        "opendata/publishing/edit_dataset.html",
        {"form": form, "dataset": None, "ver": 0},
        status=status,
    )


@require_safe
@officer_required
def own_dataset_page(request: HttpRequest, slug: str) -> HttpResponse:
    """All about one dataset of the agency: description, its tables, of one of them (`bang`) files on their way, versions and
    schema; quality."""
    return _dataset_page(request, own_dataset(slug, actor_for(request)))


def _dataset_page(
    request: HttpRequest,
    dataset: Dataset,
    form: SchemaForm | None = None,
    table_form: TableForm | None = None,
    status: int = 422,
) -> HttpResponse:
    """`form` is the schema that was refused, `table_form` the new table."""
    by, table = actor_for(request), own_table(dataset, request.GET.get(PARAMETER, ""))
    schema = json.dumps(table.schema, ensure_ascii=False, indent=1) if table.schema else ""
    context = {
        "dataset": dataset,
        "edition": open_edition(dataset),
        "editions": dataset.editions.select_related("made_by", "decided_by")[:20],
        "table": table,
        "is_ended": dataset.table in ended_codes() if dataset.table else False,
        "tables": dataset.tables.exclude(state="withdrawn").select_related("current"),
        "former_tables": dataset.tables.filter(state="withdrawn"),
        "question": question_of(table.number),
        "table_form": table_form or TableForm(auto_id="bang-%s"),
        "intakes": table.intakes.select_related("made_by")[:20],
        "versions": table.versions.select_related("published_by")[:20],
        "quality": quality_of(dataset),
        "file_form": FileForm(),
        "link_form": LinkForm(),
        "schema_form": form or SchemaForm(initial={"schema": schema}),
        "answers": can_answer(dataset.publisher_id, by),
    }
    return render(
        request, "opendata/publishing/own_dataset.html", context, status=status if form or table_form else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def edit_dataset(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the open edition; readers go on seeing the published one."""
    by = actor_for(request)
    dataset = own_dataset(slug, by)
    edition = open_edition(dataset)
    content = edition.content if edition else content_of(dataset)
    form = EditionForm(
        request.POST or None,
        initial=content | {"keywords": ", ".join(content["keywords"])},
        tables={n: content.get("tables", {}).get(n, words) for n, words in tables_content(dataset).items()},
    )
    if request.method == "POST" and form.is_valid():
        given = form.content()
        given["slug"] = given["slug"] or dataset.slug
        try:
            save_edition(dataset=dataset, ver=sent_version(request), content=given, by=by, now=clock.now())
        except (EditionRefused, ChangedMeanwhile) as error:
            form.add_error(getattr(error, "field", None), str(error))
        else:
            messages.success(request, _("Đã lưu bản mô tả."))
            return redirect("own_dataset", dataset.slug)
    context = {"form": form, "dataset": dataset, "ver": edition.ver if edition else 0}
    return render(
        request, "opendata/publishing/edit_dataset.html", context, status=400 if form.is_bound else 200
    )


@require_safe
@officer_required
def edition(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One edition beside the one that was published before it, with what may be decided."""
    return _edition_page(request, own_dataset(slug, actor_for(request)), number, DecisionForm())


def _edition_page(
    request: HttpRequest, dataset: Dataset, number: int, form: DecisionForm, status: int = 200
) -> HttpResponse:
    found = get_object_or_404(dataset.editions.select_related("made_by", "decided_by"), number=number)
    published = dataset.editions.filter(number__lt=number, state=Edition.State.PUBLISHED).first()
    before: dict[str, Any] = published.content if published else {}
    by = actor_for(request)
    context = {
        "dataset": dataset,
        "edition": found,
        "before": published,
        "changes": changes(before, found.content),
        "form": form,
        "answers": can_answer(dataset.publisher_id, by) and found.made_by_id != by.user_id,
    }
    return render(request, "opendata/publishing/edition.html", context, status=status)


@require_POST
@officer_required
def move_edition(request: HttpRequest, slug: str, number: int, deed: str) -> HttpResponse:
    """Send, take back, drop, approve or return an edition."""
    by, now = actor_for(request), clock.now()
    dataset = own_dataset(slug, by)
    found = get_object_or_404(dataset.editions, number=number)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _edition_page(request, dataset, number, form, 400)
    known: dict[str, Any] = {"edition": found, "ver": sent_version(request), "by": by, "now": now}
    try:
        if deed == "gui":
            send_edition(**known)
        elif deed == "bo":
            drop_edition(**known)
        elif deed == "rut-lai":
            recall_edition(**known)
        elif deed == "duyet":
            approve_edition(publish_at=form.cleaned_data["publish_at"], **known)
        elif deed == "tra-lai":
            return_edition(remark=form.cleaned_data["remark"], **known)
        else:
            raise Http404
    except EditionRefused as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return _edition_page(request, dataset, number, form, 422)
    except (ChangedMeanwhile, NotListed) as error:
        form.add_error(None, str(error))
        return _edition_page(request, dataset, number, form, 409)
    messages.success(request, _("Đã ghi."))
    return redirect("own_dataset", Dataset.objects.values_list("slug", flat=True).get(pk=dataset.pk))


@require_POST
@officer_required
def schema(request: HttpRequest, slug: str) -> HttpResponse:
    """Attach or remove the declared Table Schema."""
    by = actor_for(request)
    dataset = own_dataset(slug, by)
    form = SchemaForm(request.POST)
    try:
        text = form.cleaned_data["schema"] if form.is_valid() else None
        table = own_table(dataset, request.GET.get(PARAMETER, ""))
        declare_schema(table=table, text=text, by=by, now=clock.now())
    except SchemaRefused as error:
        form.add_error("schema", str(error))
        return _dataset_page(request, dataset, form)
    messages.success(request, _("Đã lưu lược đồ."))
    return redirect(own_page_of(dataset, table))


def own_page_of(dataset: Dataset, table: DataTable) -> str:
    return reverse("own_dataset", args=[dataset.slug]) + question_of(table.number)


@require_POST
@officer_required
def new_table(request: HttpRequest, slug: str) -> HttpResponse:
    """A further table: then its first file can be sent."""
    by = actor_for(request)
    dataset = own_dataset(slug, by)
    form = TableForm(request.POST, auto_id="bang-%s")
    if not form.is_valid():
        return _dataset_page(request, dataset, table_form=form, status=400)
    try:
        table = add_table(dataset=dataset, **form.cleaned_data, by=by, now=clock.now())
    except TableRefused as error:
        form.add_error("title", str(error))
        return _dataset_page(request, dataset, table_form=form)
    messages.success(request, _("Đã thêm bảng; hãy gửi tệp đầu tiên của bảng."))
    return redirect(own_page_of(dataset, table))


@require_POST
@officer_required
def end_table(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Withdraw a further table, or give up one without rows."""
    by = actor_for(request)
    dataset = own_dataset(slug, by)
    table = own_table(dataset, str(number))
    try:
        withdraw_table(table=table, ver=sent_version(request), by=by, now=clock.now())
    except (TableRefused, ChangedMeanwhile, OpenDataForbidden) as error:
        messages.error(request, str(error))
        return redirect(own_page_of(dataset, table))
    messages.success(request, _("Đã thôi công bố bảng."))
    return redirect("own_dataset", dataset.slug)


@require_POST
@officer_required
def read_resource(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    """A file or link beside the tables goes on its way as a table."""
    by = actor_for(request)
    found = resource_of(own_dataset(slug, by), uid)
    try:
        intake = resource_to_table(resource=found, by=by, now=clock.now())
    except ResourceRefused as error:
        messages.error(request, str(error))
        return redirect("own_resources", slug)
    messages.success(request, _("Đang đọc tệp thành bảng; hãy xem lại rồi gửi công bố."))
    return redirect("intake", intake.pk)
