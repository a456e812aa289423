"""What press puts on pages of others, and says of itself for who runs an instance."""

from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import WorklistRow, WorklistSide
from tinhso.kernel.files.public import PublicPictures
from tinhso.kernel.notices.public import Topic
from tinhso.kernel.people.public import AccountEnd, MyData
from tinhso.kernel.people.roles import (
    BroadcastOperator,
    Clerk,
    Head,
    PressApprover,
    PressEditor,
    PressSpokesperson,
    PressWriter,
)
from tinhso.kernel.site.declare import OwedReports
from tinhso.kernel.site.operation import Export, Metric, Probe, Retention
from tinhso.kernel.site.own_contact import OwnContacts
from tinhso.kernel.site.slots import CaseKind, HomeBlock, MenuItem, PublicPages, SearchKind
from tinhso.press.articles.pictures import published_pictures
from tinhso.press.channels.notices import TOPIC as BROADCAST_TOPIC
from tinhso.press.channels.own_contact import channels_own
from tinhso.press.communication.notices import TOPIC as TASK_TOPIC
from tinhso.press.communication.owed_reports import owed_press_reports
from tinhso.press.communication.task_process import ACCEPT, task_rows
from tinhso.press.communication.task_process import KIND as TASK_KIND
from tinhso.press.mailbox.folder import mailbox_finding
from tinhso.press.mailbox.waiting import mails_waiting_for
from tinhso.press.monitoring import own_searches
from tinhso.press.monitoring.health import news_sources
from tinhso.press.monitoring.notices import TOPIC
from tinhso.press.portal.home import article_paths, home_news
from tinhso.press.questions.issue_process import KIND, issue_rows
from tinhso.press.questions.notices import TOPIC as ISSUE_TOPIC
from tinhso.press.registers.permissions import proposals_waiting_for
from tinhso.press.spokespersons.own_contact import spokespersons_own

