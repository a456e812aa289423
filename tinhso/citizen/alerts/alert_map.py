"""Where alerts are meant for, on the ground of every map: each area by the gravest alert that is meant for it."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from tinhso.citizen.alerts.alert_display import ShownAlert
from tinhso.kernel.places.public import PlacesOfADay, ShadedMap, ground_of, places_of_day
from tinhso.lib.drawing.ground_map import GroundMap


def alert_map(alerts: Sequence[ShownAlert], *, on: date) -> ShadedMap | None:
    """The areas of these alerts, which are the gravest first; None where no area is known or none of them names one: "toàn
    tỉnh" is said in words. The places' queries; the units of each alert were fetched before."""
    places = places_of_day(on)
    shaded = shaded_by(alerts, places)
    if not shaded:
        return None
    drawing = GroundMap(ground_of(places), _("Bản đồ nơi có cảnh báo"), shaded=shaded)
    return ShadedMap(drawing, keys(alerts))


def shaded_by(alerts: Sequence[ShownAlert], places: PlacesOfADay) -> list[tuple[Sequence[int], str, str]]:
    """The areas of a map under these alerts: their number, class and what each says."""
    areas = [(one, units) for one in alerts if (units := {unit.pk for unit in one.alert.units.all()})]
    shaded: list[tuple[Sequence[int], str, str]] = []
    for n, area in enumerate(places.areas.units):
        olds = {area.unit_id, *places.before.get(area.unit_id, ())}
        if hit := next((one for one, units in areas if units & olds), None):
            shaded.append(((n,), shade(hit), f"{area.name}: {hit.alert.headline}"))
    return shaded


def shade(one: ShownAlert) -> str:
    return f"map-shade risk-{one.level.level}" if one.level else "map-shade"


def keys(alerts: Sequence[ShownAlert]) -> list[tuple[str, str]]:
    """What each shade means, once each, in the order of the alerts."""
    words = {shade(one): level_words(one) for one in alerts if one.alert.units.all()}
    return list(words.items())


def level_words(one: ShownAlert) -> str:
    if one.level is None:
        return _("cảnh báo khác")
    return _("%(level)s (màu %(colour)s)") % {"level": one.level.label, "colour": one.level.colour_name}
