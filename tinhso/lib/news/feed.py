"""What a source of news says: items, and everything in it that could not be understood. There is no field for who wrote."""

from dataclasses import dataclass, field
from datetime import datetime

MOST_OCTETS = 5_000_000
MOST_ITEMS = 500
MOST_PROBLEMS = 50
MOST_TITLE, MOST_EXCERPT, MOST_TEXT, MOST_ADDRESS = 300, 300, 40_000, 500


@dataclass(frozen=True)
class NewsItem:
    """`url` is the one key of an item: a guid may be missing, doubled or new each time. `published` is None where no date was
    read; `date_text` is the date as it was written. `text` is there for matching only."""

    url: str
    title: str
    excerpt: str = ""
    text: str = ""
    published: datetime | None = None
    date_text: str = ""


@dataclass(frozen=True)
class Problem:
    """`place` is the number of the item, from 1, or 0 for the source as a whole; `why` a Vietnamese sentence."""

    place: int
    why: str


@dataclass
class Feed:
    """`kind` is rss, rdf, atom, json, sitemap, sitemap_index, html or unknown; `parts` are addresses of further sitemaps."""

    kind: str = "unknown"
    items: list[NewsItem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    def note(self, place: int, why: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(place, why))


@dataclass(frozen=True)
class Draft:
    """An item as its format gives it, before it is checked."""

    urls: tuple[str, ...]
    title: str = ""
    summary: str = ""
    text: str = ""
    dates: tuple[str, ...] = ()
    base: str = ""
