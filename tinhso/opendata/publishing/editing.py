"""What a publisher may write of a dataset: the fields of an edition, how they are read and put in place, and a diff."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.kernel.people.public import Agency
from tinhso.lib.language.vietnamese import fold, sort_key
from tinhso.opendata.models import Dataset, DataTable, FormerAddress, Frequency, Licence, Series, Theme

LABELS: Mapping[str, Promise] = {
    "title": gettext_lazy("Tên bộ dữ liệu"),
    "slug": gettext_lazy("Địa chỉ"),
    "description": gettext_lazy("Mô tả"),
    "keywords": gettext_lazy("Từ khóa"),
    "theme": gettext_lazy("Chủ đề"),
    "licence": gettext_lazy("Điều khoản sử dụng"),
    "frequency": gettext_lazy("Tần suất cập nhật"),
    "months": gettext_lazy("Cập nhật trong vòng (tháng)"),
    "spatial": gettext_lazy("Phạm vi không gian"),
    "temporal_from": gettext_lazy("Dữ liệu từ ngày"),
    "temporal_to": gettext_lazy("Dữ liệu đến ngày"),
    "language": gettext_lazy("Ngôn ngữ"),
    "provenance": gettext_lazy("Nguồn gốc"),
    "landing_page": gettext_lazy("Trang giới thiệu"),
    "contact_name": gettext_lazy("Bộ phận liên hệ"),
    "contact_email": gettext_lazy("Thư điện tử liên hệ"),
    "contact_phone": gettext_lazy("Điện thoại liên hệ"),
    "author": gettext_lazy("Tác giả"),
    "extras": gettext_lazy("Thuộc tính thêm"),
    "series": gettext_lazy("Chuỗi"),
    "series_order": gettext_lazy("Năm hoặc thứ tự trong chuỗi"),
    "tables": gettext_lazy("Các bảng"),
}
PLAIN = (
    "title",
    "description",
    "frequency",
    "months",
    "spatial",
    "language",
    "provenance",
    "landing_page",
) + (
    "contact_name",
    "contact_email",
    "contact_phone",
)
LATER = ("author", "extras", "series_order")  # an edition of before has none
DAYS = ("temporal_from", "temporal_to")
LANGUAGES = {"vi": gettext_lazy("Tiếng Việt"), "en": gettext_lazy("Tiếng Anh")}


@dataclass(frozen=True)
class Change:
    """One field of two editions; an absent value is an empty text."""

    label: str
    before: str
    after: str


def slug_for(title: str) -> str:
    """A free address made of the title; a number is added while it is another's, or was."""
    plain = fold(title).encode("ascii", "ignore").decode().replace(" ", "-").strip("-")[:72].strip("-")
    slug, number = plain or "bo-du-lieu", 2
    while is_taken(slug):
        slug, number = f"{plain or 'bo-du-lieu'}-{number}", number + 1
    return slug


def series_named(publisher: Agency, title: str, now: datetime) -> Series | None:
    """The agency's series of that title, begun with it; None for no title."""
    if not title:
        return None
    if known := Series.objects.filter(publisher=publisher, title=title).first():
        return known
    plain = (
        fold(title).encode("ascii", "ignore").decode().replace(" ", "-").strip("-")[:72].strip("-") or "chuoi"
    )
    slug, number = plain, 2
    while Series.objects.filter(slug=slug).exists():
        slug, number = f"{plain}-{number}", number + 1
    return Series.objects.create(
        slug=slug, publisher=publisher, title=title, sort_key=sort_key(title), made_at=now
    )


RESERVED = frozenset(
    {"cau-chuyen", "hoi", "hoi-dap", "khoa", "nguon", "nhan", "tao", "truy-van", "ung-dung", "viec"}
)
"""Addresses of pages of the catalogue and of the publisher's side."""


def is_taken(slug: str, *, by: Dataset | None = None) -> bool:
    """Whether the address is or was another dataset's, or belongs to a page of the catalogue."""
    if slug in RESERVED:
        return True
    user_id = by.pk if by else None
    now = Dataset.objects.filter(slug=slug).exclude(pk=user_id or 0)
    return now.exists() or FormerAddress.objects.filter(slug=slug).exclude(dataset=user_id or 0).exists()


