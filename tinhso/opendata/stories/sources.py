"""Which version of which dataset each block of a text shows, and what became of that dataset since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tinhso.lib.dates import local
from tinhso.lib.forms.block_editor import Block
from tinhso.opendata.models import Dataset, DataTable, DataVersion, FormerAddress, StorySource, StoryText
from tinhso.opendata.models.data_table import FIRST
from tinhso.opendata.stories.blocks import PAGES, Address, BlocksRefused, address_of

RELATED = ("dataset__publisher", "dataset__licence", "dataset__current", "version__table__current")


@dataclass(frozen=True)
class Source:
    """A dataset with the version of one of its tables that is shown; `positions` are those of the blocks that show it."""

    dataset: Dataset
    version: DataVersion
    positions: tuple[int, ...] = ()

    @property
    def is_open(self) -> bool:
        """What was taken out of the open data, the dataset or this table of it, is shown by no story either."""
        is_shown = self.version.table.state == DataTable.State.PUBLISHED
        return is_shown and self.dataset.state == Dataset.State.OPEN and self.dataset.current is not None

    @property
    def title(self) -> str:
        """Of a further table with its title."""
        table = self.version.table
        return self.dataset.title if table.is_first else f"{self.dataset.title}: {table.title}"

    @property
    def present(self) -> DataVersion | None:
        """The version that readers of this table get now."""
        table = self.version.table
        return self.dataset.current if table.is_first else table.current

    @property
    def is_newest(self) -> bool:
        return self.present is not None and self.present.pk == self.version.pk

    @property
    def as_of(self) -> date:
        """Up to which day its figures tell: the end of the period of the dataset, else the day of the version."""
        published = local(self.version.published_at).date()
        return min(self.dataset.temporal_to or published, published)

    @property
    def newer(self) -> DataVersion | None:
        """The version that readers of this table get now, where it is another."""
        return self.present if self.is_open and not self.is_newest else None

    @property
    def missing_columns(self) -> list[str]:
        """Headings of columns of the version shown that the present one has no more."""
        if (newer := self.newer) is None:
            return []
        present = {name for name, _heading, _kind in newer.columns}
        return [heading or name for name, heading, _kind in self.version.columns if name not in present]


def resolved(blocks: list[Block]) -> tuple[list[Block], dict[int, Source]]:
    """The blocks with the number of the version that each shows, and these sources by position; a block without a version
    gets the newest of the table that its address names. Four queries at most. Raises: BlocksRefused."""
    addresses = {
        position: address_of(position, block["type"], block["address"])
        for position, block in enumerate(blocks, 1)
        if block["type"] in PAGES and block["address"]
    }
    datasets = _datasets({one.slug for one in addresses.values()})
    tables = _tables(datasets.values())
    versions = _versions(tables, blocks)
    found: dict[int, Source] = {}
    done = [dict(block) for block in blocks]
    for position, address in addresses.items():
        dataset, block = datasets.get(address.slug), done[position - 1]
        if dataset is None or dataset.current is None:
            raise BlocksRefused(position, _("không có bộ dữ liệu nào đang mở ở địa chỉ này."))
        version = _version_at(position, block["version"], address, dataset, tables, versions)
        block["version"] = str(version.number)
        found[position] = Source(dataset, version, (position,))
    return done, found


Tables = dict[tuple[int, int], DataTable]


def _version_at(
    position: int,
    number: str,
    address: Address,
    dataset: Dataset,
    tables: Tables,
    versions: dict[tuple[int, int], DataVersion],
) -> DataVersion:
    """The version of that number, the newest of the table for none. Raises: BlocksRefused."""
    newest = tables.get((dataset.pk, address.table or FIRST))
    if newest is None or newest.current is None:
        raise BlocksRefused(position, _("bộ dữ liệu không có bảng nào đang mở ở địa chỉ này."))
    version = versions.get((dataset.pk, int(number))) if number else newest.current
    if version is None or (address.table and version.table_id != newest.pk):
        words = _("bộ dữ liệu không có phiên bản %(n)s; mới nhất là %(newest)s.")
        raise BlocksRefused(position, words % {"n": number, "newest": newest.current.number})
    return version


def _tables(datasets: Iterable[Dataset]) -> Tables:
    """What readers see of these datasets, by dataset and number; each version with its table. One query."""
    ids = {one.pk for one in datasets}
    rows = DataTable.objects.published().filter(dataset__in=ids).select_related("current") if ids else []
    found = {(one.dataset_id, one.number): one for one in rows}
    for table in found.values():
        if table.current is not None:
            table.current.table = table
    return found


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


def _versions(tables: Tables, blocks: list[Block]) -> dict[tuple[int, int], DataVersion]:
    """Those of published tables that blocks name, by dataset and number."""
    numbers = {int(one["version"]) for one in blocks if one.get("version")}
    if not numbers or not tables:
        return {}
    rows = DataVersion.objects.filter(table__in=tables.values(), number__in=numbers)
    return {(one.dataset_id, one.number): one for one in rows.select_related("table__current")}


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
