"""Every page of press as people read it: the newsroom's and the public's."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.test_every_desk_page import Walk, named
from tests.journeys.test_officer_pages import Reader, own_connection
from tinhso.casework.tests.makers import NOW
from tinhso.press.articles.tests.test_outside_approval import requested as outside_request
from tinhso.press.channels.actions.add_slot import add_slot
from tinhso.press.channels.tests.test_channels import SLOT
from tinhso.press.clarifications.actions.publish_clarification import publish_clarification
from tinhso.press.clarifications.tests.test_clarifications import drafted
from tinhso.press.communication.actions.add_agenda_entry import add_agenda_entry
from tinhso.press.communication.tests.test_plans import ENTRY
from tinhso.press.conferences.tests import test_conferences as conferences
from tinhso.press.conftest import broadcast_town, newsroom, press_desk  # noqa: F401 - the fixtures
from tinhso.press.letters.tests import test_letters as letters
from tinhso.press.models import LicenceProposal, NewsSource
from tinhso.press.monitoring.actions.choose_clip import choose_clip
from tinhso.press.newsletter.links import CONFIRM, LEAVE
from tinhso.press.newsletter.tests import test_newsletter as newsletters
from tinhso.press.portal.tests.test_home_places import assigned as assigned_place
from tinhso.press.questions.actions.request_correction import request_correction
from tinhso.press.registers.tests import test_registers as registers
from tinhso.press.spokespersons.tests.test_spokespersons import registered
from tinhso.press.tests import channel_makers as channels
from tinhso.press.tests import issue_makers as issues
from tinhso.press.tests import mail_makers as mails
from tinhso.press.tests import news_makers as news
from tinhso.press.tests import plan_makers as plans
from tinhso.press.tests.makers import TEXT, fresh, published, sent, waiting, written

__all__ = ["own_connection"]
pytestmark = [pytest.mark.journey, pytest.mark.long]
BOOKS, MAIL = "/can-bo/so-bao-chi/", "/dang-ky-tin/"
DESK, PLACES = "/can-bo/tin-bai/", "/can-bo/trang-nhat/"
IN_SLOT = NOW.replace(day=11, hour=5, minute=10)  # the Monday after
NO_PAGE = {  # feeds, files, and a page that is an article like any other
    "broadcast_recording",
    "clarification_feed",
    "reach_evidence",
    *("news_feed", "news_category_feed", "news_sitemap", "article_ninjs", "article_file"),
    *("press_mail_file", "issue_mail_file"),
    *("article_desk_file", "account_of_2023", "evidence_file", "news_clips_pdf"),
}
BLOCKS = [
    {"type": "heading", "text": "Mục"},
    TEXT,
    {"type": "quote", "text": "Lời trích", "who": "Người nói"},
    {"type": "table", "caption": "Bảng", "rows": "Nơi|Việc\nXã A|Mở lớp"},
    {"type": "document", "number": "01/KH", "label": "Kế hoạch", "url": "/thu-tuc/"},
]


def read_issues(walk: Walk, desk: Any) -> None:
    """What the press asks and reports, at each step, and the register of spokespersons."""
    speaker = registered(desk)
    waiting_issue = issues.assigned(desk, issues.entered_issue(desk))
    story = issues.answered(desk, issues.at_answer(desk, url="https://bao.example.vn/hai"))
    story = issues.published_issue(desk, story)
    new = issues.asked_question(desk)
    article, by = issues.first_article(story), desk.actor("bien")
    words = {"wrong": "Ba đoạn.", "right": "Hai đoạn."}
    correction = request_correction(outlet_article=article, **words, by=by, now=NOW)
    one, done = f"/can-bo/bao-chi/{waiting_issue.case.code}/", f"/can-bo/bao-chi/{story.case.code}/"
    letter = letters.noted(desk, waiting_issue)
    walk.read("bien", one, f"{one}cong-van/", f"{one}cong-van/{letter.pk}/bo/")
    walk.read(
        "bien", "/can-bo/bao-chi/", "/can-bo/ghi-bao-neu/", f"/can-bo/bao-chi/{new.case.code}/viec/giao/"
    )
    walk.read(
        "bien", done, f"{done}bai/", f"{done}bai/{article.pk}/cai-chinh/", f"{done}cai-chinh/{correction.pk}/"
    )
    walk.read(
        "phat", one, f"{one}tep/", f"{one}viec/xac-minh/", f"{one}viec/tu-choi/", f"{one}viec/tam-dung/"
    )
    register = "/can-bo/nguoi-phat-ngon/"
    walk.read("chi", register, f"{register}moi/", f"{register}phat-ngon/", f"{register}{speaker.pk}/thoi/")
    walk.read(
        "an",
        "/bao-chi/",
        "/bao-chi/hoi/",
        "/bao-chi/xem/",
        f"/bao-chi/{story.case.code}/",
        "/nguoi-phat-ngon/",
    )


def read_news(walk: Walk, desk: Any) -> None:
    """What outlets publish about the province: the list, a story, the morning's list, counts, sources."""
    cluster = news.four_copies(desk)
    words = {"day": NOW.date(), "topic": "traffic", "comment": "Đã biết, đang kiểm tra."}
    choose_clip(cluster=cluster, **words, by=desk.actor("bien"), now=NOW)
    press, one = "/can-bo/bao-chi/", f"/can-bo/bao-chi/tin/{cluster.pk}/"
    walk.read("bien", f"{press}tin/", one, f"{one}giao-kiem-tra/", f"{one}diem-bao/", f"{press}diem-bao/")
    walk.read(
        "bien",
        f"{press}so-dem/",
        f"{press}tim-kiem/",
        f"{press}nguon/",
        f"{press}nguon/moi/",
        f"{press}nguon/{NewsSource.objects.first().pk}/",
    )


