"""What each of CKAN's reading actions answers. Raises ActionRefused in the standard's three kinds."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from tinhso.kernel.people.public import Agency
from tinhso.kernel.site import clock
from tinhso.opendata import ckan, engine
from tinhso.opendata.ckan import Shape, Url
from tinhso.opendata.expressions import Ask, BadCondition, Condition
from tinhso.opendata.models import Dataset, Licence
from tinhso.opendata.queries import Wanted, find_datasets, themes_with_counts

MOST_PACKAGES = 1000
MOST_ROWS = 32_000
FILTER = re.compile(r'([a-z_]+):\s*"?([^"\s]+)"?')


@dataclass
class ActionRefused(Exception):
    """`kind` is CKAN's: Validation Error, Not Found Error, Authorization Error; `about` the parameter."""

    kind: str
    message: str
    about: str = "message"


Given = dict[str, Any]


def text(given: Given, name: str, default: str = "") -> str:
    value = given.get(name, default)
    return value.replace("\0", "")[:2000] if isinstance(value, str) else default


def number(given: Given, name: str, default: int, most: int) -> int:
    value = given.get(name, default)
    words = str(value)
    if not (words.isascii() and words.isdigit() and len(words) < 13):
        raise ActionRefused("Validation Error", "Phải là số nguyên không âm", name)
    return min(int(words), most)


def needed(given: Given, *names: str) -> str:
    for name in names:
        if found := text(given, name):
            return found
    raise ActionRefused("Validation Error", "Thiếu giá trị", names[0])


def status_show(given: Given, url: Url) -> Shape:
    return {
        "ckan_version": "2.11.5",
        "site_url": url("/").rstrip("/"),
        "site_title": "Tỉnh Số",
        "site_description": "",
        "error_emails_to": None,
        "locale_default": "vi",
        "extensions": ["datastore"],
    }


def package_list(given: Given, url: Url) -> list[str]:
    start, most = number(given, "offset", 0, 10**9), number(given, "limit", 10**9, 10**9)
    return list(
        Dataset.objects.public().order_by("slug").values_list("slug", flat=True)[start : start + most]
    )


def package_show(given: Given, url: Url) -> Shape:
    return ckan.package(_dataset(needed(given, "id", "name_or_id")), url)


def package_search(given: Given, url: Url) -> Shape:
    """q, fq (organization:, groups:, tags:, name:), rows, start, sort, facet.field."""
    words, narrow = text(given, "q"), dict(FILTER.findall(text(given, "fq")))
    words = "" if words in ("*:*", "*") else words
    order = "moi" if "metadata_modified" in text(given, "sort") else "ten"
    wanted = Wanted(
        words, narrow.get("groups", ""), narrow.get("organization") or narrow.get("owner_org") or "", order
    )
    found = find_datasets(wanted, clock.today())
    if "tags" in narrow:
        found = found.filter(keywords__contains=[narrow["tags"]])
    if "name" in narrow:
        found = found.filter(slug=narrow["name"])
    start, rows = number(given, "start", 0, 10**9), number(given, "rows", 10, MOST_PACKAGES)
    return {
        "count": found.count(),
        "sort": "metadata_modified desc" if order == "moi" else "title asc",
        "results": [ckan.package(one, url) for one in found[start : start + rows]],
        **_facets(given, found),
    }


def _facets(given: Given, found: Any) -> Shape:
    asked = given.get("facet.field", "[]")
    try:
        names = json.loads(asked) if isinstance(asked, str) else asked
    except ValueError as error:
        raise ActionRefused("Validation Error", "Phải là danh sách JSON", "facet.field") from error
    columns = {
        "organization": ("publisher__code", "publisher__name"),
        "groups": ("theme__code", "theme__name"),
    }
    facets: Shape = {}
    for name in names if isinstance(names, list) else []:
        if name in columns:
            code, title = columns[name]
            counted = found.order_by().values_list(code, title).annotate(n=Count("pk")).order_by("-n", code)
            items = [{"name": c, "display_name": t, "count": n} for c, t, n in counted]
            facets[name] = {"title": name, "items": items}
    return {
        "facets": {n: {i["name"]: i["count"] for i in f["items"]} for n, f in facets.items()},
        "search_facets": facets,
    }


def current_package_list_with_resources(given: Given, url: Url) -> list[Shape]:
    start, most = number(given, "offset", 0, 10**9), number(given, "limit", MOST_PACKAGES, MOST_PACKAGES)
    found = find_datasets(Wanted(order="moi"), clock.today())
    return [ckan.package(one, url) for one in found[start : start + most]]


def resource_show(given: Given, url: Url) -> Shape:
    asked = needed(given, "id")
    for one in ckan.package(_of_resource(asked), url)["resources"]:
        if one["id"] == asked:
            return dict(one)
    raise ActionRefused("Not Found Error", "Không tìm thấy")


def organization_list(given: Given, url: Url) -> list[Any]:
    found = Agency.objects.filter(pk__in=Dataset.objects.public().values("publisher")).order_by("code")
    whole = str(given.get("all_fields", "")).lower() == "true"
    return [ckan.organization(one) if whole else one.code for one in found]


