"""A reader's own SELECT over the open datasets."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.people.public import public_page
from tinhso.kernel.site.shapes import Column, Table
from tinhso.lib.numbers import vn_number
from tinhso.opendata import engine
from tinhso.opendata.forms import SqlForm
from tinhso.opendata.models import Dataset

NUMBERS = ("INT", "DOUBLE", "DECIMAL", "FLOAT")


@require_safe
@public_page
def query(request: HttpRequest) -> HttpResponse:
    """The statement stands in the address, so that a question can be shared; `giai-thich` shows its plan."""
    form = SqlForm(request.GET if "sql" in request.GET else None)
    context = {
        "form": form,
        "datasets": _tables(),
        "most": engine.MOST_SQL_ROWS,
        "seconds": engine.STRANGERS.seconds,
    }
    if not form.is_bound:
        return render(request, "opendata/sql.html", context)
    if not form.is_valid():
        return render(request, "opendata/sql.html", context, status=400)
    try:
        answer = engine.ask_sql(form.cleaned_data["sql"], explain="giai-thich" in request.GET)
    except engine.Unanswered as error:
        return render(request, "opendata/sql.html", context | {"problem": str(error)}, status=400)
    except engine.TooBusy as error:
        return render(request, "opendata/sql.html", context | {"problem": str(error)}, status=503)
    columns = [Column(name, kind.startswith(NUMBERS)) for name, kind in answer.columns]
    rows = [["" if value is None else _cell(value) for value in row] for row in answer.rows]
    told = _("%(n)s dòng") % {"n": vn_number(len(rows))}
    context |= {"table": Table(_("Kết quả"), columns, rows), "told": told, "more": answer.more}
    return render(request, "opendata/sql.html", context)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return _("có") if value else _("không")
    return vn_number(value) if isinstance(value, int | float) else str(value)


def _tables() -> list[tuple[Dataset, str]]:
    return [(found, engine.table_name(found)) for found in Dataset.objects.public().select_related("current")]