def read_channels(walk: Walk, desk: Any) -> None:
    """Loudspeakers, boards and pages, what is broadcast, what was set right."""
    channel, page = channels.loud_channel(desk), channels.agency_page(desk)
    slot = add_slot(channel=channel, **SLOT, by=desk.actor("loa"), now=NOW)
    row = channels.planned(desk, channel, planned_at=IN_SLOT)
    register, one = "/can-bo/kenh-thong-tin/", f"/can-bo/kenh-thong-tin/{channel.pk}/"
    walk.read("loa", register, f"{register}moi/", one, f"{one}thoi/", f"{one}khung-gio/", f"{one}phat/")
    aloud = f"/can-bo/ban-tin-phat/{row.pk}/"
    walk.read("loa", f"{register}khung-gio/{slot.pk}/bo/", "/can-bo/ban-tin-phat/", aloud)
    walk.read("loa", f"{aloud}ban-ghi/", f"{aloud}da-phat/", f"{aloud}khong-phat/")
    asked = channels.unapproved(desk, channel, planned_at=IN_SLOT + timedelta(days=2))
    walk.read("chu", *(f"/can-bo/ban-tin-phat/{asked.pk}/{way}/" for way in ("duyet", "khong-duyet")))
    walk.read("bien", f"{register}?cho=1", f"{register}{page.pk}/xac-minh/")
    waiting_one, live = drafted(desk), drafted(desk, claim="Chợ trung tâm đóng cửa hẳn.")
    publish_clarification(clarification=live, by=desk.actor("duyet"), now=NOW)
    right = "/can-bo/thong-tin-dinh-chinh/"
    letter = letters.noted(desk, waiting_one, purpose="competent", receiver="Thanh tra Sở A")
    walk.read("bien", right, f"{right}moi/", f"{right}{waiting_one.code}/")
    walk.read("bien", *(f"{right}{waiting_one.code}/cong-van/{way}" for way in ("", f"{letter.pk}/bo/")))
    walk.read("duyet", f"{right}{waiting_one.code}/dang/", f"{right}{live.code}/rut/")
    public = "/thong-tin-dinh-chinh/"
    walk.read("an", "/kenh-thong-tin/", "/kenh-thong-tin/truyen-thanh/", public, f"{public}{live.code}/")


def read_conferences(walk: Walk, desk: Any) -> None:
    """A press conference that takes requests for seats."""
    row = conferences.announced(desk)
    seat, one = conferences.seat_request(desk, row), f"/can-bo/hop-bao/{row.code}/"
    walk.read("hang", "/can-bo/hop-bao/", "/can-bo/hop-bao/moi/", one, f"{one}thong-bao/", f"{one}bien-ban/")
    walk.read("hang", f"{one}huy/", f"{one}dang-ky/{seat.pk}/")
    public = f"/hop-bao/{row.code}/"
    walk.read("an", "/hop-bao/", public, f"{public}dang-ky/", f"{public}xem/")


def read_plans(walk: Walk, desk: Any) -> None:
    """Plans, tasks, the agenda, guidance, reach."""
    plan, draft = plans.approved_plan(desk), plans.started_plan(desk)
    task, guidance = plans.given_task(desk, plan), plans.sent_guidance(desk)
    entry = add_agenda_entry(**ENTRY, by=desk.actor("bien"), now=NOW)
    page = channels.agency_page(desk, who="bien", name="Trang của Sở A", address="https://so-a.example.vn/")
    desk_page, one = "/can-bo/truyen-thong/", f"/can-bo/truyen-thong/{plan.pk}/"
    walk.read("bien", desk_page, f"{desk_page}moi/", one, f"{one}noi-dung/", f"{one}giao/")
    walk.read("bien", f"{desk_page}lich/", f"{desk_page}lich/moi/", f"{desk_page}lich/{entry.pk}/bo/")
    walk.read(
        "bien", f"{desk_page}huong-dan/", f"{desk_page}huong-dan/moi/", f"{desk_page}huong-dan/{guidance.pk}/"
    )
    walk.read("bien", f"{desk_page}tiep-can/", f"{desk_page}tiep-can/{page.pk}/moi/")
    walk.read("duyet", f"{desk_page}{draft.pk}/duyet/")
    mine = f"{desk_page}nhiem-vu/{task.case.code}/"
    walk.read("chu", mine, f"{mine}bao-cao/", f"{desk_page}huong-dan/{guidance.pk}/da-doc/")


