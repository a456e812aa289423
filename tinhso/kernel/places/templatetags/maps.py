"""Maps on pages: `{% load maps %}`, `{% ground_map drawing %}`."""

from django import template
from django.utils.safestring import mark_safe

from tinhso.kernel.places.shaded_map import ShadedMap
from tinhso.lib.drawing.ground_map import GroundMap

register = template.Library()


@register.inclusion_tag("places/map.html")
def ground_map(drawing: GroundMap, caption: str = "") -> dict[str, object]:
    """The drawing with whose it is and how near its borders are; `caption` stands before that."""
    drawn = mark_safe(drawing.svg())  # noqa: S308 - drawn by lib, escaped there
    return {"drawn": drawn, "note": drawing.ground.note, "caption": caption}


@register.inclusion_tag("places/shaded_map.html")
def shaded_map(shown: ShadedMap, caption: str = "") -> dict[str, object]:
    """Areas that are shaded, with what each shade means."""
    return ground_map(shown.drawing, caption) | {"keys": shown.keys}
