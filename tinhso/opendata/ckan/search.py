"""`package_search`: the part of Solr's language that CKAN's clients use, read to the end or refused, never half."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Func, Q, QuerySet

from tinhso.kernel.site import clock
from tinhso.opendata.catalogue.queries import DatasetFilter, find_datasets, matched_by
from tinhso.opendata.catalogue.resources import FORMATS, with_links
from tinhso.opendata.ckan import ckan
from tinhso.opendata.ckan.ckan import Shape, Url
from tinhso.opendata.ckan.parameters import ActionRefused, Parameters, flag, listed, number, text
from tinhso.opendata.engine.geo import point_columns
from tinhso.opendata.models import Dataset, DataTable, Distribution

MOST_PACKAGES = 1000
MOST_FACETS = 50  # values of a facet, unless asked otherwise
TERM = re.compile(
    r'\s*(?P<sign>[+-]?)(?:(?P<field>[a-z_]+):)?(?P<value>"[^"]*"|\([^()]*\)|\[[^\]]*\]|[^\s()"]+)(?:\s+|$)'
)
JOINING = {"AND", "&&"}
FIELDS = {
    "name": "slug",
    "id": "slug",
    "organization": "publisher__code",
    "owner_org": "publisher__code",
    "groups": "theme__code",
    "license_id": "licence__code",
}
MOMENTS = {"metadata_modified": "changed_at", "metadata_created": "created_at"}
RANGE = re.compile(r"\[\s*(?P<first>\S+)\s+TO\s+(?P<last>\S+)\s*\]")
NOW_WORD = re.compile(r"NOW(?:-(?P<n>[0-9]{1,5})(?P<unit>DAY|HOUR)S?)?")
ALWAYS = {
    "state": {"active"},
    "private": {"false"},
    "capacity": {"public"},
    "entity_type": {"package"},
    "type": {"dataset"},
    "dataset_type": {"dataset"},
}
ORDERS = {
    "metadata_modified": "changed_at",
    "metadata_created": "created_at",
    "name": "slug",
    "title": "sort_key",
    "title_string": "sort_key",
    "id": "pk",
    "score": "place",
}
FACETS = {
    "organization": ("publisher__code", "publisher__name"),
    "groups": ("theme__code", "theme__name"),
    "license_id": ("licence__code", "licence__name"),
    "tags": ("word", "word"),
    "res_format": ("", ""),
}


@dataclass(frozen=True)
class Term:
    """One condition: `values` are joined by OR, and `others` to it; `field` is "" for words."""

    field: str
    values: tuple[str, ...]
    without: bool = False
    others: tuple["Term", ...] = ()  # what may be met in its stead


def package_search(given: Parameters, url: Url) -> Shape:
    """q, fq, fq_list, sort, start, rows, facet.field, facet.limit, facet.mincount. Empty past the end."""
    q = terms(text(given, "q"), "q")
    narrow = [t for part in [text(given, "fq"), *listed(given, "fq_list")] for t in terms(part, "fq")]
    plain = [t for t in q if not t.field and not t.without and not t.others and len(t.values) == 1]
    words = " ".join(v for t in plain for v in t.values if v != "*")
    found: QuerySet[Dataset] = find_datasets(DatasetFilter(words), clock.today())
    for term in [*q, *narrow]:
        found = _narrowed(found, term, in_words=term not in plain)
    order = _order(text(given, "sort"))
    start, rows = number(given, "start", 0, 10**9), number(given, "rows", 10, MOST_PACKAGES)
    return {
        "count": found.count(),
        "sort": text(given, "sort") or "score desc, metadata_modified desc",
        "results": [
            ckan.package(one, url) for one in with_links(found.order_by(*order))[start : start + rows]
        ],
        **_facets(given, found),
    }


def terms(asked: str, about: str) -> list[Term]:
    """Solr's `a b field:value -field:"two words" (x OR y)`; what is none of these is refused."""
    found: list[Term] = []
    place, asked, joined = 0, asked.strip(), False
    while place < len(asked):
        match = TERM.match(asked, place)
        if match is None or (match["value"].startswith("[") and match["field"] not in MOMENTS):
            raise ActionRefused(
                "Search Query Error", f"Không hiểu điều kiện: {asked[place : place + 60]}", about
            )
        place = match.end()
        if match["value"] in JOINING and not match["field"]:
            continue
        if match["value"] in {"OR", "||"} and not match["field"] and found and not joined:
            joined = True
            continue
        if match["value"] in {"OR", "||", "NOT"} and not match["field"]:
            raise ActionRefused("Search Query Error", "OR phải đứng giữa hai điều kiện", about)
        one = _term(match, about)
        found[-1:] = [_either(found[-1], one, about)] if joined else [*found[-1:], one]
        joined = False
    if joined:
        raise ActionRefused("Search Query Error", "OR phải đứng giữa hai điều kiện", about)
    return found


