"""One map over the ground: its part of the land, names that do not touch each other, pins with a number and a name."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from tinhso.lib.drawing.ground import GROUND_ID, WIDTH, Frame, Ground, Name
from tinhso.lib.drawing.maps import HATCH

PHONE, DESK = 3.05, 1.65  # units for one pixel where the map is as wide as a phone, or a column at a desk
CLOSE = 0.3  # from this part of the whole on a map names communes, not districts
LETTER, LINE = 6.6, 16.0  # pixels of a letter and of a line
DOT = 10.0  # units of a small place on the whole map
RADIUS = {"phone": 13.0, "desk": 14.0}
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Pin:
    """A place with its number and name; `words` say all of it to whoever does not see. `tone`: open, late, done, here."""

    lon: float
    lat: float
    words: str
    count: int = 0
    name: str = ""
    url: str = ""
    tone: str = "open"


@dataclass(frozen=True)
class Mark:
    """A small place (`point`), a line or a closed shape (`line`, `area`) by its points (longitude, latitude), and its words."""

    kind: str
    line: Sequence[Sequence[float]]
    words: str = ""


@dataclass(frozen=True)
class GroundMap:
    """A map of the ground, or of the part of it inside `box` (degrees). `shaded` are shapes of one or more areas by
    their numbers, each with a class and what it says; `marks` are many small places or shapes, below the names."""

    ground: Ground
    title: str
    pins: Sequence[Pin] = ()
    box: Frame | None = None
    shaded: Sequence[tuple[Sequence[int], str, str]] = ()
    marks: Sequence[Mark] = ()
    is_repeated: bool = False  # the page has drawn the ground before
    names: Sequence[Name] | None = None
    _occupied: dict[str, list[Box]] = field(default_factory=lambda: {"phone": [], "desk": []}, repr=False)

    @property
    def view(self) -> tuple[float, float, float, float]:
        return self.ground.view(whole=self.box is None, box=self.box)

    @property
    def zoom(self) -> float:
        """How much smaller a unit of the ground is than one of this map."""
        return round(self.view[2] / WIDTH, 4)

    def svg(self) -> str:
        """The drawing; pins are links in reading order, after names."""
        left, top, wide, tall = self.view
        pins = "".join(self._pin(pin) for pin in self.pins)
        ground = f'<use href="#{GROUND_ID}"/>' if self.is_repeated else self.ground.markup
        hatch = HATCH if any("map-none" in kind for _n, kind, _words in self.shaded) else ""
        shaded = hatch + "".join(
            f'<path class="{escape(kind)}" d="{"".join(self.ground.paths[n] for n in areas)}">'
            f"<title>{escape(words)}</title></path>"
            for areas, kind, words in self.shaded
        )
        return (
            f'<svg class="ground" width="{wide:.0f}" height="{tall:.0f}" viewBox="{left} {top} {wide} {tall}" role="group" '
            f'aria-label="{escape(self.title)}"><title>{escape(self.title)}</title>'
            f"{ground}{shaded}{self._marks()}{self._names()}{pins}</svg>"
        )

    def _marks(self) -> str:
        """Each with its words for a pointer; the page shows them as lines too."""
        reach = round(DOT * self.zoom, 2)
        drawn = []
        for mark in self.marks:
            words = f"<title>{escape(mark.words)}</title>" if mark.words else ""
            if mark.kind == "point":
                x, y = self.ground.frame.place(*mark.line[0][:2])
                shape = f'<circle class="map-point" cx="{x}" cy="{y}" r="{reach}"'
            else:
                shape = f'<path class="map-{mark.kind}" d="{self._steps(mark)}"'
            drawn.append(f'{shape} vector-effect="non-scaling-stroke">{words}</{shape[1:].split()[0]}>')
        return "".join(drawn)

    def _steps(self, mark: "Mark") -> str:
        """In tenths of a unit, for a close look at a small part."""
        places = [self.ground.frame.place(*point[:2]) for point in mark.line]
        line = "L".join(f"{x} {y}" for x, y in places)
        return f"M{line}z" if mark.kind == "area" else f"M{line}"

    def _pin(self, pin: Pin) -> str:
        x, y = self.ground.frame.place(pin.lon, pin.lat)
        number = f'<text class="map-count">{pin.count}</text>' if pin.count else ""
        name = ""
        shown = self._room(x, y, pin.name, below=True) if pin.name else None
        if shown is not None:
            name = f'<text class="map-name{shown}">{escape(pin.name)}</text>'
        drawn = f'<circle class="map-touch"/><circle class="map-dot"/>{number}{name}<title>{escape(pin.words)}</title>'
        if pin.url:
            drawn = f'<a href="{escape(pin.url)}" aria-label="{escape(pin.words)}">{drawn}</a>'
        where = f"translate({x} {y}) scale({self.zoom})"
        return f'<g class="map-pin map-{escape(pin.tone)}" transform="{where}">{drawn}</g>'

    def _names(self) -> str:
        """After the pins have taken their room."""
        left, top, wide, tall = self.view
        drawn, named = [], {pin.name for pin in self.pins}
        for name in self._names_to_draw():
            x, y = self.ground.frame.place(name.lon, name.lat)
            if name.words in named or not (left <= x <= left + wide and top <= y <= top + tall):
                continue
            shown = self._room(x, y, name.words)
            if shown is not None:
                named.add(name.words)
                where = f"translate({x} {y}) scale({self.zoom})"
                drawn.append(
                    f'<g transform="{where}"><text class="map-word map-{escape(name.kind)}{shown}">{escape(name.words)}</text></g>'
                )
        return f'<g aria-hidden="true">{"".join(drawn)}</g>'

    def _names_to_draw(self) -> Sequence[Name]:
        """Close by every place; of the whole only its districts, where there are some."""
        if self.names is not None:
            return self.names
        names = self.ground.names
        districts = any(name.kind == "district" for name in names)
        if self.box is None and districts:
            return [name for name in names if name.kind != "place"]
        return [name for name in names if name.kind != "district"] if self.zoom < CLOSE else names

    def _room(self, x: float, y: float, words: str, *, below: bool = False) -> str | None:
        """Takes the room of the words where it is free: "" on every screen, " map-wide" at a desk alone, None nowhere."""
        left, top, wide, tall = self.view
        free = {}
        for screen, usual in (("phone", PHONE), ("desk", DESK)):
            unit = usual * self.zoom
            half, drop = len(words) * LETTER / 2 * unit, (RADIUS[screen] + 11) * unit if below else 0.0
            box = (x - half, y + drop - LINE / 2 * unit, x + half, y + drop + LINE / 2 * unit)
            inside = left <= box[0] and box[2] <= left + wide and top <= box[1] and box[3] <= top + tall
            free[screen] = inside and not any(_meet(box, other) for other in self._occupied[screen])
            if free[screen]:
                self._occupied[screen].append(box)
        if free["phone"] and free["desk"]:
            return ""
        return " map-wide" if free["desk"] else None

    def __post_init__(self) -> None:
        for pin in self.pins:
            x, y = self.ground.frame.place(pin.lon, pin.lat)
            for screen, unit in (("phone", PHONE), ("desk", DESK)):
                reach = RADIUS[screen] * unit * self.zoom
                self._occupied[screen].append((x - reach, y - reach, x + reach, y + reach))


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
