"""The preview of a GeoJSON file beside a dataset's tables: its shapes over the ground, and a table of its properties."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.files.public import StoredFile, open_stream
from tinhso.kernel.people.public import public_page
from tinhso.kernel.places.public import places_of_day
from tinhso.kernel.site.shapes import Column, Table
from tinhso.lib.drawing import geojson
from tinhso.lib.numbers import vn_number
from tinhso.opendata.charts.drawing import day_of_borders
from tinhso.opendata.charts.map_window import map_window
from tinhso.opendata.engine.expressions import BadCondition
from tinhso.opendata.models import Dataset, Distribution
from tinhso.opendata.resources.queries import resource_of


@require_safe
@public_page
def geojson_preview(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    """Of a published file; what cannot be shown is told in words, and the file can be taken all the same."""
    dataset = get_object_or_404(Dataset.objects.public().select_related("publisher"), slug=slug)
    found = resource_of(dataset, uid)
    if found.state == Distribution.State.WITHDRAWN and found.kind == Distribution.Kind.FILE:
        return HttpResponse(status=410)
    if found.state != Distribution.State.PUBLISHED or found.file is None or not found.is_geojson:
        raise Http404
    context: dict[str, Any] = {
        "dataset": dataset,
        "link": found,
        "day_given": request.GET.get("ngay", "")[:20],
    }
    status = 200
    try:
        context |= _map_and_table(request, found, found.file)
    except geojson.BadGeoJson as error:
        context["problem"] = str(error)
    except BadCondition as error:
        context["problem"], status = str(error), 400
    return render(request, "opendata/charts/geojson.html", context, status=status)


def _map_and_table(request: HttpRequest, found: Distribution, file: StoredFile) -> dict[str, Any]:
    """BadGeoJson, BadCondition."""
    day = day_of_borders(request.GET)
    with open_stream(file) as stream:
        read = geojson.read_geojson(stream.read(geojson.MOST_BYTES + 1))
    window = map_window(found.title, read.marks, request.GET, places_of_day(day))
    columns = [Column(name[: geojson.LONGEST]) for name in read.columns]
    return {
        "shown": window if read.marks else None,
        "table": Table(_("Thuộc tính"), columns, [list(row) for row in read.rows]) if columns else None,
        "notes": _notes(read, window.outside),
    }


def _notes(read: geojson.GeoJson, outside: int) -> list[str]:
    """What the page does not show, and what looks wrong."""
    words = {"drawn": vn_number(read.drawn), "features": vn_number(read.features)}
    notes = [_("Vẽ %(drawn)s trong %(features)s đối tượng của tệp.") % words]
    if read.features > geojson.MOST_FEATURES or read.drawn + read.misplaced < min(
        read.features, geojson.MOST_FEATURES
    ):
        most = {"features": vn_number(geojson.MOST_FEATURES), "points": vn_number(geojson.MOST_POSITIONS)}
        notes.append(_("Bản đồ vẽ nhiều nhất %(features)s đối tượng, %(points)s điểm gấp khúc.") % most)
    if read.misplaced:
        notes.append(
            _(
                "%(n)s đối tượng có tọa độ không nằm trên Trái Đất nên không vẽ: có thể kinh độ, vĩ độ bị đổi chỗ, hoặc tệp dùng hệ tọa độ khác WGS 84."
            )
            % {"n": vn_number(read.misplaced)}
        )
    if outside:
        words = {"n": vn_number(outside)}
        notes.append(_("%(n)s hình nằm ngoài bản đồ của tỉnh; có thể kinh độ, vĩ độ bị đổi chỗ.") % words)
    if read.features > geojson.MOST_ROWS:
        notes.append(_("Bảng có %(n)s dòng đầu.") % {"n": vn_number(geojson.MOST_ROWS)})
    if read.more_columns:
        notes.append(_("Bảng bỏ bớt %(n)s cột sau cùng.") % {"n": vn_number(read.more_columns)})
    return notes
