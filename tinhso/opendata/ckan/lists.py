"""CKAN's reading actions about packages, resources, organizations, groups, tags and licences."""

from typing import Any
from uuid import UUID

from django.db.models import Q

from tinhso.kernel.site import clock
from tinhso.kernel.site.public import instance
from tinhso.lib.language.vietnamese import fold
from tinhso.opendata.catalogue.publishers import publishers
from tinhso.opendata.catalogue.queries import DatasetFilter, find_datasets, themes_with_counts
from tinhso.opendata.catalogue.resources import FORMATS, with_links
from tinhso.opendata.ckan import ckan
from tinhso.opendata.ckan.ckan import Shape, Url
from tinhso.opendata.ckan.parameters import Parameters, flag, listed, missing, needed, number, part_of, text
from tinhso.opendata.ckan.search import MOST_PACKAGES
from tinhso.opendata.dataset.table_names import named_table
from tinhso.opendata.dataset.usage import count_use
from tinhso.opendata.models import Dataset, DataTable, DataVersion, Distribution, Licence, Theme

EMPTY: Shape = {"users": [], "groups": [], "tags": [], "extras": []}


MOST_SUGGESTED = 20


MOST_VERSIONS = 500


VERSIONS: dict[UUID, DataVersion] = {}


def status_show(given: Parameters, url: Url) -> Shape:
    return {
        "ckan_version": "2.11.5",
        "site_url": url("/").rstrip("/"),
        "site_title": instance().name,
        "site_description": "",
        "error_emails_to": None,
        "locale_default": "vi",
        "extensions": ["datastore"],
    }


def site_read(given: Parameters, url: Url) -> bool:
    return True


def package_list(given: Parameters, url: Url) -> list[str]:
    found = Dataset.objects.public().order_by("slug").values_list("slug", flat=True)
    return list(found[part_of(given, 10**9)])


def package_show(given: Parameters, url: Url) -> Shape:
    found = dataset_of(needed(given, "id", "name_or_id"))
    count_use(found.pk, "calls")
    return ckan.package(found, url)


def current_package_list_with_resources(given: Parameters, url: Url) -> list[Shape]:
    found = find_datasets(DatasetFilter(order="moi"), clock.today())
    return [ckan.package(one, url) for one in with_links(found)[part_of(given, MOST_PACKAGES)]]


def package_autocomplete(given: Parameters, url: Url) -> list[Shape]:
    q = text(given, "q")[:200]
    found = Dataset.objects.public().filter(
        Q(title__icontains=q) | Q(slug__icontains=fold(q).replace(" ", "-"))
    )
    most = number(given, "limit", 10, MOST_SUGGESTED)
    return [
        {"name": d.slug, "title": d.title, "match_field": "title", "match_displayed": d.title}
        for d in found[:most]
    ]


def resource_show(given: Parameters, url: Url) -> Shape:
    asked = needed(given, "id")
    for one in ckan.package(dataset_of_resource(asked), url)["resources"]:
        if one["id"] == asked:
            return dict(one)
    raise missing()


def resource_search(given: Parameters, url: Url) -> Shape:
    """`query` is `field:term` (name, format, description), once or as a list."""
    asked = [one.partition(":")[::2] for one in listed(given, "query")]
    part = part_of(given, MOST_PACKAGES)
    datasets = with_links(find_datasets(DatasetFilter(), clock.today()))
    found = [
        resource
        for dataset in datasets
        for resource in ckan.package(dataset, url)["resources"]
        if all(term.lower() in str(resource.get(name) or "").lower() for name, term in asked)
    ]
    return {"count": len(found), "results": found[part]}


def resource_view_list(given: Parameters, url: Url) -> list[Shape]:
    dataset_of_resource(needed(given, "id"))
    return []


def format_autocomplete(given: Parameters, url: Url) -> list[str]:
    return [kind for kind in FORMATS if text(given, "q").lower() in kind]


def organization_list(given: Parameters, url: Url) -> list[Any]:
    wanted = set(listed(given, "organizations"))
    found = [one for one in publishers() if not wanted or one.code in wanted][part_of(given, 1000)]
    if not flag(given, "all_fields"):
        return [one.code for one in found]
    return [ckan.organization(one) | {"package_count": one.n} for one in found]  # type: ignore[attr-defined]


def organization_show(given: Parameters, url: Url) -> Shape:
    code = needed(given, "id")
    found = next((one for one in publishers() if one.code == code), None)
    if found is None:
        raise missing()
    shown = ckan.organization(found) | EMPTY | {"package_count": found.n}  # type: ignore[attr-defined]
    return shown | _packages(given, url, "publisher__code", code)


def organization_autocomplete(given: Parameters, url: Url) -> list[Shape]:
    q = fold(text(given, "q"))[:200]
    found = [one for one in publishers() if q in fold(one.name) or q in one.code]
    return [{"id": o.code, "name": o.code, "title": o.name} for o in found[:MOST_SUGGESTED]]