def read_registers(walk: Walk, desk: Any) -> None:
    """Outlets in the province, licences of the field."""
    office, paper = registers.office(desk), registers.licence(desk)
    walk.read("an", "/co-quan-bao-chi/", "/giay-phep-bao-chi/")
    walk.read("bien", BOOKS, f"{BOOKS}moi/", f"{BOOKS}{office.pk}/thoi/")
    walk.read("bien", f"{BOOKS}giay-phep/", f"{BOOKS}giay-phep/{paper.pk}/")
    words = {"dossier": "H56.1", "kind": "social", "starts": NOW.date(), "proposed_at": NOW}
    offer = LicenceProposal.objects.create(deed="grant", title="Mạng Ví Dụ", **words)
    walk.read("bien", BOOKS, f"{BOOKS}de-xuat/{offer.pk}/", f"{BOOKS}de-xuat/{offer.pk}/bo/")


def read_mailbox(walk: Walk) -> None:
    """Mail of the press: the list, a message with a file and one left out, what is made of it."""
    made = mails.attached(mails.attached(mails.message(), mails.PDF, "hoi.pdf"), b"MZ", "chay.exe")
    box = "/can-bo/bao-chi/thu/"
    one = f"{box}{mails.received(made).pk}/"
    walk.read(
        "bien", box, one, *(f"{one}viec/{deed}/" for deed in ("cau-hoi", "bao-neu", "hoi-the", "bo-qua"))
    )


def read_mail(walk: Walk) -> None:
    """News by mail, and the link of somebody outside."""
    row = newsletters.requested()
    links = f"{MAIL}xac-nhan/{CONFIRM.sign(row.key.hex)}/", f"{MAIL}thoi/{LEAVE.sign(row.key.hex)}/"
    walk.read("an", "/duyet-bai/", MAIL, *links)


def test_every_page_of_press_reads_well(browser: Browser, broadcast_town: Any):  # noqa: F811
    newsroom = press_desk = broadcast_town  # noqa: F811 - the same town
    article = published(newsroom, blocks=BLOCKS)
    draft = written(newsroom, title="Bài đang viết", blocks=[*BLOCKS, {"type": "heading", "text": ""}])
    edited, offered = written(newsroom, title="Chờ biên tập"), waiting(newsroom, title="Bài chờ duyệt")
    sent(newsroom, edited, "viet")
    walk = Walk(Reader(browser, newsroom))
    one = f"{DESK}{draft.code}/"
    walk.read(
        "viet", DESK, "/can-bo/viet-bai/", one, f"{one}sua/", f"{one}tep/", f"{one}hen-gio/", f"{one}dia-chi/"
    )
    walk.read("viet", f"{one}ban/1/", f"{one}ban/2/thay-doi/", f"{one}viec/chuyen/")
    walk.read("bien", f"{DESK}{edited.code}/", f"{DESK}{edited.code}/viec/tra-lai/")
    walk.read(
        "duyet",
        f"{DESK}{offered.code}/",
        f"{DESK}{offered.code}/viec/duyet/",
        f"{DESK}{article.code}/viec/go/",
    )
    walk.read("an", "/tin-tuc/", "/tin-tuc/chuyen-muc/chuyen-doi-so/", f"/tin-tuc/{article.slug}/")
    walk.read("an", f"/tin-tuc/{article.slug}/ban/1/")
    outside_request(newsroom, fresh(offered))
    walk.read("bien", f"{DESK}{offered.code}/", f"{DESK}{offered.code}/duyet-ngoai/")
    read_mail(walk)
    row = assigned_place(newsroom, article)
    walk.read("bien", f"{DESK}{article.code}/dich/")
    walk.read("bien", PLACES, f"{PLACES}moi/", f"{PLACES}{row.pk}/bo/")
    read_registers(walk, press_desk)
    read_mailbox(walk)
    read_issues(walk, press_desk)
    read_news(walk, press_desk)
    read_channels(walk, press_desk)
    read_plans(walk, press_desk)
    read_conferences(walk, press_desk)
    assert not walk.reader.wrong, "\n".join(walk.reader.wrong)
    assert named("tinhso.press.") == walk.seen | NO_PAGE
