"""The door of what happens in press; each subject describes its own events."""

from tinhso.press.articles.events import (
    ArticleApproved,
    ArticleChangeBegun,
    ArticleFileAttached,
    ArticleHalted,
    ArticleLocked,
    ArticleMoved,
    ArticlePublished,
    ArticleReturned,
    ArticleSaved,
    ArticleSent,
    ArticleStarted,
    ArticleTimed,
    ArticleUnlocked,
    ArticleWithdrawn,
    CategoriesLoaded,
)

__all__ = [
    "ArticleApproved",
    "ArticleChangeBegun",
    "ArticleFileAttached",
    "ArticleHalted",
    "ArticleLocked",
    "ArticleMoved",
    "ArticlePublished",
    "ArticleReturned",
    "ArticleSaved",
    "ArticleSent",
    "ArticleStarted",
    "ArticleTimed",
    "ArticleUnlocked",
    "ArticleWithdrawn",
    "CategoriesLoaded",
]