def _either(first: Term, other: Term, about: str) -> Term:
    """`a OR b`, as often as it is said. ActionRefused for one that is to be absent."""
    if first.without or other.without:
        raise ActionRefused("Search Query Error", "Không nối được điều kiện loại trừ bằng OR", about)
    return replace(first, others=(*first.others, other))


def _term(match: "re.Match[str]", about: str) -> Term:
    field, value = match["field"] or "", match["value"]
    if field == "" and value == "*:*":
        value = "*"
    if field == "" and ":" in value and value.startswith("("):
        return _grouped(value[1:-1], match["sign"], about)
    if field == "" and ":" in value and not value.startswith('"'):
        raise ActionRefused("Search Query Error", f"Không lọc được theo {value.split(':')[0][:40]}", about)
    parts = re.split(r"\s+OR\s+|\s+\|\|\s+", value[1:-1].strip()) if value.startswith("(") else [value]
    return Term(field, tuple(part.strip().strip('"') for part in parts), match["sign"] == "-")


def _grouped(asked: str, sign: str, about: str) -> Term:
    """`(a:b OR c:d)` as one condition. ActionRefused for several that are joined by AND, and for one to be absent."""
    inner = terms(asked, about)
    if len(inner) != 1 or (sign == "-" and inner[0].others):
        words = f"Trong ngoặc chỉ nối được các điều kiện bằng OR: ({asked[:60]})"
        raise ActionRefused("Search Query Error", words, about)
    return replace(inner[0], without=inner[0].without != (sign == "-"))


def _narrowed(found: "QuerySet[Dataset]", term: Term, *, in_words: bool = True) -> "QuerySet[Dataset]":
    """Words of `q` have been searched together before; `in_words` says that these have not."""
    if term.others:
        return found.filter(_any(_fits(one) for one in (replace(term, others=()), *term.others)))
    if "*" in term.values:
        return found.none() if term.without else found
    if not term.field and len(term.values) > 1 and not term.without:
        return found.filter(_fits(term))
    if not term.field:
        if term.without:
            return found.exclude(title__icontains=term.values[0])
        return found.filter(_fits(term)) if in_words else found
    fits = _fits(term)
    if term.without:
        return found.exclude(fits) if fits else found.none()
    return found.filter(fits)


def _fits(term: Term) -> Q:
    if not term.field:
        refs = [ref for value in term.values for ref in matched_by(value, clock.today())]
        return Q() if "*" in term.values else Q(slug__in=refs)
    if term.field in MOMENTS:
        return _any(_between(MOMENTS[term.field], value) for value in term.values)
    if term.field in FIELDS:
        return _any(_named(FIELDS[term.field], value) for value in term.values)
    if term.field == "tags":
        _check_whole(term)
        return Q(keywords__overlap=list(term.values))
    if term.field in ("title", "notes"):
        name = "title" if term.field == "title" else "description"
        return _any(Q(**{f"{name}__icontains": value.strip("*")}) for value in term.values)
    if term.field == "res_format":
        return _offered_as({value.lower() for value in term.values})
    if term.field in ALWAYS:
        return Q() if ALWAYS[term.field] & set(term.values) else Q(pk=None)
    raise ActionRefused("Search Query Error", f"Không lọc được theo {term.field[:40]}", "fq")


def _named(name: str, value: str) -> Q:
    """The value, or what begins with it (`so-*`). ActionRefused for a star elsewhere."""
    if "*" not in value:
        return Q(**{name: value})
    if "*" in value[:-1]:
        raise ActionRefused("Search Query Error", f"Dấu * chỉ đứng ở cuối: {value[:40]}", "fq")
    return Q(**{f"{name}__startswith": value[:-1]})


def _check_whole(term: Term) -> None:
    """ActionRefused for a part of a tag, which is not looked for."""
    if part := next((value for value in term.values if "*" in value), None):
        raise ActionRefused("Search Query Error", f"Không tìm được theo một phần của thẻ: {part[:40]}", "fq")


