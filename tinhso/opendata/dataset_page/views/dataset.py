"""The page of one dataset: what it is, its rows, what its columns hold, and the ways to all of it."""

import json
from datetime import timedelta
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.people.public import actor_for, public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Tab
from tinhso.lib.numbers import vn_number
from tinhso.opendata.catalogue.croissant import schema_org_of
from tinhso.opendata.catalogue.resources import kinds_of, links_of
from tinhso.opendata.catalogue.series import neighbours_of
from tinhso.opendata.catalogue.views.dcat import preferred_kind
from tinhso.opendata.dataset.table_names import (
    current_of,
    file_of_table,
    page_of_table,
    table_name,
    tables_of,
)
from tinhso.opendata.dataset.usage import count_use
from tinhso.opendata.dataset_page.column_cards import MOST_FACETS, column_cards
from tinhso.opendata.dataset_page.forms import ask_of
from tinhso.opendata.dataset_page.preview import address_of, preview_of
from tinhso.opendata.dataset_page.using import bibtex_of, citation_of, snippets_of
from tinhso.opendata.dataset_page.versions import version_of
from tinhso.opendata.engine import engine
from tinhso.opendata.engine.expressions import OPERATORS, Ask, BadCondition
from tinhso.opendata.models import Dataset, DatasetFollow, DataTable, DataVersion, Story, UsageDay

PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})
MONTH = timedelta(days=30)
MOST_ANSWERED = 3
MOST_STORIES = 3
MOST_LISTED = 20
MOST_WORDS = 28  # of a description that is shown whole at once
ESCAPED = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


@require_safe
@public_page
def dataset(request: HttpRequest, slug: str) -> HttpResponse:
    """The page; a program that prefers RDF is sent to it."""
    related = ("publisher", "theme", "licence", "current__profile", "series")
    tables = Prefetch("tables", DataTable.objects.select_related("current__profile"))
    rows = Dataset.objects.exclude(state="draft").select_related(*related).prefetch_related(tables)
    found = get_object_or_404(rows, slug=slug)
    if found.state != Dataset.State.OPEN or found.current is None:
        is_withdrawn = found.state == Dataset.State.WITHDRAWN
        return render(
            request,
            "opendata/dataset_page/closed.html",
            {"dataset": found},
            status=410 if is_withdrawn else 404,
        )
    if kind := preferred_kind(request):
        answer: HttpResponse = redirect("dataset_graph", found.slug, kind)
        answer.status_code = 303
    else:
        answer = _page(request, found)
    answer["Vary"] = "Accept, Cookie"
    return answer


def _page(request: HttpRequest, found: Dataset) -> HttpResponse:
    version, ask = version_of(request, found), ask_of(request.GET, None)
    filters = address_of(request.GET)
    preview = preview_of(version, ask, request.GET)
    cards = column_cards(version, filters)
    base, table = request.build_absolute_uri("/").rstrip("/"), version.table
    context: dict[str, Any] = {
        "dataset": found,
        "version": version,
        "versions": _versions(table),
        "table_tabs": _tabs(found, table),
        "table_url": page_of_table(found, table.number),
        "parquet_url": file_of_table(found, table.number, "parquet"),
        "long_description": len(found.description.split()) > MOST_WORDS,
        "kinds": kinds_of(version),
        "links": links_of(found),
        "neighbours": neighbours_of(found),
        "pictures": PICTURES,
        "operators": OPERATORS,
        "conditions": [*ask.conditions, None],
        "ask": ask,
        "base": base,
        "citation": citation_of(found, version, base),
        "bibtex": bibtex_of(found, version, base),
        "snippets": snippets_of(found, version, base),
        "table_name": table_name(found.slug, table.number),
        "preview": preview,
        "filters": filters,
        "cards": cards,
        "facets": [card for card in cards if card.is_facet][:MOST_FACETS],
        "commonest": _commonest_values(request, version, ask),
        "usage": UsageDay.objects.sums(found.pk, clock.today() - MONTH),
        "stories": Story.objects.public().showing(found).select_related("live")[: MOST_STORIES + 1],
        "answered": found.questions.published().all()[:MOST_ANSWERED],
        "follows": follows(found, actor_for(request).user_id),
        "schema_org": as_script(schema_org_of(found, request.build_absolute_uri)),
    }
    if request.method == "GET" and "sau" not in request.GET:
        count_use(found.pk, "views")
    return render(request, "opendata/dataset.html", context, status=preview.status)


def _tabs(found: Dataset, shown: DataTable) -> list[Tab]:
    """A tab a table, where there are several."""
    tables = tables_of(found)
    if len(tables) < 2:
        return []
    return [
        Tab(
            one.title or _("Bảng chính"),
            f"{page_of_table(found, one.number)}#du-lieu",
            one.pk == shown.pk,
            current_of(one).rows,
        )
        for one in tables
    ]


def _versions(table: DataTable) -> list[tuple[DataVersion, bool]]:
    """The last versions of a table, each with whether one came before it."""
    found = list(table.versions.all()[: MOST_LISTED + 1])
    return [(one, n + 1 < len(found)) for n, one in enumerate(found[:MOST_LISTED])]


def follows(found: Dataset, user_id: int | None) -> bool:
    """Whether this account is told of new versions; no query for a visitor."""
    return user_id is not None and DatasetFollow.objects.filter(dataset=found, user=user_id).exists()


def _commonest_values(request: HttpRequest, version: DataVersion, ask: Ask) -> dict[str, Any] | None:
    """The commonest values of the column that the reader asked to count, under the conditions."""
    name = request.GET.get("dem", "")
    heading = next((heading or known for known, heading, _kind in version.columns if known == name), None)
    if heading is None:
        return None
    try:
        rows = engine.facet_of(version, ask, name, 20)
    except (BadCondition, engine.Unanswered, engine.TooBusy) as error:
        return {"heading": heading, "problem": str(error)}
    return {"heading": heading, "rows": [("" if v is None else str(v), vn_number(n)) for v, n in rows]}


def as_script(content: dict[str, Any]) -> SafeString:
    """JSON-LD as a block of data (no script runs): no sign in it can end the block."""
    words = json.dumps(content, ensure_ascii=False).translate(ESCAPED)
    return mark_safe(f'<script type="application/ld+json">{words}</script>')  # noqa: S308 (escaped above)
