"""Which version of which dataset each block of a text shows, and what became of that dataset since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tinhso.lib.dates import local
from tinhso.lib.forms.block_editor import Block
from tinhso.opendata.models import Dataset, DataVersion, FormerAddress, StorySource, StoryText
from tinhso.opendata.stories.blocks import PAGES, BlocksRefused, address_of

RELATED = ("dataset__publisher", "dataset__licence", "dataset__current", "version")


@dataclass(frozen=True)
class Source:
    """A dataset with the version that is shown; `positions` are those of the blocks that show it."""

    dataset: Dataset
    version: DataVersion
    positions: tuple[int, ...] = ()

    @property
    def is_open(self) -> bool:
        """What was taken out of the open data is shown by no story either."""
        return self.dataset.state == Dataset.State.OPEN and self.dataset.current is not None

    @property
    def is_newest(self) -> bool:
        return self.dataset.current_id == self.version.pk

    @property
    def as_of(self) -> date:
        """Up to which day its figures tell: the end of the period of the dataset, else the day of the version."""
        published = local(self.version.published_at).date()
        return min(self.dataset.temporal_to or published, published)

    @property
    def newer(self) -> DataVersion | None:
        """The version that readers of the dataset get now, where it is another."""
        return self.dataset.current if self.is_open and not self.is_newest else None

    @property
    def missing_columns(self) -> list[str]:
        """Headings of columns of the version shown that the present one has no more."""
        if (newer := self.newer) is None:
            return []
        present = {name for name, _heading, _kind in newer.columns}
        return [heading or name for name, heading, _kind in self.version.columns if name not in present]


def resolved(blocks: list[Block]) -> tuple[list[Block], dict[int, Source]]:
    """The blocks with the number of the version that each shows, and these sources by position; a block without a version
    gets the newest. Three queries at most. Raises: BlocksRefused."""
    addresses = {
        position: address_of(position, block["type"], block["address"])
        for position, block in enumerate(blocks, 1)
        if block["type"] in PAGES and block["address"]
    }
    datasets = _datasets({one.slug for one in addresses.values()})
    versions = _versions(datasets.values(), blocks)
    found: dict[int, Source] = {}
    done = [dict(block) for block in blocks]
    for position, address in addresses.items():
        dataset, block = datasets.get(address.slug), done[position - 1]
        if dataset is None or dataset.current is None:
            raise BlocksRefused(position, _("không có bộ dữ liệu nào đang mở ở địa chỉ này."))
        number = int(block["version"]) if block["version"] else dataset.current.number
        version = versions.get((dataset.pk, number))
        if version is None:
            words = _("bộ dữ liệu không có phiên bản %(n)s; mới nhất là %(newest)s.")
            raise BlocksRefused(position, words % {"n": number, "newest": dataset.current.number})
        block["version"] = str(number)
        found[position] = Source(dataset, version, (position,))
    return done, found


def _datasets(slugs: set[str]) -> dict[str, Dataset]:
    """The open datasets by the address that was typed, also a former one."""
    if not slugs:
        return {}
    public = Dataset.objects.public().select_related("current")
    found = {one.slug: one for one in public.filter(slug__in=slugs)}
    if former := slugs - set(found):
        rows = FormerAddress.objects.filter(slug__in=former, dataset__in=Dataset.objects.public())
        found |= {one.slug: one.dataset for one in rows.select_related("dataset__current")}
    return found


def _versions(datasets: Iterable[Dataset], blocks: list[Block]) -> dict[tuple[int, int], DataVersion]:
    ids = {one.pk for one in datasets}
    numbers = {int(one["version"]) for one in blocks if one.get("version")}
    found = {(one.pk, one.current.number): one.current for one in datasets if one.current}
    if ids and numbers:
        for version in DataVersion.objects.filter(dataset__in=ids, number__in=numbers):
            found[version.dataset_id, version.number] = version
    return found


def sources_of(text: StoryText) -> dict[int, Source]:
    """What the blocks of a stored text show, by position. One query."""
    rows = StorySource.objects.filter(text=text).select_related(*RELATED)
    return {row.position: Source(row.dataset, row.version, (row.position,)) for row in rows}


def listed(sources: dict[int, Source]) -> list[Source]:
    """Each dataset and version once, in the order in which the text shows them."""
    found: dict[int, Source] = {}
    for position, one in sorted(sources.items()):
        before = found[one.version.pk].positions if one.version.pk in found else ()
        found[one.version.pk] = Source(one.dataset, one.version, (*before, position))
    return list(found.values())
