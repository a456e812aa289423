from tinhso.press.models.article import LOCK_LASTS, Article
from tinhso.press.models.article_revision import ArticleDraft, ArticleRevision
from tinhso.press.models.article_step import ArticleFile, ArticleStep
from tinhso.press.models.category import Category
from tinhso.press.models.publication import FormerAddress, Publication, PublishedFigure, PublishedFile

__all__ = [
    "LOCK_LASTS",
    "Article",
    "ArticleDraft",
    "ArticleFile",
    "ArticleRevision",
    "ArticleStep",
    "Category",
    "FormerAddress",
    "Publication",
    "PublishedFigure",
    "PublishedFile",
]
