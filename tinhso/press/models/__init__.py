from tinhso.press.models.article import LOCK_LASTS, Article
from tinhso.press.models.article_revision import ArticleDraft, ArticleRevision
from tinhso.press.models.article_step import ArticleFile, ArticleStep
from tinhso.press.models.broadcast import Broadcast
from tinhso.press.models.category import Category
from tinhso.press.models.channel import Channel, ChannelSlot
from tinhso.press.models.clarification import Clarification
from tinhso.press.models.communication import (
    AgendaEntry,
    CommunicationPlan,
    CommunicationTask,
    Guidance,
    GuidanceReceipt,
    PlanTopic,
    ReachFigure,
)
from tinhso.press.models.home_place import HomePlace
from tinhso.press.models.news_article import NewsArticle, NewsCluster, NewsMention
from tinhso.press.models.news_choice import NewsClip, NewsSearch
from tinhso.press.models.news_source import NewsSource
from tinhso.press.models.newsletter import NewsletterItem, NewsSubscription
from tinhso.press.models.outlet_article import CorrectionRequest, IssueFile, JournalistRequest, OutletArticle
from tinhso.press.models.outside_approval import OutsideApproval
from tinhso.press.models.press_conference import Accreditation, PressConference
from tinhso.press.models.press_issue import PressIssue
from tinhso.press.models.press_letter import PressLetter
from tinhso.press.models.press_mail import PressMail, PressMailFile
from tinhso.press.models.press_register import FieldLicence, LicenceNote, LicenceProposal, OutletOffice
from tinhso.press.models.publication import FormerAddress, Publication, PublishedFigure, PublishedFile
from tinhso.press.models.spokesperson import Spokesperson, Statement

__all__ = [
    "LOCK_LASTS",
    "Accreditation",
    "AgendaEntry",
    "Article",
    "ArticleDraft",
    "ArticleFile",
    "ArticleRevision",
    "ArticleStep",
    "Broadcast",
    "Category",
    "Channel",
    "ChannelSlot",
    "Clarification",
    "CommunicationPlan",
    "CommunicationTask",
    "CorrectionRequest",
    "FieldLicence",
    "FormerAddress",
    "Guidance",
    "GuidanceReceipt",
    "HomePlace",
    "IssueFile",
    "JournalistRequest",
    "LicenceNote",
    "LicenceProposal",
    "NewsArticle",
    "NewsClip",
    "NewsCluster",
    "NewsMention",
    "NewsSearch",
    "NewsSource",
    "NewsSubscription",
    "NewsletterItem",
    "OutletArticle",
    "OutletOffice",
    "OutsideApproval",
    "PlanTopic",
    "PressConference",
    "PressIssue",
    "PressLetter",
    "PressMail",
    "PressMailFile",
    "Publication",
    "PublishedFigure",
    "PublishedFile",
    "ReachFigure",
    "Spokesperson",
    "Statement",
]