def content_of(dataset: Dataset) -> dict[str, Any]:
    """The present description, as an edition holds it (JSON)."""
    found: dict[str, Any] = {name: getattr(dataset, name) for name in PLAIN}
    for name in DAYS:
        day = getattr(dataset, name)
        found[name] = day.isoformat() if day else ""
    return found | {
        "author": dataset.author,
        "extras": list(dataset.extras),
        "series": dataset.series.title if dataset.series else "",
        "series_order": dataset.series_order,
        "slug": dataset.slug,
        "keywords": list(dataset.keywords),
        "theme": dataset.theme.code,
        "licence": dataset.licence.code,
        "tables": tables_content(dataset),
    }


def tables_content(dataset: Dataset) -> dict[str, dict[str, str]]:
    """Title and description of each table that is not withdrawn, by its number as a text, where there are several."""
    if dataset.pk is None:
        return {}
    tables = list(dataset.tables.exclude(state=DataTable.State.WITHDRAWN))
    words = {str(one.number): {"title": one.title, "description": one.description} for one in tables}
    return words if len(words) > 1 else {}


def _put_tables(dataset: Dataset, content: Mapping[str, Any]) -> None:
    """The words of the tables that an edition names and that are still there; a further one is never without a title."""
    for table in dataset.tables.exclude(state=DataTable.State.WITHDRAWN):
        words = content.get("tables", {}).get(str(table.number))
        if words and (words["title"] or table.is_first):
            changed = {"title": words["title"], "description": words["description"]}
            DataTable.objects.filter(pk=table.pk).update(**changed)


def two_of_one_title(dataset: Dataset, content: Mapping[str, Any]) -> bool:
    """Whether two tables would bear one title with this edition: one may have come while it waited."""
    named = {str(one.number): one.title for one in dataset.tables.exclude(state=DataTable.State.WITHDRAWN)}
    tables = content.get("tables", {})
    titles = [tables.get(number, {}).get("title") or title for number, title in named.items()]
    shown = [title.casefold() for title in titles if title]
    return len(shown) > len(set(shown))


def put_content(dataset: Dataset, content: Mapping[str, Any], *, now: datetime) -> bool:
    """Put an edition in place and save; whether the address changed, in which case the former one is kept."""
    former = dataset.slug
    lay_content(dataset, content)
    if "series" in content:
        dataset.series = series_named(dataset.publisher, content["series"], now)
    dataset.sort_key = sort_key(dataset.title)
    dataset.slug = content["slug"]
    dataset.changed_at = now
    dataset.ver += 1
    dataset.save()
    _put_tables(dataset, content)
    if former == dataset.slug:
        return False
    FormerAddress.objects.filter(dataset=dataset, slug=dataset.slug).delete()  # it has its old address back
    FormerAddress.objects.get_or_create(slug=former, defaults={"dataset": dataset, "until": now})
    return True


def lay_content(dataset: Dataset, content: Mapping[str, Any]) -> None:
    """The words of an edition on the object, all but its address; nothing is saved."""
    for name in PLAIN:
        setattr(dataset, name, content[name])
    for name in LATER:
        setattr(dataset, name, content.get(name, getattr(dataset, name)))
    for name in DAYS:
        setattr(dataset, name, date.fromisoformat(content[name]) if content[name] else None)
    dataset.keywords = content["keywords"]
    dataset.theme = Theme.objects.get(code=content["theme"])
    dataset.licence = Licence.objects.get(code=content["licence"])


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """The fields in which two descriptions differ, in the order of the form."""
    found = []
    for name, label in LABELS.items():
        old, new = (worded(name, content.get(name, "")) for content in (before, after))
        if old != new:
            found.append(Change(str(label), old, new))
    return found


def worded(name: str, value: Any) -> str:
    """A value of an edition as people read it."""
    if name == "keywords":
        return ", ".join(value or [])
    if name == "extras":
        return "; ".join(f"{one['key']}: {one['value']}" for one in value or []) or _("(trống)")
    if name == "tables":
        return _worded_tables(value or {})
    if name == "theme":
        return Theme.objects.filter(code=value).values_list("name", flat=True).first() or ""
    if name == "licence":
        return Licence.objects.filter(code=value).values_list("name", flat=True).first() or ""
    if name == "frequency":
        return str(dict(Frequency.choices).get(value, value))
    if name == "language":
        return str(LANGUAGES.get(value, value))
    if name in DAYS and value:
        return "/".join(reversed(str(value).split("-")))
    return _("(trống)") if value in (None, "") else str(value)


def _worded_tables(tables: Mapping[str, Mapping[str, str]]) -> str:
    words = [
        f"{number}. {one['title'] or _('Bảng chính')}"
        + (f": {one['description']}" if one["description"] else "")
        for number, one in sorted(tables.items(), key=lambda pair: int(pair[0]))
    ]
    return "; ".join(words) or _("(trống)")