KINDS = [
    CaseKind(KIND, _("Nội dung báo chí hỏi, nêu"), "press_issue", public_tracking=False),
    CaseKind(TASK_KIND, _("Nhiệm vụ truyền thông"), "press_task", public_tracking=False, confirmed_at=ACCEPT),
]
ROWS = [WorklistRow(KIND, issue_rows), WorklistRow(TASK_KIND, task_rows)]
MENU = [
    MenuItem("public", _("Tin tức"), "news", order=60),
    MenuItem(
        "officer",
        _("Tin bài"),
        "articles",
        order=70,
        roles=(PressWriter.code, PressEditor.code, PressApprover.code),
    ),
    MenuItem("public", _("Trả lời báo chí"), "press_issues", order=61),
    MenuItem(
        "officer",
        _("Báo chí hỏi, nêu"),
        "issue_register",
        order=71,
        roles=(PressEditor.code, PressSpokesperson.code),
    ),
    MenuItem("officer", _("Người phát ngôn"), "own_spokespersons", order=72, roles=(Head.code,)),
    MenuItem(
        "officer",
        _("Theo dõi báo chí"),
        "news_articles",
        order=73,
        roles=(PressEditor.code, PressSpokesperson.code),
    ),
]
CHANNEL_MENU = [
    MenuItem("public", _("Kênh thông tin"), "verified_pages", order=62),
    MenuItem("public", _("Thông tin đính chính"), "clarifications", order=63),
    MenuItem("public", _("Họp báo"), "press_conferences", order=64),
    MenuItem("public", _("Cơ quan báo chí tại tỉnh"), "outlet_offices", order=65),
    MenuItem(
        "officer",
        _("Họp báo"),
        "own_conferences",
        order=78,
        roles=(PressEditor.code, PressSpokesperson.code),
    ),
    MenuItem(
        "officer",
        _("Kênh thông tin"),
        "own_channels",
        order=74,
        roles=(BroadcastOperator.code, PressEditor.code, Head.code),
    ),
    MenuItem(
        "officer",
        _("Kế hoạch truyền thông"),
        "communication_plans",
        order=75,
        roles=(PressEditor.code, PressApprover.code, PressSpokesperson.code, Head.code),
    ),
    MenuItem(
        "officer",
        _("Hướng dẫn tuyên truyền"),
        "guidance_list",
        order=76,
        roles=(BroadcastOperator.code, Clerk.code),
    ),
    MenuItem(
        "officer",
        _("Thông tin đính chính"),
        "own_clarifications",
        order=77,
        roles=(PressEditor.code, PressApprover.code, PressSpokesperson.code),
    ),
]
BLOCKS = [HomeBlock("press/portal/home_news.html", home_news, order=60)]
SEARCHED = [SearchKind("article", _("Tin, bài"), order=60)]
PAGES = [PublicPages("tin-tuc", article_paths)]
PICTURES = [PublicPictures(published_pictures)]
TOPICS = [
    Topic("press.article", _("Tin bài"), for_officers=True, order=70),
    Topic(TOPIC, _("Tin báo chí theo tìm kiếm đã lưu"), for_officers=True, order=71),
    Topic(ISSUE_TOPIC, _("Nội dung báo chí hỏi, nêu"), for_officers=True, order=73),
    Topic(TASK_TOPIC, _("Nhiệm vụ truyền thông"), for_officers=True, order=72),
    Topic(BROADCAST_TOPIC, _("Cảnh báo chờ phát"), for_officers=True, order=74),
]
METRICS = [Metric("tinhso_news_sources", "feeds of news outlets by health", news_sources)]
RETENTION = [
    Retention(
        "press.drafts",
        _("Bản tin bài đang gõ dở: xóa sau số ngày của quy định"),
        ("press.ArticleDraft",),
        job="press.forget_drafts",
        rules="press.draft_days",
    ),
    Retention(
        "press.cards",
        _(
            "Số thẻ nhà báo, tên người của văn phòng, thường trú: xóa sau số ngày của quy định, kể từ khi trả lời xong, từ cuộc họp báo, hoặc từ khi thôi"
        ),
        ("press.JournalistRequest", "press.Accreditation", "press.OutletOffice"),
        job="press.erase_cards",
        rules="press.journalist_days",
        stays={
            "press.Accreditation.ground": "a code of the law's grounds",
            "press.Accreditation.outlet": "the outlet, which is no person",
            "press.JournalistRequest.outlet": "the outlet, which is no person",
            "press.OutletOffice.outlet": "the outlet, which is no person",
        },
    ),
    Retention(
        "press.mails",
        _(
            "Thư của báo chí: địa chỉ, nội dung, tệp xóa sau số ngày của quy định, kể từ khi trả lời xong, bỏ qua, hoặc từ khi tới mà chưa ai nhận"
        ),
        ("press.PressMail", "press.PressMailFile"),
        job="press.erase_cards",
        rules="press.journalist_days",
        stays={
            "press.PressMail.outlet": "the outlet, which is no person",
            "press.PressMail.reason": "why an officer put it aside: the register has to say so",
        },
    ),
    Retention(
        "press.newsletter",
        _(
            "Nhận tin qua thư: địa chỉ chưa xác nhận xóa sau hai ngày; bài đã gửi cho ai xóa sau số ngày của quy định"
        ),
        ("press.NewsSubscription", "press.NewsletterItem"),
        job="press.erase_newsletters",
        rules="press.newsletter_item_days",
    ),
    Retention(
        "press.news_texts",
        _("Toàn văn tin báo chí, chỉ để so trùng và tìm địa danh: xóa sau số ngày của quy định"),
        ("press.NewsArticle",),
        job="press.erase_news",
        rules="press.news_text_days",
        stays={
            "press.NewsArticle.excerpt": "the published citation, until the whole row goes",
            "press.NewsArticle.folded": "title and excerpt as the search reads them",
            "press.NewsArticle.title": "the published citation, until the whole row goes",
            "press.NewsArticle.url": "the published citation, until the whole row goes",
        },
    ),
    Retention(
        "press.news_articles",
        _("Tin báo chí không vào điểm báo, không giao kiểm tra: xóa sau số ngày của quy định"),
        ("press.NewsArticle", "press.NewsCluster", "press.NewsMention"),
        job="press.erase_news",
        rules="press.news_article_days",
    ),
]
EXPORTS = [
    Export(
        "press",
        "Chuyên mục, tin bài với mọi bản, các bước, các bản đã đăng kèm số liệu lúc đăng, địa chỉ cũ, tệp của bài; người phát ngôn, nội dung báo chí hỏi, nêu, thư của báo chí; sổ báo chí, giấy phép; kênh thông tin, bản tin phát, kế hoạch truyền thông, thông tin đính chính, họp báo",
        stays={"press.ArticleDraft": "what somebody was typing, checked by nobody"},
        without={
            "press.NewsArticle": ("text", "signature", "bands"),
            "press.OutsideApproval": ("secret_digest",),
        },
        order=28,
    )
]
MY_DATA = [
    MyData(
        "tim-kiem-bao-chi",
        _("Tìm kiếm tin báo chí"),
        _("Các tìm kiếm tin báo chí đã lưu"),
        own_searches.tables,
        order=61,
    )
]
ACCOUNT_ENDS = [AccountEnd("press", erase=own_searches.erase)]
REPORTS_OWED = [OwedReports(_("Báo chí, truyền thông"), owed_press_reports, order=30)]
PROBES = [Probe("press_mail", mailbox_finding, database=False)]
SIDES = [
    WorklistSide(_("Thư của báo chí chờ nhận"), "press_mails", mails_waiting_for, roles=(PressEditor.code,)),
    WorklistSide(
        _("Giấy phép chờ ghi sổ"), "press_registers", proposals_waiting_for, roles=(PressEditor.code,)
    ),
]
OWN_CONTACTS = [OwnContacts(spokespersons_own, order=30), OwnContacts(channels_own, order=31)]
