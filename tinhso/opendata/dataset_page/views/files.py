"""Downloads of a dataset, whole or filtered, streamed from a child process; the whole Parquet file in any part.

An address gives the values as they are, for whoever reads it may be a program; the CSV that is harmless to spreadsheets
has an address and a file name of its own (`SPREADSHEET_CSV`), and no catalogue names it.
"""

import logging

from django.conf import settings
from django.http import (
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
from tinhso.kernel.site.public import any_origin
from tinhso.lib.dates import vn_datetime
from tinhso.lib.numbers import vn_number
from tinhso.lib.tables.exporter import SPREADSHEET_CSV, ExportFailed
from tinhso.opendata.catalogue.resources import MEDIA, kinds_of
from tinhso.opendata.dataset import store
from tinhso.opendata.dataset.table_names import resource_id
from tinhso.opendata.dataset.usage import count_use
from tinhso.opendata.dataset_page.forms import ask_of
from tinhso.opendata.dataset_page.parts import part_of_file
from tinhso.opendata.dataset_page.versions import version_of
from tinhso.opendata.engine import engine
from tinhso.opendata.engine.downloads import begun
from tinhso.opendata.engine.expressions import Ask, BadCondition, count_sql, rows_sql
from tinhso.opendata.models import Dataset, DataVersion

logger = logging.getLogger(__name__)
TYPES = MEDIA | dict.fromkeys(("csv", SPREADSHEET_CSV), "text/csv; charset=utf-8")


@any_origin("GET", "HEAD")
@require_safe
@public_page
def download(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """All rows, or those that meet the conditions of the address, in one of the kinds that the version is offered in."""
    related = ("current", "publisher", "licence")
    found = get_object_or_404(Dataset.objects.public().select_related(*related), slug=slug)
    version, ask = version_of(request, found), ask_of(request.GET, None)
    if kind not in (*kinds_of(version), SPREADSHEET_CSV):
        raise Http404
    ending = "-bang-tinh.csv" if kind == SPREADSHEET_CSV else f".{kind}"
    named = found.slug if version.table.is_first else resource_id(found.slug, version.table.number)
    name = f"{mark_of(found)}{named}-{version.number}{ending}"
    try:
        rows_sql(version.columns, ask)  # a condition that does not fit is told before anything is sent
        if kind == "xlsx":
            _check_sheet(version, ask)
        answer = _answer(request, found, version, ask, kind)
    except (BadCondition, engine.Unanswered) as error:
        return _refused(request, found, str(error), 400)
    except engine.TooBusy as error:
        return _refused(request, found, str(error), 503)
    except ExportFailed:
        logger.warning("no %s of version %s", kind, version.pk)
        return _refused(
            request, found, _("Chưa tạo được tệp này; xin chọn dạng tệp khác hoặc thử lại sau."), 503
        )
    if answer is None:
        return _refused(
            request, found, _("Đang có nhiều người cùng tải dữ liệu; xin thử lại sau ít phút."), 503
        )
    return _named(answer, name)


def mark_of(dataset: Dataset) -> str:
    """What the name of a synthetic file begins with; a demo marks every file that it gives out, and would say it twice."""
    return "du-lieu-mo-phong-" if dataset.synthetic and not settings.DEMO else ""


def _answer(
    request: HttpRequest, found: Dataset, version: DataVersion, ask: Ask, kind: str
) -> HttpResponseBase | None:
    """None where every slot is taken."""
    whole = not ask.conditions and not ask.order
    if kind == "parquet" and whole and "Range" not in request.headers:
        _count(request, found)
    if kind == "parquet" and whole:
        return part_of_file(request, store.parquet_of(version.folder), TYPES[kind])
    if request.method == "HEAD":
        return HttpResponse(content_type=TYPES[kind])
    stream = begun(engine.stream_version(version, ask, kind, notes_of(found, version)))
    if stream is None:
        return None
    _count(request, found)
    return StreamingHttpResponse(stream, content_type=TYPES[kind])


def _count(request: HttpRequest, found: Dataset) -> None:
    if request.method == "GET":
        count_use(found.pk, "downloads")


def notes_of(dataset: Dataset, version: DataVersion) -> list[tuple[str, str]]:
    """What a file says of itself when it is passed on."""
    return [
        ("Bộ dữ liệu", dataset.title),
        *(() if version.table.is_first else (("Bảng", version.table.title),)),
        ("Mô tả", dataset.public_description),
        ("Cơ quan công bố", dataset.publisher.name),
        ("Phiên bản", f"{version.number}, {vn_datetime(version.published_at)}"),
        ("Điều khoản sử dụng", f"{dataset.licence.name}. {dataset.licence.terms} {dataset.licence.url}"),
    ]


def _named(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _check_sheet(version: DataVersion, ask: Ask) -> None:
    """BadCondition where the answer has more rows than a sheet may."""
    total = version.rows
    if ask.conditions:
        total = int(engine.rows_of(version, count_sql, Ask(ask.conditions))[0][0])
    if total > engine.MOST_SHEET_ROWS:
        most = vn_number(engine.MOST_SHEET_ROWS)
        raise BadCondition(
            _("Tệp XLSX chỉ nhận tối đa %(n)s dòng; hãy lọc bớt hoặc tải CSV, Parquet.") % {"n": most}
        )


def _refused(request: HttpRequest, found: Dataset, problem: str, status: int) -> HttpResponseBase:
    answer = render(
        request, "opendata/dataset_page/refused.html", {"dataset": found, "problem": problem}, status=status
    )
    if status == 503:
        answer["Retry-After"] = "30"
    return answer
