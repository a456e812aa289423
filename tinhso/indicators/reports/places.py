"""A figure by place for a report: on the borders of the imported outlines where there are some, else by district."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from tinhso.indicators.figures.borders import on_borders
from tinhso.indicators.figures.figures import Figure, read_by
from tinhso.indicators.models import Outline
from tinhso.kernel.places.public import AdminUnit
from tinhso.lib.dates import vn_date_formal


@dataclass(frozen=True)
class Places:
    """Units in their order with the figure of each; `outlines` by unit; `borders` says of which day they are."""

    units: list[AdminUnit]
    figures: dict[int, Figure]
    outlines: dict[int, Outline]
    borders: str

    @property
    def height(self) -> int:
        return max((one.map_height for one in self.outlines.values()), default=0)

    def shapes(self, shapes_seen: list[str | None]) -> list[dict[str, Any]]:
        """What the map draws: name, path and value (None: hatched). Empty without outlines."""
        shown = {unit.pk: words for unit, words in zip(self.units, shapes_seen, strict=True)}
        return [
            {
                "name": outline.unit.name,
                "path": outline.path,
                "value": float(self.figures[pk].value or 0) if shown.get(pk) is not None else None,
            }
            for pk, outline in self.outlines.items()
        ]


def by_place(figure: Figure) -> Places:
    """A plain figure by place. Rows that name no place, or one that cannot be converted, are in the whole only."""
    found = {
        key: one for key, one in read_by(figure.version, figure.period, "place").items() if key and one.n
    }
    outlines = {one.unit_id: one for one in Outline.objects.select_related("unit")}
    if outlines:
        return _on_outlines(figure, found, outlines)
    return _by_parent(figure, found)


def _on_outlines(figure: Figure, found: dict[int, Figure], outlines: dict[int, Outline]) -> Places:
    day: date = max(one.unit.valid.lower for one in outlines.values())
    values = on_borders({pk: one.value or Decimal() for pk, one in found.items()}, day).by_unit
    counts = on_borders({pk: Decimal(one.n) for pk, one in found.items()}, day).by_unit
    units = list(AdminUnit.objects.filter(pk__in=set(values) & set(outlines)))
    figures = {
        u.pk: replace(figure, value=values[u.pk], n=round(counts.get(u.pk, 0)), checksum=0) for u in units
    }
    return Places(units, figures, outlines, vn_date_formal(day))


def _by_parent(figure: Figure, found: dict[int, Figure]) -> Places:
    """Communes added up to their districts; where the province has none, the communes themselves."""
    parents = dict(AdminUnit.objects.filter(pk__in=found).values_list("pk", "parent_id"))
    levels = dict(AdminUnit.objects.filter(pk__in=set(parents.values())).values_list("pk", "level"))
    whole: dict[int, Figure] = {}
    for pk, one in found.items():
        parent = parents[pk]
        key = parent if parent and levels.get(parent) == AdminUnit.Level.DISTRICT else pk
        before = whole.get(key)
        value = (one.value or Decimal()) + ((before.value or Decimal()) if before else Decimal())
        whole[key] = replace(
            figure,
            value=value,
            n=one.n + (before.n if before else 0),
            checksum=one.checksum ^ (before.checksum if before else 0),
        )
    return Places(list(AdminUnit.objects.filter(pk__in=whole)), whole, {}, vn_date_formal(figure.period.end))
