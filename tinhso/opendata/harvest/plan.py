"""What a run of a harvest would do, dataset by dataset: the same plan is shown as a preview and carried out."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tinhso.opendata.harvest.record import SHARED, RemoteDataset, is_loop
from tinhso.opendata.models import Harvested, HarvestSource


class Deed(StrEnum):
    MAKE = "make"
    CHANGE = "change"
    KEEP = "keep"
    LOOP = "loop"
    TWICE = "twice"
    MISSING = "missing"


WORDS = {
    Deed.MAKE: _("tạo mới"),
    Deed.CHANGE: _("cập nhật"),
    Deed.KEEP: _("giữ nguyên"),
    Deed.LOOP: _("bỏ qua: vốn từ cổng này"),
    Deed.TWICE: _("bỏ qua: đã có từ nguồn khác hoặc trùng trong nguồn"),
    Deed.MISSING: _("không còn thấy ở nguồn"),
}


@dataclass(frozen=True)
class Planned:
    """`record` is None for what is missing; `known` is ours that it is matched with; `keys` are what tells it apart."""

    deed: Deed
    title: str
    record: RemoteDataset | None = None
    known: Harvested | None = None
    keys: tuple[str, ...] = ()


def plan_of(source: HarvestSource, records: list[RemoteDataset]) -> list[Planned]:
    """Match by id, then by stable keys, then by equal content. A dataset of another source is left to it; nothing is made
    twice, though two of one title with other content are two."""
    ours = list(source.records.select_related("dataset"))
    by_id = {one.remote_id: one for one in ours}
    by_key = {key: one for one in ours for key in [*one.keys, f"same:{one.digest}"]}
    others = {
        key
        for keys in Harvested.objects.exclude(source=source).values_list("keys", flat=True)
        for key in keys
    }
    matched: set[int] = set()
    made: set[str] = set()
    found: list[Planned] = []
    key_counts = Counter(key for record in records for key in set(record.keys))
    for record in records:
        keys = [key for key in record.keys if key_counts[key] == 1 or not key.startswith(SHARED)]
        same = f"same:{record.digest}"
        known = _harvested_before(record, [*keys, same], by_id, by_key, matched)
        deed = _deed(record, [*keys, same], known, others, made)
        if deed in (Deed.CHANGE, Deed.KEEP) and known:
            matched.add(known.pk)
            made.add(same)
        if deed is Deed.MAKE:
            made.update([*keys, same])
        found.append(Planned(deed, record.title, record, known, tuple(keys)))
    missing = [one for one in ours if one.pk not in matched]
    return found + [Planned(Deed.MISSING, one.dataset.title, None, one) for one in missing]


def _harvested_before(
    record: RemoteDataset,
    keys: list[str],
    by_id: dict[str, Harvested],
    by_key: dict[str, Harvested],
    matched: set[int],
) -> Harvested | None:
    found = by_id.get(record.remote_id) or next((by_key[key] for key in keys if key in by_key), None)
    return found if found and found.pk not in matched else None


def _deed(
    record: RemoteDataset, keys: list[str], known: Harvested | None, others: set[str], made: set[str]
) -> Deed:
    if is_loop(record, settings.SITE_URL):
        return Deed.LOOP
    if known:
        return Deed.KEEP if known.digest == record.digest and not known.missing_since else Deed.CHANGE
    return Deed.TWICE if not others.isdisjoint(keys) or not made.isdisjoint(keys) else Deed.MAKE
