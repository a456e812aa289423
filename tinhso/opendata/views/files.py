"""Downloads of a dataset, whole or filtered, streamed from a child process."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.people.public import public_page
from tinhso.lib.numbers import vn_number
from tinhso.opendata import engine
from tinhso.opendata.expressions import Ask, BadCondition, count_sql, rows_sql
from tinhso.opendata.forms import ask_of
from tinhso.opendata.models import Dataset, DataVersion
from tinhso.opendata.views.catalogue import version_of

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "ndjson": "application/x-ndjson",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
AT_ONCE = 4  # slow readers hold a thread each; the rest are asked to come again
SLOTS = threading.BoundedSemaphore(AT_ONCE)


@require_safe
@public_page
def download(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """All rows, or those that meet the conditions of the address, as csv, json, ndjson, parquet or xlsx."""
    if kind not in TYPES:
        raise Http404
    found = get_object_or_404(Dataset.objects.public().select_related("current"), slug=slug)
    version, ask = version_of(request, found), ask_of(request.GET, None)
    mark = "du-lieu-mo-phong-" if found.synthetic else ""
    name = f"{mark}{found.slug}-{version.number}.{kind}"
    try:
        rows_sql(version.columns, ask)  # a condition that does not fit is told before anything is sent
        if kind == "xlsx":
            return _sheet(request, version, name)
    except (BadCondition, engine.Unanswered) as error:
        return _refused(request, found, str(error), 400)
    except engine.TooBusy as error:
        return _refused(request, found, str(error), 503)
    if request.method == "HEAD":
        return _named(HttpResponse(content_type=TYPES[kind]), name)
    if not SLOTS.acquire(blocking=False):
        return _refused(
            request, found, _("Đang có nhiều người cùng tải dữ liệu; xin thử lại sau ít phút."), 503
        )
    return _named(StreamingHttpResponse(Download(version, ask, kind), content_type=TYPES[kind]), name)


def _named(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class Download:
    """The bytes of one download; closing it, begun or not, ends its process and gives its slot back once."""

    def __init__(self, version: DataVersion, ask: Ask, kind: str) -> None:
        self.version, self.ask, self.kind = version, ask, kind
        self.held = ExitStack()
        self.held.callback(SLOTS.release)

    def __iter__(self) -> Iterator[bytes]:
        yield from self.held.enter_context(engine.stream_version(self.version, self.ask, self.kind))

    def close(self) -> None:
        self.held.close()


def _sheet(request: HttpRequest, version: DataVersion, name: str) -> HttpResponseBase:
    ask = ask_of(request.GET, None)
    total = version.rows
    if ask.conditions:
        total = int(engine.ask_version(version, count_sql(version.columns, ask))[0][0])
    if total > engine.MOST_SHEET_ROWS:
        most = vn_number(engine.MOST_SHEET_ROWS)
        raise BadCondition(
            _("Tệp XLSX chỉ nhận tối đa %(n)s dòng; hãy lọc bớt hoặc tải CSV, Parquet.") % {"n": most}
        )
    return FileResponse(
        engine.sheet_of(version, ask), as_attachment=True, filename=name, content_type=TYPES["xlsx"]
    )


def _refused(request: HttpRequest, found: Dataset, problem: str, status: int) -> HttpResponseBase:
    answer = render(request, "opendata/refused.html", {"dataset": found, "problem": problem}, status=status)
    if status == 503:
        answer["Retry-After"] = "30"
    return answer