def organization_show(given: Given, url: Url) -> Shape:
    code = needed(given, "id")
    found = Agency.objects.filter(code=code, pk__in=Dataset.objects.public().values("publisher")).first()
    if found is None:
        raise ActionRefused("Not Found Error", "Không tìm thấy")
    n = Dataset.objects.public().filter(publisher=found).count()
    return ckan.organization(found) | {
        "package_count": n,
        "users": [],
        "groups": [],
        "tags": [],
        "extras": [],
    }


def group_list(given: Given, url: Url) -> list[Any]:
    whole = str(given.get("all_fields", "")).lower() == "true"
    return [ckan.group(one) if whole else one.code for one in themes_with_counts()]


def group_show(given: Given, url: Url) -> Shape:
    found = themes_with_counts().filter(code=needed(given, "id")).first()
    if found is None:
        raise ActionRefused("Not Found Error", "Không tìm thấy")
    return ckan.group(found) | {
        "package_count": Dataset.objects.public().filter(theme=found).count(),
        "users": [],
        "groups": [],
        "tags": [],
        "extras": [],
    }


def tag_list(given: Given, url: Url) -> list[str]:
    return sorted(
        {word for words in Dataset.objects.public().values_list("keywords", flat=True) for word in words}
    )


def license_list(given: Given, url: Url) -> list[Shape]:
    return [
        {"id": one.code, "title": one.name, "url": one.url, "status": "active"}
        for one in Licence.objects.all()
    ]


def datastore_search(given: Given, url: Url) -> Shape:
    """resource_id, filters (column: value or list), q, limit, offset, sort, fields."""
    asked = needed(given, "resource_id", "id")
    dataset = _of_resource(asked)
    if asked != engine.resource_id(dataset):
        raise ActionRefused("Not Found Error", "Tài nguyên này không có trong kho dữ liệu bảng")
    version = dataset.current
    assert version is not None
    limit, start = number(given, "limit", 100, MOST_ROWS), number(given, "offset", 0, 10**12)
    columns = tuple(filter(None, re.split(r"\s*,\s*", _words(given.get("fields", "")))))
    order = _order(text(given, "sort"))
    ask = Ask(_conditions(given, version.columns), order, max(limit, 1), start, columns)
    try:
        answer, total = engine.page_of(version, ask)
    except (BadCondition, engine.Unanswered) as error:
        raise ActionRefused("Validation Error", str(error), "query") from error
    names = [name for name, _kind in answer.columns]
    known = [column for column in version.columns if not columns or column[0] in columns]
    return {
        "resource_id": engine.resource_id(dataset),
        "fields": ckan.fields(known),
        "records": [dict(zip(names, row, strict=True)) for row in answer.rows][:limit],
        "records_format": "objects",
        "limit": limit,
        "offset": start,
        "total": total,
        "total_was_estimated": False,
    }


def datastore_search_sql(given: Given, url: Url) -> Shape:
    sql = needed(given, "sql")
    try:
        answer = engine.ask_sql(sql, most=MOST_ROWS)
    except engine.Unanswered as error:
        raise ActionRefused("Validation Error", str(error), "query") from error
    names = [name for name, _kind in answer.columns]
    return {
        "sql": sql,
        "fields": [{"id": name, "type": kind.lower()} for name, kind in answer.columns],
        "records": [dict(zip(names, row, strict=True)) for row in answer.rows],
        **({"records_truncated": True} if answer.more else {}),
    }


def _words(value: Any) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _order(sort: str) -> str:
    """`column desc`: one column is enough for what clients ask."""
    name, *way = sort.split(",")[0].split()[:2] or [""]
    return f"-{name}" if way and way[0].lower() == "desc" else name


def _conditions(given: Given, columns: list[list[str]]) -> tuple[Condition, ...]:
    filters = given.get("filters") or {}
    try:
        filters = json.loads(filters) if isinstance(filters, str) else filters
    except ValueError as error:
        raise ActionRefused("Validation Error", "Phải là đối tượng JSON", "filters") from error
    if not isinstance(filters, dict) or any(isinstance(value, list | dict) for value in filters.values()):
        raise ActionRefused("Validation Error", "Mỗi cột nhận một giá trị", "filters")
    found = [Condition(str(name), "la", str(value)) for name, value in filters.items()]
    if q := text(given, "q"):
        texts = [name for name, _heading, kind in columns if kind == "text"]
        found += [Condition(texts[0], "chua", q)] if texts else []
    return tuple(found)


def _dataset(slug: str) -> Dataset:
    found = (
        Dataset.objects.public()
        .select_related("publisher", "theme", "licence", "current")
        .filter(slug=slug)
        .first()
    )
    if found is None:
        raise ActionRefused("Not Found Error", "Không tìm thấy")
    return found


def _of_resource(name: str) -> Dataset:
    return _dataset(name.rpartition("-")[0])


ACTIONS: dict[str, Callable[[Given, Url], Any]] = {
    action.__name__: action
    for action in (
        *(status_show, package_list, package_show, package_search, current_package_list_with_resources),
        *(
            resource_show,
            organization_list,
            organization_show,
            group_list,
            group_show,
            tag_list,
            license_list,
        ),
        *(datastore_search, datastore_search_sql),
    )
}
