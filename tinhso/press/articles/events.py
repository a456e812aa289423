"""What happens to articles. Titles, texts and reasons lie in their rows."""

from dataclasses import dataclass
from datetime import datetime

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class CategoriesLoaded(Event):
    """The categories of the portal were brought up to date; how many there are."""

    categories: int


@dataclass(frozen=True, kw_only=True)
class ArticleStarted(Event):
    """Somebody began an article of the agency."""

    article_id: int
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class TranslationStarted(Event):
    """Somebody began a translation of a published version of an article."""

    article_id: int
    original_id: int
    version: int
    language: Code


@dataclass(frozen=True, kw_only=True)
class ArticleSaved(Event):
    """A text of the article was stored for good; `aside` where another one had come before it."""

    article_id: int
    revision: int
    aside: bool


@dataclass(frozen=True, kw_only=True)
class ArticleLocked(Event):
    """Somebody works on the article; `over_id` is who lost the lock by it."""

    article_id: int
    over_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class ArticleUnlocked(Event):
    """Nobody works on the article any more."""

    article_id: int


@dataclass(frozen=True, kw_only=True)
class ArticleSent(Event):
    """The article went on to the next step."""

    article_id: int
    revision: int
    state: Code


@dataclass(frozen=True, kw_only=True)
class ArticleReturned(Event):
    """The article was given back, with a reason."""

    article_id: int
    state: Code


@dataclass(frozen=True, kw_only=True)
class ArticleTimed(Event):
    """Hours of going live, of an embargo and of expiry were set."""

    article_id: int
    go_live_at: datetime | None
    embargo_until: datetime | None
    expires_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ArticleApproved(Event):
    """A text was let through to be published at its hour."""

    article_id: int
    revision: int


@dataclass(frozen=True, kw_only=True)
class ArticleHalted(Event):
    """An approved text was not published at its hour since a check failed by then; it waits for the approver anew."""

    article_id: int
    revision: int


@dataclass(frozen=True, kw_only=True)
class ArticlePublished(Event):
    """A version went live: the first, a correction or a rewrite."""

    article_id: int
    version: int
    change: Code


@dataclass(frozen=True, kw_only=True)
class ArticleChangeBegun(Event):
    """A correction or a rewrite of a published article was begun; what is live stays until it is approved."""

    article_id: int
    change: Code


@dataclass(frozen=True, kw_only=True)
class ArticleWithdrawn(Event):
    """A published article was withdrawn, with a reason that its page tells."""

    article_id: int
    version: int


@dataclass(frozen=True, kw_only=True)
class ArticleMoved(Event):
    """The article got another address; the former one leads there."""

    article_id: int


@dataclass(frozen=True, kw_only=True)
class ArticleFileAttached(Event):
    """A picture or file was laid beside the article for its blocks."""

    article_id: int
    file_id: int


@dataclass(frozen=True, kw_only=True)
class OutsideApprovalAsked(Event):
    """One text of an article went to somebody outside by a secret link."""

    approval_id: int
    article_id: int
    revision: int
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class OutsideApprovalAnswered(Event):
    """Who opened the link approved that text or gave it back."""

    approval_id: int
    article_id: int
    approved: bool


@dataclass(frozen=True, kw_only=True)
class OutsideApprovalRevoked(Event):
    """The link opens nothing any more."""

    approval_id: int
    article_id: int
