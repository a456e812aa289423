"""Downloads of a dataset, whole or filtered, streamed from a child process."""

import threading
from collections.abc import Iterator

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.people.public import public_page
from tinhso.lib.numbers import vn_number
from tinhso.opendata import engine
from tinhso.opendata.expressions import BadCondition, count_sql, rows_sql
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
    name = f"{found.slug}-{version.number}.{kind}"
    try:
        rows_sql(version.columns, ask)  # a condition that does not fit is told before anything is sent
        if kind == "xlsx":
            return _sheet(request, version, name)
    except (BadCondition, engine.Unanswered) as error:
        return _refused(request, found, str(error), 400)
    except engine.TooBusy as error:
        return _refused(request, found, str(error), 503)
    if not SLOTS.acquire(blocking=False):
        return _refused(
            request, found, _("Đang có nhiều người cùng tải dữ liệu; xin thử lại sau ít phút."), 503
        )
    response = StreamingHttpResponse(_blocks(version, request, kind), content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _blocks(version: DataVersion, request: HttpRequest, kind: str) -> Iterator[bytes]:
    try:
        with engine.stream_version(version, ask_of(request.GET, None), kind) as blocks:
            yield from blocks
    finally:
        SLOTS.release()


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
