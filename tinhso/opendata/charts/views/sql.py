"""A reader's own SELECT over the open datasets."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.kernel.people.public import public_page
from tinhso.kernel.site.shapes import Column, Table
from tinhso.lib.drawing.charts import Chart
from tinhso.lib.numbers import vn_number
from tinhso.opendata.charts.drawing import DRAWN, LONGEST_LABEL, MOST, SHAPES
from tinhso.opendata.charts.forms import SqlForm
from tinhso.opendata.dataset.table_names import table_name
from tinhso.opendata.engine import engine
from tinhso.opendata.models import DataTable

NUMBERS = ("INT", "BIGINT", "HUGEINT", "SMALLINT", "TINYINT", "UINT", "UBIGINT", "DOUBLE", "DECIMAL", "FLOAT")
FRACTIONS = ("DOUBLE", "DECIMAL", "FLOAT")
HISTORY, MOST_REMEMBERED = "opendata_sql", 20


@require_safe
@public_page
def query(request: HttpRequest) -> HttpResponse:
    """The statement stands in the address, so that a question can be shared; `giai-thich` shows its plan, `ve` draws."""
    form = SqlForm(request.GET if "sql" in request.GET else None)
    status, found = _answer(request, form)
    context = {
        "form": form,
        "tables": _tables(),
        "most": engine.MOST_SQL_ROWS,
        "seconds": engine.STRANGERS.seconds,
        "shapes": SHAPES,
        "drawn": request.GET.get("ve", ""),
        "history": request.session.get(HISTORY, []),
        "address": request.build_absolute_uri(),
        **found,
    }
    return render(request, "opendata/charts/sql.html", context, status=status)


@require_POST
@public_page
def forget_queries(request: HttpRequest) -> HttpResponse:
    """Forget the statements that this browser ran."""
    request.session.pop(HISTORY, None)
    return redirect("open_query")


def _answer(request: HttpRequest, form: SqlForm) -> tuple[int, dict[str, Any]]:
    if not form.is_bound:
        return 200, {}
    if not form.is_valid():
        return 400, {}
    sql, explain = form.cleaned_data["sql"], "giai-thich" in request.GET
    try:
        answer = engine.ask_sql(sql, explain=explain)
    except engine.Unanswered as error:
        return 400, {"problem": str(error)}
    except engine.TooBusy as error:
        return 503, {"problem": str(error)}
    if request.method == "GET":
        _remember(request, sql)
    if explain:
        return 200, {"plan": "\n".join(str(row[-1]) for row in answer.rows)}
    columns = [Column(name, _is_number(kind)) for name, kind in answer.columns]
    kinds = [kind for _name, kind in answer.columns]
    rows = [[_cell(*one) for one in zip(row, kinds, strict=True)] for row in answer.rows]
    row_count = _("%(n)s dòng") % {"n": vn_number(len(rows))}
    found = {"table": Table(_("Kết quả"), columns, rows), "row_count": row_count, "more": answer.more}
    return 200, found | _drawn(request.GET.get("ve", ""), answer)


def _remember(request: HttpRequest, sql: str) -> None:
    """In this browser's session only, the newest first; a long statement is not kept."""
    if len(sql) <= 4000:
        queries = [one for one in request.session.get(HISTORY, []) if one != sql]
        request.session[HISTORY] = [sql, *queries][:MOST_REMEMBERED]


def _drawn(shape: str, answer: engine.Answered) -> dict[str, Any]:
    """The first column as labels, the first column of numbers after it as values."""
    if shape not in DRAWN:
        return {}
    place = next((n for n, (_name, kind) in enumerate(answer.columns) if n and _is_number(kind)), None)
    rows = [row for row in answer.rows if place is not None and row[place] is not None][: MOST[shape]]
    if place is None or not rows:
        why = _(
            "Muốn vẽ, cột đầu phải là nhãn và một cột sau phải là số, ví dụ: select huyen, count(*) … group by 1."
        )
        return {"undrawn": why}
    values = [float(row[place]) for row in rows]
    labels = [_cell(row[0], answer.columns[0][1])[:LONGEST_LABEL] for row in rows]
    name = str(answer.columns[place][0])[:80]
    places = 0 if all(value.is_integer() for value in values) else 2
    title = _("%(value)s theo %(label)s") % {"value": name, "label": str(answer.columns[0][0])[:80]}
    return {"chart": Chart(DRAWN[shape], title, labels, values, places=places)}


def _is_number(kind: str) -> bool:
    return kind.startswith(NUMBERS)


def _cell(value: object, kind: str) -> str:
    """A whole number stays as it is, for it may be a code; one among fractions is written like them."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, float) or (isinstance(value, int) and kind.startswith(FRACTIONS)):
        return vn_number(value)
    return str(value)


def _tables() -> list[tuple[str, str]]:
    """What may be asked: the title of every table, and its name in SQL."""
    return [
        (_title(one), table_name(one.dataset.slug, one.number))
        for one in DataTable.objects.of_open_datasets()
    ]


def _title(table: DataTable) -> str:
    return table.shown_title if table.is_first else f"{table.dataset.title}: {table.title}"
