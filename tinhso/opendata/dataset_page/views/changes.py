"""What a version changed against the one before it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.people.public import actor_for, officer_required, public_page
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.opendata.dataset.permissions import can_answer
from tinhso.opendata.dataset.publisher_queries import own_dataset
from tinhso.opendata.dataset_page.cells import cell_text
from tinhso.opendata.dataset_page.version_diff import MOST_ROWS, diff_of
from tinhso.opendata.dataset_page.versions import TableIsWithdrawn
from tinhso.opendata.models import Dataset, DataTable


@require_safe
@public_page
def public_changes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """For everybody, of an open dataset."""
    dataset = get_object_or_404(Dataset.objects.public().select_related("publisher"), slug=slug)
    if dataset.versions.filter(number=number, table__state=DataTable.State.WITHDRAWN).exists():
        raise TableIsWithdrawn
    return _page(request, dataset, number, {"answers": False})


@require_safe
@officer_required
def version_changes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """For the publisher, of a draft too, with the button that restores."""
    by = actor_for(request)
    dataset = own_dataset(slug, by)
    return _page(request, dataset, number, {"answers": can_answer(dataset.publisher_id, by)})


def _page(request: HttpRequest, dataset: Dataset, number: int, more: dict[str, Any]) -> HttpResponse:
    version = get_object_or_404(dataset.versions.select_related("table"), number=number)
    before = version.table.versions.filter(number__lt=number).first()
    context = {"dataset": dataset, "version": version, "before": before, "most": MOST_ROWS, **more}
    if before:
        diff = diff_of(before, version)
        columns = [Column(heading) for heading in diff.shared]
        context |= {
            "diff": diff,
            "added": Table(_("Dòng chỉ có ở phiên bản này"), columns, _texts(diff.rows_added, diff.kinds)),
            "removed": Table(
                _("Dòng chỉ có ở phiên bản trước"), columns, _texts(diff.rows_removed, diff.kinds)
            ),
        }
    return render(request, "opendata/dataset_page/version_changes.html", context)


def _texts(rows: list[list[Any]], kinds: list[str]) -> list[list[Cell | str]]:
    return [[cell_text(cell, kind) for cell, kind in zip(row, kinds, strict=True)] for row in rows]
