"""The chart and map builders, and both as a frame for pages of others. The address holds the whole definition."""

import csv
import io
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from tinhso.kernel.people.public import public_page
from tinhso.kernel.places.public import places_of_day
from tinhso.lib.drawing.ground_map import Mark
from tinhso.lib.numbers import vn_number
from tinhso.opendata.charts import drawing
from tinhso.opendata.charts.map_window import map_window
from tinhso.opendata.charts.proposals import proposals_of
from tinhso.opendata.dataset.table_names import PARAMETER, page_of_table
from tinhso.opendata.dataset_page.forms import ask_of
from tinhso.opendata.dataset_page.versions import version_of
from tinhso.opendata.engine import engine
from tinhso.opendata.engine.expressions import OPERATORS, BadCondition
from tinhso.opendata.engine.geo import point_columns
from tinhso.opendata.engine.grouping import MEASURES, NUMBERS, STEPS
from tinhso.opendata.models import Dataset

RELATED = ("publisher", "theme", "licence", "current")
CONDITIONS = ("cot", "dk", "gt", "phien-ban", PARAMETER)
# A frame runs nothing and sends nothing; anybody may hold it.
FRAME = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors *"
)
Drawn = dict[str, Any]


@require_safe
@public_page
def dataset_chart(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose how to draw; the chart with its table, its address and the words for a frame."""
    found = _open(slug)
    drawn = _chart(request, found)
    return _page(request, found, drawn, "opendata/charts/chart.html", "embed_chart", "dataset_chart_csv")


@require_safe
@public_page
def dataset_map(request: HttpRequest, slug: str) -> HttpResponse:
    """The rows as points, or the areas of the province by a measure."""
    found = _open(slug)
    return _page(request, found, _map(request, found), "opendata/charts/map.html", "embed_map", "")


@require_safe
@public_page
def dataset_chart_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The figures of the chart."""
    drawn = _chart(request, _open(slug))
    if "chart" not in drawn:
        return HttpResponse(drawn.get("problem", ""), status=drawn["status"] if "problem" in drawn else 400)
    out = io.StringIO()
    chart = drawn["chart"]
    writer = csv.writer(out)
    writer.writerow([_harmless(chart.label_head), _harmless(chart.title)])
    writer.writerows([_harmless(one), value] for one, value in zip(chart.labels, chart.values, strict=True))
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{slug}-bieu-do.csv"'
    return answer


def _harmless(text: str) -> str:
    return f"'{text}" if text[:1] in tuple("=+-@\t\r") else text


@require_safe
@public_page
@xframe_options_exempt
def embed_chart(request: HttpRequest, slug: str) -> HttpResponse:
    """The chart alone, for a frame on a page of others."""
    found = _open(slug)
    return _framed(request, found, _chart(request, found), "dataset_chart")


@require_safe
@public_page
@xframe_options_exempt
def embed_map(request: HttpRequest, slug: str) -> HttpResponse:
    """The map alone, for a frame on a page of others."""
    found = _open(slug)
    return _framed(request, found, _map(request, found), "dataset_map")


def _open(slug: str) -> Dataset:
    return get_object_or_404(Dataset.objects.public().select_related(*RELATED), slug=slug)


def _chart(request: HttpRequest, found: Dataset) -> Drawn:
    version = version_of(request, found)
    try:
        asked = drawing.definition_of(version, request.GET)
        proposed = proposals_of(version) if asked is None else []
        if proposed:  # the page opens with what the table proposes first
            asked = drawing.definition_of(version, QueryDict(proposed[0].query))
        if asked is None:
            return {"status": 200}
        chart = drawing.chart_of(version, _ask(request.GET), asked)
        return {"status": 200, "asked": asked, "chart": chart, "proposals": proposed}
    except (BadCondition, engine.Unanswered) as error:
        return {"status": 400, "problem": str(error)}
    except engine.TooBusy as error:
        return {"status": 503, "problem": str(error)}


def _ask(given: QueryDict) -> Any:
    parameters = QueryDict(mutable=True)
    for name in ("cot", "dk", "gt"):
        parameters.setlist(name, given.getlist(name))
    return ask_of(parameters, None)


def _map(request: HttpRequest, found: Dataset) -> Drawn:
    version, given = version_of(request, found), request.GET
    title = " ".join(given.get("tieu-de", "").replace("\0", "").split())[:150] or version.table.shown_title
    try:
        if given.get("kieu") == "vung":
            asked = drawing.definition_of(version, given)
            if asked is None:
                return {"status": 200}
            found_areas = drawing.areas_of(version, _ask(given), asked, drawing.day_of_borders(given))
            shown_areas = {
                "areas": found_areas.drawn,
                "rows": found_areas.rows,
                "missing": found_areas.missing,
            }
            return {"status": 200, "asked": asked, **shown_areas}
        points, more = drawing.points_of(version, _ask(given), given.get("nhan", "")[:80], title)
        places = places_of_day(drawing.day_of_borders(given))
    except (BadCondition, engine.Unanswered) as error:
        unasked = "kieu" not in given and point_columns(version.columns) is None
        return {"status": 200 if unasked else 400, "problem": str(error)}
    except engine.TooBusy as error:
        return {"status": 503, "problem": str(error)}
    marks = [Mark("point", [(x, y)], words) for y, x, words in points.points]
    shown = map_window(f"{title}. {points.description}", marks, given, places)
    notes = [_("Chỉ vẽ 2.000 điểm đầu; hãy lọc bớt để thấy hết.")] if more else []
    if shown.outside:
        n = vn_number(shown.outside)
        notes.append(_("%(n)s điểm nằm ngoài bản đồ của tỉnh; có thể vĩ độ, kinh độ bị đổi chỗ.") % {"n": n})
    caption = " ".join([title, points.description, *notes])
    return {"status": 200, "shown": shown, "caption": caption, "rows": points.rows[:200]}


def _page(
    request: HttpRequest, found: Dataset, drawn: Drawn, template: str, frame: str, as_csv: str
) -> HttpResponse:
    version = version_of(request, found)
    query = request.GET.urlencode()
    address = request.build_absolute_uri(reverse(frame, args=[found.slug]) + (f"?{query}" if query else ""))
    ask = _ask(request.GET)
    context = {
        "dataset": found,
        "version": version,
        "table_url": page_of_table(found, version.table.number),
        "table_title": version.table.shown_title,
        "ask": ask,
        "query_fields": [(name, value) for name in CONDITIONS for value in request.GET.getlist(name)],
        "shapes": drawing.SHAPES,
        "measures": MEASURES,
        "steps": STEPS,
        "operators": OPERATORS,
        "numbers": [column for column in version.columns if column[2] in NUMBERS],
        "has_points": point_columns(version.columns) is not None,
        "frame": f'<iframe src="{address}" title="{escape(version.table.shown_title)}" width="100%" height="520" loading="lazy"></iframe>',
        "csv_url": f"{reverse(as_csv, args=[found.slug])}?{query}" if as_csv else "",
        "given": request.GET,
        "title_given": request.GET.get("tieu-de", ""),
        "by_size_given": request.GET.get("thu-tu") == "lon",
        "day_given": request.GET.get("ngay", "")[:20],
        "by_name": request.GET.get("thu-tu") == "nhom",
        **drawn,
    }
    return render(request, template, context, status=drawn["status"])


def _framed(request: HttpRequest, found: Dataset, drawn: Drawn, page: str) -> HttpResponse:
    own_url = request.build_absolute_uri(f"{reverse(page, args=[found.slug])}?{request.GET.urlencode()}")
    context = {"dataset": found, "page_url": own_url, **drawn}
    if "chart" in drawn:
        context["svg"] = mark_safe(drawn["chart"].svg())  # noqa: S308 (every word in it is escaped)
    answer = render(request, "opendata/charts/embed.html", context, status=drawn["status"])
    answer["Content-Security-Policy"] = FRAME
    return answer
