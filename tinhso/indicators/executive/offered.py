"""The tiles that systems declare for the executive page, each with the definitions that it needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from tinhso.indicators.models import IndicatorVersion
from tinhso.kernel.site.declare import all_of
from tinhso.kernel.site.slots import ExecutiveTile

Worded = tuple[IndicatorVersion, str]


@dataclass(frozen=True)
class Offer:
    """A declared tile whose indicator is defined; what stands beside it only where that is defined too."""

    title: str
    version: IndicatorVersion
    beside: tuple[Worded, ...]
    overdue: Worded | None
    agencies: bool

    @classmethod
    def of(cls, tile: ExecutiveTile, versions: Mapping[str, IndicatorVersion]) -> Self:
        beside = tuple((versions[code], str(words)) for code, words in tile.beside if code in versions)
        late = tile.overdue
        overdue = (versions[late[0]], str(late[1])) if late and late[0] in versions else None
        return cls(str(tile.title), versions[tile.indicator], beside, overdue, tile.agencies)

    @property
    def versions(self) -> list[IndicatorVersion]:
        others = [self.overdue[0]] if self.overdue else []
        return [self.version, *(version for version, _words in self.beside), *others]


def codes() -> list[str]:
    """Of the indicators that have a tile, in its order."""
    return [tile.indicator for tile in all_of(ExecutiveTile)]


def offers(versions: Mapping[str, IndicatorVersion]) -> list[Offer]:
    """In the order of the page."""
    return [Offer.of(tile, versions) for tile in all_of(ExecutiveTile) if tile.indicator in versions]


def all_versions(found: Sequence[Offer]) -> list[IndicatorVersion]:
    """Each once."""
    return list({version.pk: version for offer in found for version in offer.versions}.values())


def ranked_code() -> str:
    """The indicator by which agencies are ranked; "" where no tile says so."""
    return next((tile.indicator for tile in all_of(ExecutiveTile) if tile.agencies), "")