def _offered_as(kinds: set[str]) -> Q:
    """Datasets with a resource of one of these formats: a table in ours, as GeoJSON where it has points, or a further resource."""
    if kinds & set(FORMATS):
        return Q()
    shown = Distribution.objects.published().filter(format__in=kinds)
    found = Q(pk__in=shown.values("dataset"))
    return found | Q(pk__in=datasets_with_points()) if "geojson" in kinds else found


def datasets_with_points() -> set[int]:
    """Those of which a table that readers see has latitude and longitude."""
    tables = DataTable.objects.of_open_datasets().values_list("dataset_id", "current__columns")
    return {dataset_id for dataset_id, columns in tables if point_columns(columns)}


def _between(name: str, value: str) -> Q:
    """`[2024-03-01T00:00:00Z TO *]`, in UTC where nothing is said. ActionRefused."""
    match = RANGE.fullmatch(value)
    if match is None:
        raise ActionRefused("Search Query Error", f"Không hiểu khoảng thời gian: {value[:60]}", "fq")
    first, last = (_moment(match[name]) for name in ("first", "last"))
    since = Q(**{f"{name}__gte": first}) if first else Q()
    return since & (Q(**{f"{name}__lte": last}) if last else Q())


def _moment(word: str) -> datetime | None:
    """None for `*`. ActionRefused."""
    if word == "*":
        return None
    if ago := NOW_WORD.fullmatch(word):
        unit = "hours" if ago["unit"] == "HOUR" else "days"
        return clock.now() - timedelta(**{unit: int(ago["n"] or 0)})
    try:
        found = datetime.fromisoformat(word)
    except ValueError as error:
        raise ActionRefused("Search Query Error", f"Không hiểu thời điểm: {word[:40]}", "fq") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _any(conditions: Any) -> Q:
    """One of them; where one is met by all (an empty Q), all are."""
    whole, found = Q(), list(conditions)
    for one in found if all(found) else ():
        whole |= one
    return whole


def _order(sort: str) -> list[Any]:
    """`title asc, metadata_modified desc`; the key comes last, so that pages never overlap."""
    order: list[Any] = []
    for part in filter(None, (one.strip() for one in sort.split(","))):
        name, *way = part.split()
        if name not in ORDERS or (way and way[0].lower() not in ("asc", "desc")):
            raise ActionRefused("Search Query Error", f"Không sắp xếp được theo {part[:40]}", "sort")
        down = (bool(way) and way[0].lower() == "desc") != (name == "score")  # the best has the lowest place
        order.append(F(ORDERS[name]).desc() if down else F(ORDERS[name]).asc())
    return [*(order or [F("place").asc(), F("changed_at").desc()]), "pk"]


def _facets(given: Parameters, found: "QuerySet[Dataset]") -> Shape:
    names = listed(given, "facet.field") if flag(given, "facet", True) else []
    asked = str(given.get("facet.limit", MOST_FACETS))
    most = int(asked) if re.fullmatch(r"-?[0-9]{1,9}", asked) else MOST_FACETS
    facets: Shape = {}
    for name in names:
        if name not in FACETS:
            raise ActionRefused("Search Query Error", f"Không đếm được theo {name[:40]}", "facet.field")
        items = _facet_counts(found.order_by(), name)
        facets[name] = {"title": name, "items": items if most < 0 else items[:most]}
    return {
        "facets": {n: {i["name"]: i["count"] for i in f["items"]} for n, f in facets.items()},
        "search_facets": facets,
    }


def _facet_counts(found: "QuerySet[Dataset]", name: str) -> list[Shape]:
    if name == "res_format":
        return _format_counts(set(found.values_list("pk", flat=True)))
    if name == "tags":
        found = found.annotate(word=Func(F("keywords"), function="unnest"))
    code, title = FACETS[name]
    counts = found.values_list(code, title).annotate(n=Count("pk")).order_by("-n", code)
    return [{"name": c, "display_name": t, "count": n} for c, t, n in counts[:1000]]


def _format_counts(datasets: set[int]) -> list[Shape]:
    """In how many of these datasets each format is, the commonest first."""
    holders = dict.fromkeys(FORMATS, datasets) | {"geojson": datasets & datasets_with_points()}
    further = Distribution.objects.published().exclude(format="").filter(dataset__in=datasets)
    for dataset_id, kind in further.values_list("dataset", "format"):
        holders[kind] = holders.get(kind, set()) | {dataset_id}
    counts = [(len(held), kind.upper()) for kind, held in holders.items() if held]
    ordered = sorted(counts, key=lambda one: (-one[0], one[1]))
    return [{"name": kind, "display_name": kind, "count": n} for n, kind in ordered[:1000]]
