"""How many of everything there is by commune, operator and year: what everybody may read."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.indicators.models import InfrastructureItem, ItemKind, SignalVillage
from tinhso.kernel.places.public import (
    AdminUnit,
    PlacesOfADay,
    ShadedMap,
    UnitSuccession,
    places_of_day,
    value_map,
)
from tinhso.kernel.site.context import read_through
from tinhso.kernel.site.shapes import Column, Table
from tinhso.lib.dates import local
from tinhso.lib.language.vietnamese import fold
from tinhso.lib.numbers import vn_number

YEARS = 5
NUMBERS = ("station", "four", "five", "fibre", "post", "state", "wifi", "village")
FOUR, FIVE, INTERNET = Q(technologies__contains=["4G"]), Q(technologies__contains=["5G"]), Q(internet=True)


@dataclass(frozen=True)
class PlaceCounts:
    """`by_place` are the numbers by `NUMBERS` of each commune of the day; `unplaced` those of communes that were split."""

    communes: list[tuple[AdminUnit, str]]
    by_place: Mapping[int, Counter[str]]
    unplaced: Counter[str] = field(default_factory=Counter)

    def found(self, words: str) -> list[tuple[AdminUnit, str]]:
        """The communes with rows whose name or district has the words."""
        return [one for one in self._named(words) if one[0].pk in self.by_place]

    def without_rows(self, words: str) -> list[tuple[AdminUnit, str]]:
        """Those of which the registers say nothing."""
        return [one for one in self._named(words) if one[0].pk not in self.by_place]

    def _named(self, words: str) -> list[tuple[AdminUnit, str]]:
        asked = fold(words)
        return [one for one in self.communes if asked in fold(f"{one[0].name} {one[1]}")]


def place_counts(day: date) -> PlaceCounts:
    """Of that day on its own borders, read anew every few seconds. Four queries."""
    return read_through(f"infrastructure {day}", lambda: _place_counts(day))


def _place_counts(day: date) -> PlaceCounts:
    units = AdminUnit.objects.on(day).communes().select_related("parent")
    communes = [(one, district.name if (district := one.district_on(day)) else "") for one in units]
    living, later = {one.pk for one, _ in communes}, _successors(day)
    found: dict[int, Counter[str]] = {}
    unplaced: Counter[str] = Counter()
    for place, numbers in _numbers(day):
        unit = _unit_of(place, living, later)
        target = unplaced if unit is None else found.setdefault(unit, Counter())
        target.update(numbers)
    return PlaceCounts(communes, found, unplaced)


def _numbers(day: date) -> list[tuple[int, dict[str, int]]]:
    amounts = {"n": Count("pk"), "four": Count("pk", filter=FOUR), "five": Count("pk", filter=FIVE)}
    rows = InfrastructureItem.objects.on(day).order_by().values_list("place_id", "kind")
    found: list[tuple[int, dict[str, int]]] = []
    for place, kind, n, four, five, internet in rows.annotate(
        **amounts, internet_n=Count("pk", filter=INTERNET)
    ):
        number = internet if kind == ItemKind.POST else n
        found.append((place, {str(kind): number, "four": four, "five": five}))
    villages = SignalVillage.objects.without_signal_on(day).order_by().values_list("place_id")
    found += [(place, {"village": n}) for place, n in villages.annotate(n=Count("pk"))]
    return found


def _successors(day: date) -> dict[int, set[int]]:
    later: dict[int, set[int]] = {}
    for old, new in UnitSuccession.objects.filter(on__lte=day).values_list("old_id", "new_id"):
        later.setdefault(old, set()).add(new)
    return later


def _unit_of(place: int, living: set[int], later: Mapping[int, set[int]]) -> int | None:
    """The commune of the day that this one became; None where it became several."""
    for _step in range(10):
        if place in living:
            return place
        following = later.get(place, set())
        if len(following) != 1:
            return None
        (place,) = following
    return None


def heads() -> dict[str, str]:
    """What each number is called."""
    return {
        "station": _("Trạm BTS"),
        "four": _("Trạm 4G"),
        "five": _("Trạm 5G"),
        "fibre": _("Tuyến, thôn có cáp quang"),
        "post": _("Điểm bưu điện có Internet"),
        "state": _("Điểm mạng chuyên dùng"),
        "wifi": _("Điểm Wi-Fi công cộng"),
        "village": _("Thôn chưa có sóng"),
    }


def commune_table(rows: list[tuple[AdminUnit, str]], counts: PlaceCounts, csv_url: str = "") -> Table:
    columns = [Column(_("Xã, phường")), Column(_("Huyện"))]
    columns += [Column(head, number=True) for head in heads().values()]
    lines = [
        [unit.name, district or "–", *_line(counts.by_place.get(unit.pk, Counter()))]
        for unit, district in rows
    ]
    return Table(_("Hạ tầng số theo xã, phường"), columns, lines, csv_url)


def _line(numbers: Counter[str]) -> list[str]:
    """Of a commune of which nothing was ever entered no zero is claimed."""
    if not numbers:
        return ["–"] * len(NUMBERS)
    return [vn_number(numbers[name]) for name in NUMBERS]


def operator_table(day: date) -> Table:
    """Stations in use by operator. One query."""
    rows = (
        InfrastructureItem.objects.on(day)
        .of(ItemKind.STATION)
        .order_by("operator__name")
        .values_list("operator__name")
        .annotate(
            n=Count("pk"),
            four=Count("pk", filter=FOUR),
            five=Count("pk", filter=FIVE),
            common=Count("pk", filter=Q(shared=True)),
        )
    )
    heads_of = (_("Trạm BTS"), _("Trạm 4G"), _("Trạm 5G"), _("Dùng chung"))
    columns = [Column(_("Doanh nghiệp")), *(Column(head, number=True) for head in heads_of)]
    return Table(
        _("Trạm BTS đang dùng theo doanh nghiệp"),
        columns,
        [[name, *(vn_number(one) for one in numbers)] for name, *numbers in rows],
    )


def village_years(day: date) -> Table:
    """Villages by year: how many were to be covered, how many were, in time or late, how many are without at its end. One query."""
    fields = ("case__accepted_at", "covered_on", "target_year", "case__timeliness")
    found = SignalVillage.objects.order_by().values_list(*fields)
    rows = [(local(at).date() if at else day, *others) for at, *others in found]
    columns = [
        Column(_("Năm")),
        Column(_("Kế hoạch phủ sóng (thôn)"), number=True),
        Column(_("Trong đó đã phủ sóng"), number=True),
        Column(_("Phủ sóng trong năm"), number=True),
        Column(_("Phủ sóng quá hạn"), number=True),
        Column(_("Còn chưa có sóng cuối năm"), number=True),
    ]
    years = sorted({year for _, _, year, _ in rows} | {day.year})[-YEARS:]
    lines = [[str(year), *(vn_number(n) for n in _of_year(year, rows, day))] for year in years]
    return Table(_("Thôn trắng sóng, lõm sóng: kế hoạch và kết quả theo năm"), columns, lines)


def _of_year(year: int, rows: list[Any], day: date) -> tuple[int, ...]:
    end = min(date(year, 12, 31), day)
    planned = [covered for _, covered, target, _ in rows if target == year]
    reached = [(covered, late) for _, covered, _, late in rows if covered and covered.year == year]
    without = [one for one in rows if one[0] <= end and (one[1] is None or one[1] > end)]
    late = [one for one in reached if one[1] == "late"]
    return len(planned), len([one for one in planned if one]), len(reached), len(late), len(without)


def infrastructure_map(number: str, counts: PlaceCounts, day: date) -> ShadedMap | None:
    """The areas of maps by one of the numbers; None where nothing is known of any. Two queries every few seconds."""
    places = places_of_day(day)
    values = _by_area(number, counts, places)
    if not values:
        return None
    return value_map(_("%(what)s theo xã, phường") % {"what": heads()[number]}, values, places)


def _by_area(number: str, counts: PlaceCounts, places: PlacesOfADay) -> dict[int, float]:
    """Areas may be those of a later day: each adds up the communes that it was made of; one without a row is left out."""
    found = {}
    for area in places.areas.units:
        parts = places.before.get(area.unit_id, (area.unit_id,))
        n = sum(counts.by_place[pk][number] for pk in parts if pk in counts.by_place)
        if n:
            found[area.unit_id] = float(n)
    return found


def csv_address() -> str:
    return reverse("infrastructure_communes_file")
