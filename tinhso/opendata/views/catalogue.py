"""The catalogue of open data and the page of one dataset."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Column, Table
from tinhso.lib.numbers import vn_number
from tinhso.opendata import engine
from tinhso.opendata.expressions import OPERATORS, Ask, BadCondition
from tinhso.opendata.forms import ask_of
from tinhso.opendata.models import Dataset, DataVersion
from tinhso.opendata.queries import Wanted, find_datasets, themes_with_counts

LISTED = 20
KINDS = {
    "text": gettext_lazy("chữ"),
    "whole": gettext_lazy("số nguyên"),
    "number": gettext_lazy("số"),
    "date": gettext_lazy("ngày"),
    "moment": gettext_lazy("thời điểm"),
    "boolean": gettext_lazy("đúng/sai"),
}


@require_safe
@public_page
def datasets(request: HttpRequest) -> HttpResponse:
    """The open datasets: by words, theme and publisher."""
    given = request.GET
    words = " ".join(given.get("q", "").replace("\x00", "").split())[:200]
    narrow = {name: given.get(name, "")[:60].replace("\x00", "") for name in ("chu-de", "co-quan")}
    order = "moi" if given.get("xep") == "moi" else "ten"
    found = find_datasets(Wanted(words, narrow["chu-de"], narrow["co-quan"], order), clock.today())
    page = Paginator(found, LISTED).get_page(given.get("trang"))
    kept = {key: value for key, value in {"q": words, **narrow, "xep": given.get("xep", "")}.items() if value}
    context = {
        "q": words,
        "narrow": narrow,
        "page": page,
        "themes": themes_with_counts(),
        "next_url": f"?{urlencode(kept | {'trang': page.number + 1})}" if page.has_next() else "",
        "previous_url": f"?{urlencode(kept | {'trang': page.number - 1})}" if page.has_previous() else "",
    }
    return render(request, "opendata/datasets.html", context)


@require_safe
@public_page
def dataset(request: HttpRequest, slug: str) -> HttpResponse:
    """What the dataset is, a page of its rows, its columns, versions and addresses for machines."""
    found = get_object_or_404(
        Dataset.objects.select_related("publisher", "theme", "licence", "current").exclude(state="draft"),
        slug=slug,
    )
    if found.state != Dataset.State.OPEN or found.current is None:
        gone = found.state == Dataset.State.WITHDRAWN
        return render(request, "opendata/closed.html", {"dataset": found}, status=410 if gone else 404)
    version = version_of(request, found)
    ask = ask_of(request.GET, engine.PAGE)
    context: dict[str, Any] = {
        "dataset": found,
        "version": version,
        "versions": found.versions.all()[:20],
        "fields": _fields(version),
        "operators": OPERATORS,
        "conditions": [*ask.conditions, None],
        "ask": ask,
        "base": request.build_absolute_uri("/").rstrip("/"),
        "table_name": engine.table_name(found),
    }
    status, rows = _rows(request, version, ask)
    return render(request, "opendata/dataset.html", context | rows, status=status)


def version_of(request: HttpRequest, found: Dataset) -> DataVersion:
    """The version that the address asks for, else the present one. Http404."""
    asked = request.GET.get("phien-ban", "")
    assert found.current is not None
    if not asked:
        return found.current
    if not (asked.isascii() and asked.isdigit() and len(asked) < 8):
        raise Http404
    return get_object_or_404(found.versions, number=int(asked))


def _fields(version: DataVersion) -> Table:
    columns = [Column(_("Cột")), Column(_("Tên cho máy")), Column(_("Kiểu"))]
    return Table(
        _("Các cột"), columns, [[heading, name, str(KINDS[kind])] for name, heading, kind in version.columns]
    )


def _rows(request: HttpRequest, version: DataVersion, ask: Ask) -> tuple[int, dict[str, Any]]:
    """The page of rows, or why there is none."""
    try:
        answer, total = engine.page_of(version, ask)
    except BadCondition as error:
        return 400, {"problem": str(error)}
    except engine.TooBusy as error:
        return 503, {"problem": str(error)}
    except engine.Unanswered as error:
        return 400, {"problem": str(error)}
    kinds = [kind for _name, _heading, kind in version.columns]
    rows = [[_cell(value, kind) for value, kind in zip(row, kinds, strict=True)] for row in answer.rows]
    columns = [Column(heading, kind in {"whole", "number"}) for _name, heading, kind in version.columns]
    first = ask.offset + 1
    told = _("Dòng %(first)s đến %(last)s trong %(total)s dòng") % {
        "first": vn_number(first),
        "last": vn_number(ask.offset + len(rows)),
        "total": vn_number(total),
    }
    return 200, {
        "table": Table(_("Dữ liệu"), columns, rows),
        "total": total,
        "told": told if rows else "",
        "filters": _address(request, trang=None),
        **_neighbours(request, ask, total),
    }


def _cell(value: Any, kind: str) -> str:
    if value is None:
        return ""
    if kind == "number":
        return vn_number(value)
    if kind == "date":
        return "/".join(reversed(str(value).split("-")))
    if kind == "boolean":
        return _("có") if value else _("không")
    return str(value)


def _neighbours(request: HttpRequest, ask: Ask, total: int) -> dict[str, str]:
    number = ask.offset // engine.PAGE + 1
    more = ask.offset + engine.PAGE < total
    return {
        "next_url": f"?{_address(request, trang=number + 1)}#du-lieu" if more else "",
        "previous_url": f"?{_address(request, trang=number - 1)}#du-lieu" if number > 1 else "",
    }


def _address(request: HttpRequest, *, trang: int | None) -> str:
    """The conditions of the address again, with another page."""
    given = request.GET.copy()
    given.pop("trang", None)
    if trang:
        given["trang"] = str(trang)
    return given.urlencode()