def group_list(given: Parameters, url: Url) -> list[Any]:
    wanted = set(listed(given, "groups"))
    found = [one for one in themes_with_counts() if not wanted or one.code in wanted][part_of(given, 1000)]
    if not flag(given, "all_fields"):
        return [one.code for one in found]
    return [ckan.group(one) | {"package_count": _n(one)} for one in found]


def group_show(given: Parameters, url: Url) -> Shape:
    code = needed(given, "id")
    found = themes_with_counts().filter(code=code).first()
    if found is None:
        raise missing()
    return (
        ckan.group(found) | EMPTY | {"package_count": _n(found)} | _packages(given, url, "theme__code", code)
    )


def _n(theme: Theme) -> int:
    return int(getattr(theme, "n", 0))


def _packages(given: Parameters, url: Url, field: str, code: str) -> Shape:
    if not flag(given, "include_datasets"):
        return {}
    found = find_datasets(DatasetFilter(), clock.today()).filter(**{field: code})
    return {"packages": [ckan.package(one, url) for one in with_links(found)[:MOST_PACKAGES]]}


def group_package_show(given: Parameters, url: Url) -> list[Shape]:
    group_show(given, url)
    found = find_datasets(DatasetFilter(), clock.today()).filter(theme__code=needed(given, "id"))
    most = number(given, "limit", MOST_PACKAGES, MOST_PACKAGES)
    return [ckan.package(one, url) for one in with_links(found)[:most]]


def words_used() -> list[str]:
    """Every keyword of an open dataset, sorted."""
    return sorted({w for words in Dataset.objects.public().values_list("keywords", flat=True) for w in words})


def tag_list(given: Parameters, url: Url) -> list[Any]:
    q = fold(text(given, "query"))
    found = [word for word in words_used() if q in fold(word)]
    return [ckan.tag(word) for word in found] if flag(given, "all_fields") else found


def tag_search(given: Parameters, url: Url) -> Shape:
    q = fold(text(given, "query") or text(given, "q"))
    found = [word for word in words_used() if q in fold(word)]
    return {"count": len(found), "results": [ckan.tag(word) for word in found[part_of(given, 1000)]]}


def tag_autocomplete(given: Parameters, url: Url) -> list[str]:
    q = fold(needed(given, "query", "q"))
    return [word for word in words_used() if q in fold(word)][:MOST_SUGGESTED]


def tag_show(given: Parameters, url: Url) -> Shape:
    word = needed(given, "id")
    if word not in words_used():
        raise missing()
    if not flag(given, "include_datasets"):
        return ckan.tag(word)
    found = find_datasets(DatasetFilter(), clock.today()).filter(keywords__contains=[word])
    return ckan.tag(word) | {
        "packages": [ckan.package(one, url) for one in with_links(found)[:MOST_PACKAGES]]
    }


def license_list(given: Parameters, url: Url) -> list[Shape]:
    return [
        {"id": one.code, "title": one.name, "url": one.url, "status": "active"}
        for one in Licence.objects.all()
    ]


def nothing_listed(given: Parameters, url: Url) -> list[Any]:
    """What CKAN can list and this portal does not tell: accounts, vocabularies, licences of others' plug-ins."""
    return []


def dataset_of(slug: str) -> Dataset:
    """An open dataset. ActionRefused."""
    related = ("publisher", "theme", "licence", "current", "series")
    found = Dataset.objects.public().select_related(*related).filter(slug=slug).first()
    if found is None:
        raise missing()
    return found


def dataset_of_resource(name: str) -> Dataset:
    """The open dataset whose resource goes by that id. ActionRefused."""
    try:
        uid = UUID(name)
    except ValueError:
        table = named_table(name) or named_table(name.rpartition("-")[0])
        return dataset_of(table[0] if table else name.rpartition("-")[0])
    slug = Distribution.objects.published().filter(uid=uid).values_list("dataset__slug", flat=True).first()
    if slug is None:
        raise missing()
    return dataset_of(slug)


def version_of_resource(name: str) -> tuple[int, DataVersion]:
    """The id of an open dataset and the present version of its table; one short query, for versions never change. ActionRefused."""
    if (table := named_table(name)) is None:
        raise missing()
    wanted = DataTable.objects.of_open_datasets().filter(dataset__slug=table[0], number=table[1])
    found = wanted.values_list("dataset_id", "current_id", "current__folder").first()
    if found is None:
        raise missing()
    dataset_id, version_id, folder = found
    if folder not in VERSIONS:
        while len(VERSIONS) >= MOST_VERSIONS:
            VERSIONS.pop(next(iter(VERSIONS)), None)
        VERSIONS[folder] = DataVersion.objects.get(pk=version_id)
    return dataset_id, VERSIONS[folder]
