"""Questions, requests, follows and the showcase: their deeds, who learns what, and what the public reads."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.town import DAY, FOREVER, make_officer
from tinhso.casework.public import NoteRefused, NotSettled, NotYourTurn, Stale, State, withdraw_case
from tinhso.casework.tests.derived import differing
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.kernel.law.models import Rule
from tinhso.kernel.notices.public import Notice
from tinhso.kernel.people.public import Actor, actor_of
from tinhso.kernel.people.roles import DataOfficer
from tinhso.opendata.dataset_page.actions.follow_dataset import (
    NotFollowable,
    follow_dataset,
    tell_followers,
    unfollow_dataset,
)
from tinhso.opendata.measures import MEASURES
from tinhso.opendata.models import DataQuestion, Dataset, DatasetFollow, Reuse
from tinhso.opendata.publishing.editing import is_taken
from tinhso.opendata.questions import person_export
from tinhso.opendata.questions.actions.answer_question import answer_question, refuse_question
from tinhso.opendata.questions.actions.ask_data import DatasetNotOpen, ask_data
from tinhso.opendata.questions.actions.moderate_reuse import (
    NotShownNow,
    publish_reuse,
    refuse_reuse,
    take_down_reuse,
)
from tinhso.opendata.questions.actions.propose_reuse import NotHttps, propose_reuse
from tinhso.opendata.questions.actions.publish_answer import publish_answer, withhold_answer
from tinhso.opendata.questions.question_process import NoAnswerer, StillPersonal, TooMany
from tinhso.opendata.tests.makers import NOW

pytestmark = pytest.mark.django_db
PHONE = "Xin gọi 0912345678"


@pytest.fixture
def dao(opened, town):
    """The data officer of agency A, which publishes the dataset and is the focal agency."""
    for key in ("opendata.answer_days", "opendata.reuse_days"):
        Rule.objects.create(key=key, value=15, valid=FOREVER, source="thử")
    town.dao = make_officer("dao", "Đỗ Thị Đào", town.agency_a, "Cán bộ dữ liệu", DataOfficer)
    return actor_of(town.dao, on=DAY)


def question_asked(town, dataset=None, *, key=None, by="an", text="Có diện tích theo thôn không?"):
    return ask_data(
        dataset=dataset,
        subject="Diện tích",
        text=text,
        client_key=key or uuid4(),
        by=town.actor(by),
        now=NOW,
    )


def answered(town, dao, dataset=None, at=NOW):
    question = question_asked(town, dataset)
    answer_question(question=question, ver=question.case.ver, answer="Chưa có.", by=dao, now=at)
    return question


def proposed(town, dataset, **changes):
    values = {
        "title": "Bản đồ chợ",
        "url": "https://cho.example.vn/",
        "description": "Tìm chợ gần nhà",
        "datasets": [dataset],
        "client_key": uuid4(),
        "by": town.actor("an"),
        "now": NOW,
    }
    return propose_reuse(**(values | changes))


def published_reuse(town, dao, dataset):
    reuse = proposed(town, dataset)
    publish_reuse(reuse=reuse, ver=reuse.case.ver, by=dao, now=NOW)
    return reuse


def events(case):
    return set(EventRow.objects.filter(case_id=case.pk).values_list("name", flat=True))


def templates_sent(user):
    return set(Notice.objects.filter(user=user).values_list("template", flat=True))


@pytest.mark.long
def test_a_question_is_answered_and_published_without_who_asked(opened, town, dao, client):
    question = answered(town, dao, opened)
    case = question.case
    assert (case.agency, case.step) == (town.agency_a, "publish") and case.code.startswith("HD-240308-")
    assert (question.due_at - NOW).days >= 20 and not question.is_late
    with pytest.raises(StillPersonal):
        publish_answer(question=question, ver=case.ver, asked=PHONE, answer="Chưa có.", by=dao, now=NOW)
    name = f"{town.an.person.full_name} hỏi về diện tích"
    with pytest.raises(StillPersonal):
        publish_answer(question=question, ver=case.ver, asked=name, answer="Chưa có.", by=dao, now=NOW)
    with pytest.raises(NoteRefused):
        publish_answer(question=question, ver=case.ver, asked=" ", answer="Chưa có.", by=dao, now=NOW)
    publish_answer(question=question, ver=case.ver, asked="Diện tích?", answer="Chưa có.", by=dao, now=NOW)
    assert case.state == State.DONE
    assert {"opendata.DataAsked", "opendata.DataQuestionAnswered", "opendata.DataAnswerPublished"} <= events(
        case
    )
    assert templates_sent(town.an) == {"opendata.question_answered"}
    for address in ("/du-lieu/hoi-dap/", f"/du-lieu/{opened.slug}/"):
        page = client.get(address).content.decode()
        assert "Diện tích?" in page and town.an.person.full_name not in page


def test_an_answer_may_stay_with_whoever_asked_and_a_late_one_is_noted(opened, town, dao, client):
    question = answered(town, dao, at=NOW + timedelta(days=40))
    assert question.is_late and question.dataset is None
    withhold_answer(question=question, ver=question.case.ver, by=dao, now=NOW)
    assert question.case.state == State.DONE and not DataQuestion.objects.published().exists()
    assert "Chưa có." not in client.get("/du-lieu/hoi-dap/").content.decode()


def test_a_refusal_names_a_reason_of_the_list(opened, town, dao):
    question = question_asked(town, opened)
    given = {"question": question, "ver": question.case.ver, "reason": DataQuestion.Refusal.NOT_HELD}
    with pytest.raises(NoteRefused):
        refuse_question(**given, text=" ", by=dao, now=NOW)
    with pytest.raises(NotYourTurn):
        refuse_question(**given, text="Hỏi Sở B.", by=town.actor("bao"), now=NOW)
    refuse_question(**given, text="Hỏi Sở B.", by=dao, now=NOW)
    assert (question.case.state, question.refusal) == (State.REFUSED, "not_held")
    assert "opendata.DataQuestionRefused" in events(question.case)
    assert templates_sent(town.an) == {"opendata.question_refused"}


def test_strangers_and_old_versions_are_refused(opened, town, dao):
    question = question_asked(town, opened)
    for by in (town.actor("emi"), town.actor("bao"), town.actor("an")):
        with pytest.raises(NotYourTurn):
            answer_question(question=question, ver=question.case.ver, answer="x", by=by, now=NOW)
    with pytest.raises(NotSettled):
        withhold_answer(question=question, ver=question.case.ver, by=dao, now=NOW)
    with pytest.raises(Stale):
        answer_question(question=question, ver=question.case.ver - 1, answer="x", by=dao, now=NOW)
    with pytest.raises(NoteRefused):
        answer_question(question=question, ver=question.case.ver, answer=" ", by=dao, now=NOW)
    with pytest.raises(NotYourTurn):
        ask_data(dataset=None, subject="x", text="x", client_key=uuid4(), by=Actor(), now=NOW)


def test_sent_twice_is_one_question_and_five_a_day_are_enough(opened, town, dao):
    key = uuid4()
    assert question_asked(town, opened, key=key) == question_asked(town, opened, key=key)
    with pytest.raises(NotYourTurn):
        question_asked(town, opened, key=key, by="dung")
    for _ in range(4):
        question_asked(town)
    with pytest.raises(TooMany):
        question_asked(town)
    assert DataQuestion.objects.count() == 5


def test_without_a_data_officer_of_the_publisher_the_focal_agency_answers(opened, town, dao):
    Dataset.objects.filter(pk=opened.pk).update(publisher=town.agency_b)
    opened.refresh_from_db()
    assert question_asked(town, opened).case.agency == town.agency_a
    Dataset.objects.filter(pk=opened.pk).update(state="withdrawn")
    opened.refresh_from_db()
    with pytest.raises(DatasetNotOpen):
        question_asked(town, opened)
    Rule.objects.filter(key="opendata.publisher").update(value="khong-co")
    with pytest.raises(NoAnswerer):
        question_asked(town)


def test_the_asker_reads_and_withdraws_and_nobody_else_finds_it(opened, town, dao, client):
    question = question_asked(town, opened)
    address = f"/du-lieu/hoi/{question.case.code}/"
    assert client.get(address).status_code == 302
    town.sign_in(client, "dung")
    assert client.get(address).status_code == 404
    assert client.post(f"{address}rut/", {"ver": question.case.ver}).status_code == 404
    town.sign_in(client, "an")
    assert "Có diện tích theo thôn không?" in client.get(address).content.decode()
    assert client.post(f"{address}rut/", {"ver": question.case.ver}).status_code == 302
    question.case.refresh_from_db()
    assert question.case.state == State.WITHDRAWN
    rows = {table.name: table.rows for table in person_export.tables(town.actor("an"))}
    assert rows["cau-hoi"][0]["ma"] == question.case.code and rows["theo-doi"] == []


@pytest.mark.long
def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(opened, town, dao, client):
    address = f"/du-lieu/hoi/?bo-du-lieu={opened.slug}"
    assert client.get(address).status_code == 302
    town.sign_in(client, "an")
    assert client.get("/du-lieu/hoi/?bo-du-lieu=khong-co").status_code == 404
    assert "15 ngày làm việc" in client.get(address).content.decode()
    given = {"client_key": str(uuid4()), "subject": "Chợ nào?", "text": ""}
    answer = client.post(address, given)
    assert answer.status_code == 422 and "Chợ nào?" in answer.content.decode()
    answer = client.post(address, given | {"text": "<script>alert(1)</script>"}, follow=True)
    page = answer.content.decode()
    assert "&lt;script&gt;alert(1)" in page and "<script>alert(1)" not in page
    assert DataQuestion.objects.get().dataset == opened
    for _ in range(4):
        question_asked(town)
    answer = client.post(address, given | {"client_key": str(uuid4()), "text": "Nữa"})
    assert answer.status_code == 422 and "đã gửi 5 câu hỏi" in answer.content.decode()


@pytest.mark.long
def test_the_data_officer_works_on_it_from_the_worklist(
    opened, town, dao, client, django_assert_max_num_queries
):
    question = question_asked(town, opened)
    town.sign_in(client, "dao")
    page = client.get("/can-bo/").content.decode()
    assert question.case.code in page
    assert "Chọn tất cả" not in page and "data-chosen" not in page  # nothing here is done to many at once
    address = f"/can-bo/du-lieu-mo/hoi/{question.case.code}/"
    with django_assert_max_num_queries(25):
        page = client.get(address).content.decode()
    assert "Giải thích" in page and town.an.person.full_name not in page
    with django_assert_max_num_queries(15):
        assert "Diện tích" in client.get("/can-bo/du-lieu-mo/hoi/").content.decode()
    ver = question.case.ver
    wrong = client.post(f"{address}refuse/", {"ver": ver, "text": "Không có."})
    assert wrong.status_code == 422 and "Không có." in wrong.content.decode()
    assert client.post(f"{address}answer/", {"ver": ver, "answer": "Chưa có."}).status_code == 302
    assert client.post(f"{address}answer/", {"ver": ver, "answer": "Chưa có."}).status_code == 409
    question.case.refresh_from_db()
    given = {"ver": question.case.ver, "asked": PHONE, "answer": "Chưa có."}
    wrong = client.post(f"{address}publish/", given)
    assert wrong.status_code == 422 and "số điện thoại di động" in wrong.content.decode()
    assert client.post(f"{address}publish/", given | {"asked": "Có không?"}).status_code == 302
    assert client.post(f"{address}xoa/", given).status_code == 404
    town.sign_in(client, "bao")
    assert client.get(address).status_code == 404


def test_public_pages_ask_few_questions_whatever_their_number(
    opened, town, dao, client, django_assert_max_num_queries
):
    for at in (NOW, NOW + timedelta(days=1)):
        question = answered(town, dao, opened)
        publish_answer(question=question, ver=question.case.ver, asked="a", answer="b", by=dao, now=at)
    published_reuse(town, dao, opened)
    published_reuse(town, dao, opened)
    for address, most in (
        (f"/du-lieu/hoi-dap/?bo-du-lieu={opened.slug}", 6),
        ("/du-lieu/hoi-dap/", 5),
        ("/du-lieu/ung-dung/", 6),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200


@pytest.mark.long
def test_followers_are_told_once_of_a_new_version(opened, town, client):
    town.sign_in(client, "an")
    address = f"/du-lieu/{opened.slug}/theo-doi/"
    assert client.post(address).status_code == client.post(address).status_code == 302
    assert "Thôi theo dõi" in client.get(f"/du-lieu/{opened.slug}/").content.decode()
    DatasetFollow.objects.update(since=opened.current.published_at)
    assert tell_followers(version=opened.current, now=NOW) == 1
    assert tell_followers(version=opened.current, now=NOW) == 1
    assert Notice.objects.filter(template="opendata.new_version").count() == 1
    person_export.erase_follows(town.an, NOW)
    assert tell_followers(version=opened.current, now=NOW) == 0
    follow_dataset(dataset=opened, by=town.actor("emi"), now=NOW)
    unfollow_dataset(dataset=opened, by=town.actor("emi"))
    assert not DatasetFollow.objects.exists()


def test_only_an_account_follows_and_only_what_is_open(opened, town, client):
    with pytest.raises(NotFollowable):
        follow_dataset(dataset=opened, by=Actor(), now=NOW)
    opened.state = Dataset.State.WITHDRAWN
    with pytest.raises(NotFollowable):
        follow_dataset(dataset=opened, by=town.actor("an"), now=NOW)
    assert (
        client.post(f"/du-lieu/{opened.slug}/theo-doi/").status_code == 401
    )  # the page that keeps what was typed
    assert not DatasetFollow.objects.exists()


def test_an_application_is_looked_at_then_shown_then_withdrawn(opened, town, dao, client):
    reuse = proposed(town, opened)
    assert "Bản đồ chợ" not in client.get("/du-lieu/ung-dung/").content.decode()
    for by in (town.actor("emi"), town.actor("bao"), town.actor("an")):
        with pytest.raises(NotYourTurn):
            publish_reuse(reuse=reuse, ver=reuse.case.ver, by=by, now=NOW)
    with pytest.raises(NotShownNow):
        take_down_reuse(reuse=reuse, by=town.actor("an"), now=NOW)
    publish_reuse(reuse=reuse, ver=reuse.case.ver, by=dao, now=NOW)
    page = client.get("/du-lieu/ung-dung/").content.decode()
    assert '<a href="https://cho.example.vn/" rel="nofollow noopener ugc">' in page
    assert town.an.person.full_name not in page
    with pytest.raises(NotYourTurn):
        take_down_reuse(reuse=reuse, by=town.actor("dung"), now=NOW)
    take_down_reuse(reuse=reuse, by=town.actor("an"), now=NOW)
    assert "Bản đồ chợ" not in client.get("/du-lieu/ung-dung/").content.decode()
    assert {"opendata.ReuseProposed", "opendata.ReusePublished", "opendata.ReuseWithdrawn"} <= events(
        reuse.case
    )
    other = published_reuse(town, dao, opened)
    take_down_reuse(reuse=other, by=dao, now=NOW)
    assert templates_sent(town.an) == {"opendata.reuse_shown", "opendata.reuse_taken_down"}


def test_what_is_not_shown_has_its_reason_and_may_be_taken_back_before(opened, town, dao):
    reuse = proposed(town, opened)
    with pytest.raises(NoteRefused):
        refuse_reuse(reuse=reuse, ver=reuse.case.ver, text=" ", by=dao, now=NOW)
    refuse_reuse(reuse=reuse, ver=reuse.case.ver, text="Là quảng cáo.", by=dao, now=NOW)
    assert reuse.case.state == State.REFUSED and templates_sent(town.an) == {"opendata.reuse_refused"}
    second = proposed(town, opened)
    withdraw_case(case=second.case, ver=second.case.ver, text="", by=town.actor("an"), now=NOW)
    assert not Reuse.objects.published().exists()


@pytest.mark.long
@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"url": "http://cho.example.vn/"}, NotHttps),
        ({"url": "javascript:alert(1)"}, NotHttps),
        ({"datasets": []}, DatasetNotOpen),
        ({"description": PHONE}, StillPersonal),
        ({"by": SYSTEM}, NotYourTurn),
    ],
)
def test_a_proposal_that_cannot_be_shown_is_refused(opened, town, dao, changes, refusal):
    with pytest.raises(refusal):
        proposed(town, opened, **changes)
    assert not Reuse.objects.exists()


@pytest.mark.long
def test_the_form_of_an_application_by_its_pages(opened, town, dao, client):
    town.sign_in(client, "an")
    address = f"/du-lieu/ung-dung/gui/?bo-du-lieu={opened.slug}"
    assert f"/du-lieu/{opened.slug}/" in client.get(address).content.decode()
    good = {
        "client_key": str(uuid4()),
        "title": "Bản đồ <b>chợ</b>",
        "url": "https://cho.example.vn/",
        "description": "Tìm chợ",
        "datasets": f"https://mo.example.vn/du-lieu/{opened.slug}/?dk=1\n{opened.slug}",
    }
    for wrong in (
        {"url": "http://cho.example.vn/"},
        {"url": "javascript:alert(1)"},
        {"datasets": "khong-co"},
        {"datasets": "\n".join(f"x{n}" for n in range(21))},
        {"description": PHONE},
        {"title": "x" * 121},
    ):
        answer = client.post(address, good | wrong)
        assert answer.status_code == 422 and "Tìm chợ" in answer.content.decode() or "description" in wrong
    answer = client.post(address, good, follow=True)
    page, reuse = answer.content.decode(), Reuse.objects.get()
    assert "Bản đồ &lt;b&gt;chợ" in page and list(reuse.datasets.all()) == [opened]
    town.sign_in(client, "dung")
    assert client.get(f"/du-lieu/ung-dung/{reuse.case.code}/").status_code == 404
    town.sign_in(client, "dao")
    desk = f"/can-bo/du-lieu-mo/ung-dung/{reuse.case.code}/"
    assert "Đăng ứng dụng" in client.get(desk).content.decode()
    assert client.post(f"{desk}show/", {"ver": reuse.case.ver}).status_code == 302
    assert client.post(f"{desk}go/").status_code == 302
    assert client.post(f"{desk}go/").status_code == 409
    town.sign_in(client, "an")
    application_url = f"/du-lieu/ung-dung/{reuse.case.code}/"
    assert "Đã gỡ" in client.get(application_url).content.decode()


def test_pages_of_the_catalogue_are_no_names_of_datasets(opened):
    assert all(is_taken(slug) for slug in ("hoi", "hoi-dap", "ung-dung", "truy-van"))


def test_answers_and_those_in_time_are_measured_apart(opened, town, dao):
    answered(town, dao, opened)
    answered(town, dao, at=NOW + timedelta(days=60))
    counts = {measure.code: measure.rows().count() for measure in MEASURES}
    assert counts["opendata.questions_answered"] == 2 and counts["opendata.questions_in_time"] == 1


@pytest.mark.long
@pytest.mark.parametrize("column", ["answered_at", "due_at"])
def test_a_time_of_a_question_that_is_changed_by_hand_is_named(opened, town, dao, column):
    question = answered(town, dao)
    assert not differing()
    DataQuestion.objects.update(**{column: NOW - timedelta(days=90)})
    assert any(f"{question.case.code}" in line and f"dataquestion.{column}" in line for line in differing())
