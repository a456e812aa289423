"""What press puts on pages of others, and says of itself for who runs an instance."""

from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import WorklistRow
from tinhso.kernel.files.public import PublicPictures
from tinhso.kernel.notices.public import Topic
from tinhso.kernel.people.roles import Head, PressApprover, PressEditor, PressSpokesperson, PressWriter
from tinhso.kernel.site.operation import Empty, Export, Retention
from tinhso.kernel.site.slots import CaseKind, HomeBlock, MenuItem, PublicPages
from tinhso.press.articles.pictures import published_pictures
from tinhso.press.portal.home import article_paths, home_news
from tinhso.press.questions.issue_process import KIND, issue_rows

KINDS = [CaseKind(KIND, _("Nội dung báo chí hỏi, nêu"), "press_issue", public_tracking=False)]
ROWS = [WorklistRow(KIND, issue_rows)]
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
]
BLOCKS = [HomeBlock("press/portal/home_news.html", home_news, order=60)]
PAGES = [PublicPages("tin-tuc", article_paths)]
PICTURES = [PublicPictures(published_pictures)]
TOPICS = [Topic("press.article", _("Tin bài"), for_officers=True, order=70)]
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
        _("Số thẻ nhà báo: xóa sau số ngày của quy định, kể từ khi trả lời xong"),
        ("press.JournalistRequest",),
        job="press.erase_cards",
        rules="press.journalist_days",
    ),
]
EXPORTS = [
    Export(
        "press",
        "Chuyên mục, tin bài với mọi bản, các bước, các bản đã đăng kèm số liệu lúc đăng, địa chỉ cũ, tệp của bài; người phát ngôn, nội dung báo chí hỏi, nêu",
        stays={"press.ArticleDraft": "what somebody was typing, checked by nobody"},
        order=28,
    )
]
EMPTY = [
    Empty("Probe", why="nothing outside is needed"),
    Empty("Setting", why="nothing outside is called"),
    Empty("Metric", why="the queue of jobs tells whether what is due is published"),
    Empty(
        "MyData", why="who writes, approves and speaks does so in office; a journalist has no account here"
    ),
    Empty(
        "AccountEnd",
        why="articles are the agency's; an unfinished text and a press card go after the days of their rules",
    ),
]
