"""The door of press: the deeds by which articles are written, approved and published."""

from tinhso.press.articles.actions.approve_article import approve_article
from tinhso.press.articles.actions.attach_file import attach_file
from tinhso.press.articles.actions.begin_change import begin_change
from tinhso.press.articles.actions.load_categories import load_categories
from tinhso.press.articles.actions.lock_article import lock_article
from tinhso.press.articles.actions.publish_due import publish_due
from tinhso.press.articles.actions.return_article import return_article
from tinhso.press.articles.actions.save_revision import save_revision
from tinhso.press.articles.actions.send_article import send_article
from tinhso.press.articles.actions.set_times import set_times
from tinhso.press.articles.actions.start_article import start_article
from tinhso.press.articles.actions.withdraw_article import withdraw_article
from tinhso.press.articles.checks import problems_of
from tinhso.press.models import Article, Category

__all__ = [
    "Article",
    "Category",
    "approve_article",
    "attach_file",
    "begin_change",
    "load_categories",
    "lock_article",
    "problems_of",
    "publish_due",
    "return_article",
    "save_revision",
    "send_article",
    "set_times",
    "start_article",
    "withdraw_article",
]
