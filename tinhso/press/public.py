"""The door of press: the deeds by which articles are published, and what the press asks is answered."""

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
from tinhso.press.models import (
    Article,
    Category,
    NewsArticle,
    NewsCluster,
    NewsSource,
    PressIssue,
    Spokesperson,
)
from tinhso.press.monitoring.actions.choose_clip import choose_clip
from tinhso.press.monitoring.actions.hand_on_cluster import hand_on_cluster
from tinhso.press.monitoring.actions.intake_articles import intake_articles
from tinhso.press.monitoring.actions.register_source import register_source
from tinhso.press.monitoring.actions.save_search import save_search
from tinhso.press.questions.actions.add_outlet_article import add_outlet_article
from tinhso.press.questions.actions.answer_issue import answer_issue
from tinhso.press.questions.actions.ask_press_question import ask_press_question
from tinhso.press.questions.actions.assign_issue import assign_issue
from tinhso.press.questions.actions.attach_evidence import attach_evidence
from tinhso.press.questions.actions.enter_issue import enter_issue
from tinhso.press.questions.actions.pause_issue import pause_issue, resume_issue
from tinhso.press.questions.actions.publish_issue import close_issue, publish_issue
from tinhso.press.questions.actions.refuse_issue import refuse_issue
from tinhso.press.questions.actions.request_correction import close_correction, request_correction
from tinhso.press.questions.actions.verify_issue import verify_issue
from tinhso.press.questions.issue_process import focal_agency
from tinhso.press.spokespersons.actions.note_statement import note_statement
from tinhso.press.spokespersons.actions.register_spokesperson import register_spokesperson

__all__ = [
    "Article",
    "Category",
    "NewsArticle",
    "NewsCluster",
    "NewsSource",
    "PressIssue",
    "Spokesperson",
    "add_outlet_article",
    "answer_issue",
    "approve_article",
    "ask_press_question",
    "assign_issue",
    "attach_evidence",
    "attach_file",
    "begin_change",
    "choose_clip",
    "close_correction",
    "close_issue",
    "enter_issue",
    "focal_agency",
    "hand_on_cluster",
    "intake_articles",
    "load_categories",
    "lock_article",
    "note_statement",
    "pause_issue",
    "problems_of",
    "publish_due",
    "publish_issue",
    "refuse_issue",
    "register_source",
    "register_spokesperson",
    "request_correction",
    "resume_issue",
    "return_article",
    "save_revision",
    "save_search",
    "send_article",
    "set_times",
    "start_article",
    "verify_issue",
    "withdraw_article",
]
