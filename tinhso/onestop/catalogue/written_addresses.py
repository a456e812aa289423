"""An address in words, as other registers hold it, read as a commune of the day: units were merged, split and renamed since.

"Phường Đông Vệ, thành phố Thanh Hóa, tỉnh Thanh Hóa" of 2023 is a ward of 2026. Where the former unit went to several, or two
bear its name, all of them are told and the person chooses.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tinhso.kernel.places.public import AdminUnit, UnitSuccession
from tinhso.kernel.site.context import read_through
from tinhso.lib.language.vietnamese import fold

COMMUNES, DISTRICTS, PROVINCES = (
    ("xa ", "phuong ", "thi tran "),
    ("huyen ", "quan ", "thi xa ", "thanh pho "),
    ("tinh ", "thanh pho "),
)


@dataclass(frozen=True)
class WrittenAddress:
    """`detail` are the words before the commune; `communes` are [code, name] of the day: one where it is certain, several
    where the person has to choose, none where nothing fits. `former` is the commune as it was written."""

    detail: str
    former: str
    communes: tuple[tuple[str, str], ...]

    @property
    def code(self) -> str:
        """Of the only commune that it can be; "" where that is not certain."""
        return self.communes[0][0] if len(self.communes) == 1 else ""

    @property
    def is_ambiguous(self) -> bool:
        return len(self.communes) > 1


@dataclass(frozen=True)
class _Units:
    """Every unit of every day, and what became of it: a province has some two thousand."""

    by_name: Mapping[str, tuple[AdminUnit, ...]]
    by_id: Mapping[int, AdminUnit]
    after: Mapping[int, tuple[int, ...]]
    before: Mapping[int, tuple[int, ...]]

    def on(self, unit: AdminUnit, day: date) -> set[int]:
        """What this unit is, or its parts are, on that day."""
        if unit.exists_on(day):
            return {unit.pk}
        later = unit.valid.lower <= day
        nexts = (self.after if later else self.before).get(unit.pk, ())
        return {pk for one in nexts for pk in self.on(self.by_id[one], day)}


def read_address(text: str, *, on: date, code: str = "") -> WrittenAddress:
    """The address with its communes of the day; `code` is that of the former commune where the register names it too.
    Two queries, read at most every few seconds."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    place = next((n for n, part in enumerate(parts) if fold(part).startswith(COMMUNES)), None)
    if place is None:
        return WrittenAddress(", ".join(parts), "", ())
    units = read_through("units of every day", _read)
    above = [fold(part) for part in parts[place + 1 :]]
    named = [one for one in units.by_name.get(fold(parts[place]), ()) if _lies_in(one, above, units)]
    found = [one for one in named if code and one.code == code] or named
    ids = {pk for one in found for pk in units.on(one, on)}
    communes = sorted((units.by_id[one] for one in ids), key=lambda one: (one.sort_key, one.code))
    names = tuple((one.code, one.name) for one in communes)
    detail = parts[:place] if names else parts  # what fits no unit stays as it was written
    return WrittenAddress(", ".join(detail), parts[place], names)


def _lies_in(unit: AdminUnit, above: Iterable[str], units: _Units) -> bool:
    """Whether what is written after the commune are units above it; what is not written is not asked for."""
    names, parent = set(), units.by_id.get(unit.parent_id or 0)
    while parent is not None:
        names.add(fold(parent.name))
        parent = units.by_id.get(parent.parent_id or 0)
    return all(one in names for one in above if one.startswith((*DISTRICTS, *PROVINCES)))


def _read() -> _Units:
    by_id = {one.pk: one for one in AdminUnit.objects.order_by("pk")}
    by_name: dict[str, list[AdminUnit]] = {}
    for one in by_id.values():
        if one.level == AdminUnit.Level.COMMUNE:
            by_name.setdefault(fold(one.name), []).append(one)
    after: dict[int, list[int]] = {}
    before: dict[int, list[int]] = {}
    for old, new in UnitSuccession.objects.order_by("pk").values_list("old", "new"):
        after.setdefault(old, []).append(new)
        before.setdefault(new, []).append(old)
    return _Units(
        {name: tuple(found) for name, found in by_name.items()},
        by_id,
        {pk: tuple(found) for pk, found in after.items()},
        {pk: tuple(found) for pk, found in before.items()},
    )
