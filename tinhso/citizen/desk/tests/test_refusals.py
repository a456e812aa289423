"""What the desk of reports refuses: to who is not of it, to who comes second, without words or a listed reason."""

from uuid import uuid4

import pytest

from tinhso.casework.public import NoteRefused, NotYourTurn, Stale
from tinhso.citizen.desk.actions.answer_report import AnswerRefused, NotAtHandling, answer_report
from tinhso.citizen.desk.actions.decide_comment import decide_comment
from tinhso.citizen.desk.actions.merge_report import merge_report
from tinhso.citizen.desk.actions.publish_answer import publish_answer, send_back_answer
from tinhso.citizen.desk.actions.route_report import route_report
from tinhso.citizen.desk.actions.set_visibility import (
    UnknownReason,
    hide_report,
    review_hidden,
    show_report,
    withhold_photo,
)
from tinhso.citizen.desk.actions.turn_down_report import turn_down_report
from tinhso.citizen.desk.tests.test_desk import answered_report, closed
from tinhso.citizen.models import Report, ReportComment, ReportPhoto
from tinhso.citizen.public_pages.actions.follow_report import follow_report
from tinhso.citizen.public_pages.actions.write_comment import CommentRefused, NotShown, write_comment
from tinhso.citizen.reports.content import PHOTO_RULES, ContentRefused
from tinhso.citizen.sender.actions.hide_name import hide_name
from tinhso.citizen.sender.actions.rate_report import rate_report
from tinhso.citizen.sender.actions.reopen_report import reopen_report
from tinhso.citizen.sender.sender_identity import sender_of
from tinhso.citizen.tests.makers import NOW, REFUSALS, picture, send, set_up, upload
from tinhso.kernel.files.public import Holder, NotYourFile, store_upload

pytestmark = pytest.mark.django_db
STRANGERS = ("emi", "chi", "bao", "an", "dung")


@pytest.fixture
def report(town) -> Report:
    return send(town, set_up(town))


def somebody_elses_photo():
    return store_upload(upload(picture()), by=Holder("ai-khac"), now=NOW, rules=PHOTO_RULES)


VISIBLE = [
    (show_report, {}),
    (hide_report, {"reason": "khong-ro", "reasons": REFUSALS}),
    (review_hidden, {}),
]


@pytest.mark.parametrize(("deed", "words"), VISIBLE)
def test_only_the_desk_says_what_the_public_sees(town, report, deed, words):
    for name in STRANGERS:
        with pytest.raises(NotYourTurn):
            deed(report=report, by=town.actor(name), now=NOW, **words)


def test_only_the_desk_decides_on_photos_and_comments(town, report):
    photo, comment = ReportPhoto(report=report), ReportComment(report=report)
    for name in STRANGERS:
        with pytest.raises(NotYourTurn):
            withhold_photo(photo=photo, hidden=True, by=town.actor(name), now=NOW)
        with pytest.raises(NotYourTurn):
            decide_comment(comment=comment, shown=True, by=town.actor(name), now=NOW)


def test_a_report_is_hidden_for_a_listed_reason(town, report):
    with pytest.raises(UnknownReason):
        hide_report(report=report, reason="x", reasons=REFUSALS, by=town.actor("binh"), now=NOW)


def test_who_comes_second_neither_routes_nor_merges_nor_turns_down(town, report):
    other, by = send(town, report.category), town.actor("binh")
    routing = {"agency": town.agency_a, "category": report.category, "shown_text": "", "publish": False}
    with pytest.raises(Stale):
        route_report(report=report, ver=report.case.ver + 1, by=by, now=NOW, **routing)
    with pytest.raises(Stale):
        merge_report(report=report, ver=report.case.ver + 1, into=other, by=by, now=NOW)
    with pytest.raises(Stale):
        turn_down_report(report=report, ver=report.case.ver + 1, reason="khong-ro", text="", by=by, now=NOW)
    for name in STRANGERS:
        with pytest.raises(NotYourTurn):
            merge_report(report=report, ver=report.case.ver, into=other, by=town.actor(name), now=NOW)


def test_an_answer_takes_only_photos_of_who_answers(town, report):
    answered_report(town, report)
    with pytest.raises(NotYourFile):
        answer_report(
            report=report,
            ver=report.case.ver,
            text="Đã vá",
            photos=[somebody_elses_photo().pk],
            by=town.actor("emi"),
            now=NOW,
        )


def test_an_answer_is_published_by_the_desk_in_words_as_it_was_read(town, report):
    answered_report(town, report)
    with pytest.raises(NotAtHandling):
        publish_answer(report=report, ver=report.case.ver, text="x", by=town.actor("emi"), now=NOW)
    answer_report(report=report, ver=report.case.ver, text="Đã vá", photos=[], by=town.actor("emi"), now=NOW)
    ver = report.case.ver
    for name in STRANGERS:
        with pytest.raises(NotYourTurn):
            publish_answer(report=report, ver=ver, text="Đã vá", by=town.actor(name), now=NOW)
        with pytest.raises(NotYourTurn):
            send_back_answer(report=report, ver=ver, reason="Chưa rõ.", by=town.actor(name), now=NOW)
    by = town.actor("binh")
    with pytest.raises(AnswerRefused):
        publish_answer(report=report, ver=ver, text=" ", by=by, now=NOW)
    with pytest.raises(Stale):
        publish_answer(report=report, ver=ver - 1, text="Đã vá", by=by, now=NOW)
    with pytest.raises(Stale):
        send_back_answer(report=report, ver=ver - 1, reason="Chưa rõ.", by=by, now=NOW)
    with pytest.raises(NoteRefused):
        send_back_answer(report=report, ver=ver, reason=" ", by=by, now=NOW)


def test_the_sender_alone_takes_the_name_off_and_rates_what_stands(town, report):
    for name in ("binh", "dung"):
        with pytest.raises(NotYourTurn):
            hide_name(report=report, by=town.actor(name), now=NOW)
    closed(town, report)
    with pytest.raises(Stale):
        rate_report(report=report, ver=1, stars=5, text="", by=sender_of(report), now=NOW)


def test_a_report_is_reopened_in_words_with_own_photos(town, report):
    closed(town, report)
    by = sender_of(report)
    with pytest.raises(ContentRefused):
        reopen_report(report=report, client_key=uuid4(), text="x" * 4001, by=by, now=NOW)
    with pytest.raises(NotYourFile):
        photos = [somebody_elses_photo().pk]
        reopen_report(report=report, client_key=uuid4(), text="Vỡ", by=by, now=NOW, photos=photos)


def test_what_is_not_public_is_neither_followed_nor_commented(town, report):
    with pytest.raises(NotShown):
        follow_report(report=report, confirm=False, by=town.actor("dung"), now=NOW)
    with pytest.raises(NotShown):
        write_comment(report=report, text="Tôi cũng thấy.", by=town.actor("dung"), now=NOW)
    show_report(report=report, by=town.actor("binh"), now=NOW)
    for text in (" ", "x" * 4001):
        with pytest.raises(CommentRefused):
            write_comment(report=report, text=text, by=town.actor("dung"), now=NOW)
