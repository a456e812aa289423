"""What happens where outlets are followed. Titles, comments and addresses lie in their rows."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class NewsSourceRegistered(Event):
    """A feed of an outlet is on the list of what may be asked."""

    source_id: int
    minutes: int


@dataclass(frozen=True, kw_only=True)
class NewsSourceChanged(Event):
    """It is read at another pace, or no longer."""

    source_id: int
    minutes: int
    active: bool


@dataclass(frozen=True, kw_only=True)
class NewsArticlesRead(Event):
    """So many new articles of a source are about the province; others of the same reading were skipped."""

    source_id: int
    articles: int
    skipped: int


@dataclass(frozen=True, kw_only=True)
class NewsSourceFailed(Event):
    """A source that had answered cannot be read since now."""

    source_id: int


@dataclass(frozen=True, kw_only=True)
class NewsSearchSaved(Event):
    """An officer looks for something again and again."""

    search_id: int
    alerts: bool


@dataclass(frozen=True, kw_only=True)
class NewsSearchDeleted(Event):
    """An officer no longer looks for it."""

    search_id: int


@dataclass(frozen=True, kw_only=True)
class NewsClipChosen(Event):
    """A story stands in the list of the morning of a day."""

    cluster_id: int
    day: date


@dataclass(frozen=True, kw_only=True)
class NewsClipDropped(Event):
    """It stands there no longer."""

    cluster_id: int
    day: date


@dataclass(frozen=True, kw_only=True)
class NewsArticleParted(Event):
    """An article was no copy of the others of its story, and has one of its own."""

    cluster_id: int
    article_id: int


@dataclass(frozen=True, kw_only=True)
class NewsClusterHandedOn(Event):
    """What outlets tell became an issue; so many articles were noted with it."""

    label: ClassVar[str] = "Đã giao kiểm tra từ tin báo chí"
    case_id: int
    cluster_id: int
    articles: int


@dataclass(frozen=True, kw_only=True)
class NewsTextsErased(Event):
    """Full texts whose days are over were erased, with what copies are found by; old articles that led to nothing went."""

    texts: int
    articles: int
