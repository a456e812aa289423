"""Feedback on rules and conduct: its deeds, its times, who learns what, and what is counted."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.town import Town
from tinhso.casework.public import AskedBefore, Case, NoteRefused, NotYourTurn, Stale, State, rate_case
from tinhso.citizen.feedback import figures as feedback_figures
from tinhso.citizen.feedback.actions.answer_feedback import answer_feedback
from tinhso.citizen.feedback.actions.ask_feedback_supplement import ask_feedback_supplement
from tinhso.citizen.feedback.actions.publish_feedback import (
    StillPersonal,
    publish_feedback,
    withhold_feedback,
)
from tinhso.citizen.feedback.actions.refuse_feedback import refuse_feedback
from tinhso.citizen.feedback.actions.send_feedback import Sender, TooMuchFeedback
from tinhso.citizen.feedback.actions.supplement_feedback import supplement_feedback
from tinhso.citizen.models import Feedback
from tinhso.citizen.tests.life_makers import (
    NOW,
    Office,
    actor,
    answered,
    make_feedback,
    make_rules,
    taken_feedback,
)
from tinhso.kernel.events.public import EventRow
from tinhso.kernel.moderation.public import personal_words
from tinhso.kernel.notices.public import Notice


@pytest.fixture
def office(town: Town) -> Office:
    make_rules()
    return Office(town)


def events(case_id: int) -> list[str]:
    return list(EventRow.objects.filter(case_id=case_id).order_by("id").values_list("name", flat=True))


def test_a_feedback_goes_the_whole_way_and_the_sender_is_told(town, office):
    feedback = answered(town, make_feedback(town))
    case = feedback.case
    publish_feedback(
        feedback=feedback,
        ver=case.ver,
        question="Xin bớt bản sao.",
        answer="Đã bỏ một bản.",
        by=actor("ha", town),
        now=NOW + timedelta(hours=3),
    )
    case.refresh_from_db()
    assert (case.state, feedback.late_for, feedback.kind) == (State.DONE, "", "policy")
    assert list(Feedback.objects.published()) == [feedback]
    assert {"citizen.FeedbackClassified", "citizen.FeedbackPublished"} <= set(events(case.pk))
    templates = Notice.objects.of(town.an).exclude(case_id=None).values_list("template", flat=True)
    assert {"citizen.feedback_taken", "citizen.feedback_answered"} == set(templates)
    rate_case(case=case, ver=case.ver, stars=2, by=town.actor("an"), now=NOW)
    assert feedback_figures.opinions().get().opinion == "dissatisfied"


def test_sent_twice_it_is_one_and_only_for_oneself(town, office):
    key = uuid4()
    assert make_feedback(town, client_key=key) == make_feedback(town, client_key=key)
    for name in ("an", "bao"):  # neither for somebody else, nor at a desk that does not receive feedback
        with pytest.raises(NotYourTurn):
            make_feedback(town, sender=Sender("Dũng", "", "", person=town.dung.person), by=town.actor(name))
    feedback = make_feedback(town, sender=Sender("Bà Tư", "0900000001", "Xã B"), by=actor("ha", town))
    assert feedback.case.person is None


def test_five_a_day_are_enough(town, office):
    for _ in range(5):
        make_feedback(town)
    with pytest.raises(TooMuchFeedback):
        make_feedback(town)
    assert Feedback.objects.count() == 5


@pytest.mark.parametrize(("days", "late"), [(3, ""), (6, "refuse")])
def test_a_refusal_has_two_working_days_over_the_weekend(town, office, days, late):
    feedback = make_feedback(town)
    refuse_feedback(
        feedback=feedback,
        ver=feedback.case.ver,
        text="Không thuộc phạm vi.",
        by=actor("ha", town),
        now=NOW + timedelta(days=days),
    )
    assert (feedback.case.state, feedback.late_for) == (State.REFUSED, late)


def test_a_supplement_is_asked_once_and_comes_back_to_the_desk(town, office):
    feedback = make_feedback(town)
    by = actor("ha", town)
    ask_feedback_supplement(feedback=feedback, ver=feedback.case.ver, text="Nêu rõ thủ tục.", by=by, now=NOW)
    with pytest.raises(NoteRefused):
        supplement_feedback(feedback=feedback, ver=feedback.case.ver, text=" ", by=town.actor("an"), now=NOW)
    with pytest.raises(NotYourTurn):
        supplement_feedback(
            feedback=feedback, ver=feedback.case.ver, text="x", by=town.actor("dung"), now=NOW
        )
    supplement_feedback(
        feedback=feedback, ver=feedback.case.ver, text="Thủ tục A.", by=town.actor("an"), now=NOW
    )
    feedback.refresh_from_db()
    assert (feedback.more, feedback.case.state) == ("Thủ tục A.", State.SUBMITTED)
    with pytest.raises(AskedBefore):
        ask_feedback_supplement(feedback=feedback, ver=feedback.case.ver, text="Nữa.", by=by, now=NOW)


def test_an_answer_and_a_publication_that_come_late_are_noted_once(town, office):
    feedback = taken_feedback(town, make_feedback(town))
    answer_feedback(
        feedback=feedback,
        ver=feedback.case.ver,
        answer="Trả lời.",
        by=town.actor("emi"),
        now=NOW + timedelta(days=40),
    )
    withhold_feedback(
        feedback=feedback,
        ver=feedback.case.ver,
        reason="Bí mật nhà nước",
        by=actor("ha", town),
        now=NOW + timedelta(days=60),
    )
    assert feedback.late_for == "settle"
    assert feedback_figures.timed_feedback().get().verdict == "late"
    assert not Feedback.objects.published().exists()


@pytest.mark.long
def test_what_repeats_an_earlier_one_is_of_the_same_sender(client, town, office, monkeypatch):
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)
    letters = {"by": actor("ha", town), "source": Case.Source.POST}
    first, other = (
        make_feedback(town, sender=Sender("Mai Thị X", phone, "Phố Xanh"), **letters)
        for phone in ("0911111111", "0922222222")
    )
    repeated = make_feedback(town, sender=Sender("Mai Thị X", "0911111111", "Phố Xanh"), **letters)
    client.force_login(office.ha)
    session = client.session
    session["second_factor"] = True
    session.save()
    page = f"/can-bo/kien-nghi/{repeated.case.code}/"
    given = {"ver": repeated.case.ver, "kind": "policy", "agency": town.agency_a.pk}
    for wrong in ("PA-1", other.case.code, repeated.case.code):
        answer = client.post(f"{page}tiep-nhan/", given | {"repeats": wrong})
        assert answer.status_code == 422
        assert "không có phản ánh nào với mã ấy" in answer.content.decode()
    assert client.post(f"{page}tiep-nhan/", given | {"repeats": f" {first.case.code} "}).status_code == 302
    repeated.refresh_from_db()
    assert repeated.repeats == first.case.code


def test_strangers_and_late_comers_are_refused(town, office):
    feedback, later = taken_feedback(town, make_feedback(town)), NOW + timedelta(hours=2)
    for name in ("bao", "binh"):
        with pytest.raises(NotYourTurn):
            answer_feedback(
                feedback=feedback, ver=feedback.case.ver, answer="x", by=town.actor(name), now=later
            )
    with pytest.raises(Stale):
        answer_feedback(feedback=feedback, ver=1, answer="x", by=town.actor("emi"), now=later)
    with pytest.raises(NoteRefused):
        answer_feedback(feedback=feedback, ver=feedback.case.ver, answer=" ", by=town.actor("emi"), now=later)


def test_personal_data_are_not_published(town, office):
    feedback = answered(town, make_feedback(town))
    for words in ("Gọi 0912 345 678", "chị LE THI AN kể", "so 038190000001", "a@b.vn"):
        with pytest.raises(StillPersonal):
            publish_feedback(
                feedback=feedback,
                ver=feedback.case.ver,
                question=words,
                answer="x",
                by=actor("ha", town),
                now=NOW,
            )
    assert personal_words("Nộp 2 bản, lệ phí 150.000 đồng, QĐ 766/QĐ-TTg ngày 23/6/2022") == []


@pytest.mark.long
def test_pages_of_sender_desk_and_answering_agency(
    client, town, office, django_assert_max_num_queries, monkeypatch
):
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)
    feedback = answered(town, make_feedback(town))
    code = feedback.case.code
    town.sign_in(client, "an")
    page = client.get(f"/kien-nghi/{code}/cua-toi/").content.decode()
    assert "Đã bỏ một bản." in page
    town.sign_in(client, "dung")
    assert client.get(f"/kien-nghi/{code}/cua-toi/").status_code == 404
    client.force_login(office.ha)
    session = client.session
    session["second_factor"] = True
    session.save()
    with django_assert_max_num_queries(26):
        page = client.get(f"/can-bo/kien-nghi/{code}/").content.decode()
    assert "Lê Thị An" in page
    with django_assert_max_num_queries(16):
        assert code in client.get("/can-bo/kien-nghi/").content.decode()
    answer = client.post(
        f"/can-bo/kien-nghi/{code}/cong-khai/",
        {"ver": feedback.case.ver, "question": "Gọi 0912345678", "answer": "x"},
    )
    assert answer.status_code == 422
    assert "số điện thoại" in answer.content.decode()
    town.sign_in(client, "emi")
    page = client.get(f"/can-bo/kien-nghi/{code}/").content.decode()
    assert "Lê Thị An" not in page
    assert "0912345678" not in page
    town.sign_in(client, "bao")
    assert client.get(f"/can-bo/kien-nghi/{code}/").status_code == 404


def test_a_form_keeps_what_was_typed_and_says_what_is_wrong(client, town, office, monkeypatch):
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)
    town.sign_in(client, "an")
    answer = client.post("/kien-nghi/gui/", {"text": "Giữ lại câu này", "phone": "12"})
    assert answer.status_code == 422
    assert "Giữ lại câu này" in answer.content.decode()
    given = {
        "client_key": str(uuid4()),
        "wished": "conduct",
        "subject": "Chậm",
        "text": "Đợi lâu",
        "about": town.agency_a.pk,
        "phone": "0912345678",
        "address": "12 Phố Xanh",
    }
    assert client.post("/kien-nghi/gui/", given).status_code == 302
    assert Feedback.objects.get().about == town.agency_a


@pytest.mark.parametrize("ver", ["0", "2147483648", "99999999999999999999"])
def test_a_version_that_no_case_can_have_is_a_wrong_form(client, town, office, monkeypatch, ver):
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)
    feedback = make_feedback(town)
    client.force_login(office.ha)
    session = client.session
    session["second_factor"] = True
    session.save()
    words = {"ver": ver, "reason": "Thiếu địa chỉ", "text": "Thiếu địa chỉ"}
    answer = client.post(f"/can-bo/kien-nghi/{feedback.case.code}/yeu-cau-bo-sung/", words)
    assert answer.status_code == 422
    assert "Thiếu địa chỉ" in answer.content.decode()
