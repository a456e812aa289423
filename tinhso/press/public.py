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
from tinhso.press.channels.actions.add_slot import add_slot
from tinhso.press.channels.actions.approve_broadcast import approve_broadcast
from tinhso.press.channels.actions.confirm_broadcast import confirm_broadcast, note_missed_broadcast
from tinhso.press.channels.actions.plan_alert_broadcasts import plan_alert_broadcasts
from tinhso.press.channels.actions.plan_broadcast import plan_broadcast
from tinhso.press.channels.actions.register_channel import register_channel
from tinhso.press.channels.actions.verify_channel import verify_channel
from tinhso.press.clarifications.actions.draft_clarification import draft_clarification
from tinhso.press.clarifications.actions.publish_clarification import (
    publish_clarification,
    withdraw_clarification,
)
from tinhso.press.communication.actions.add_agenda_entry import add_agenda_entry
from tinhso.press.communication.actions.add_topic import add_topic
from tinhso.press.communication.actions.enter_reach import enter_reach
from tinhso.press.communication.actions.give_task import give_task
from tinhso.press.communication.actions.report_task import accept_task, report_task
from tinhso.press.communication.actions.send_guidance import confirm_guidance, send_guidance
from tinhso.press.communication.actions.start_plan import approve_plan, start_plan
from tinhso.press.conferences.actions.announce_conference import announce_conference, note_minutes
from tinhso.press.conferences.actions.ask_accreditation import ask_accreditation, decide_accreditation
from tinhso.press.conferences.actions.plan_conference import plan_conference
from tinhso.press.letters.actions.note_letter import note_letter
from tinhso.press.mailbox.actions.receive_mail import receive_mail
from tinhso.press.models import (
    Article,
    Broadcast,
    Category,
    Channel,
    Clarification,
    CommunicationTask,
    FieldLicence,
    GuidanceReceipt,
    NewsArticle,
    NewsCluster,
    NewsSource,
    PressConference,
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
from tinhso.press.registers.actions.enter_licence import enter_licence, note_licence
from tinhso.press.registers.actions.propose_licence import propose_licence
from tinhso.press.registers.actions.register_outlet_office import end_outlet_office, register_outlet_office
from tinhso.press.spokespersons.actions.note_statement import note_statement
from tinhso.press.spokespersons.actions.register_spokesperson import register_spokesperson

__all__ = [
    "Clarification",
    "propose_licence",
    "receive_mail",
    "Article",
    "Broadcast",
    "Category",
    "Channel",
    "CommunicationTask",
    "FieldLicence",
    "GuidanceReceipt",
    "NewsArticle",
    "NewsCluster",
    "NewsSource",
    "PressConference",
    "PressIssue",
    "Spokesperson",
    "accept_task",
    "add_agenda_entry",
    "add_outlet_article",
    "add_slot",
    "add_topic",
    "announce_conference",
    "answer_issue",
    "approve_article",
    "approve_plan",
    "ask_accreditation",
    "ask_press_question",
    "assign_issue",
    "attach_evidence",
    "attach_file",
    "begin_change",
    "choose_clip",
    "close_correction",
    "close_issue",
    "approve_broadcast",
    "confirm_broadcast",
    "confirm_guidance",
    "decide_accreditation",
    "draft_clarification",
    "end_outlet_office",
    "enter_issue",
    "enter_licence",
    "enter_reach",
    "focal_agency",
    "give_task",
    "hand_on_cluster",
    "intake_articles",
    "load_categories",
    "lock_article",
    "note_licence",
    "note_letter",
    "note_minutes",
    "note_missed_broadcast",
    "note_statement",
    "pause_issue",
    "plan_alert_broadcasts",
    "plan_broadcast",
    "plan_conference",
    "problems_of",
    "publish_clarification",
    "publish_due",
    "publish_issue",
    "refuse_issue",
    "register_channel",
    "register_outlet_office",
    "register_source",
    "register_spokesperson",
    "report_task",
    "request_correction",
    "resume_issue",
    "return_article",
    "save_revision",
    "save_search",
    "send_article",
    "send_guidance",
    "set_times",
    "start_article",
    "start_plan",
    "verify_channel",
    "verify_issue",
    "withdraw_article",
    "withdraw_clarification",
]
