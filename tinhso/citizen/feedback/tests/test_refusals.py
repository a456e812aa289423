"""What the deeds of feedback refuse: to who has not the turn, to who comes second, without words, where it is too late."""

import pytest

from tests.town import Town
from tinhso.casework.models.case import Unlawful
from tinhso.casework.public import (
    Case,
    NobodyToAsk,
    NoFurtherStep,
    NoteRefused,
    NotSettled,
    NotYourTurn,
    Stale,
)
from tinhso.citizen.feedback.actions.answer_feedback import answer_feedback
from tinhso.citizen.feedback.actions.ask_feedback_supplement import ask_feedback_supplement
from tinhso.citizen.feedback.actions.publish_feedback import publish_feedback, withhold_feedback
from tinhso.citizen.feedback.actions.refuse_feedback import refuse_feedback
from tinhso.citizen.feedback.actions.send_feedback import Sender, send_feedback
from tinhso.citizen.feedback.actions.supplement_feedback import supplement_feedback
from tinhso.citizen.feedback.actions.take_feedback import UnknownEarlier, take_feedback
from tinhso.citizen.feedback.route import NoReceiver
from tinhso.citizen.models import Feedback
from tinhso.citizen.tests.life_makers import NOW, Office, actor, answered, make_feedback, make_rules

PUBLIC = {"question": "Xin bớt bản sao.", "answer": "Đã bỏ một bản."}
PLAIN = {"text": "Nêu rõ thủ tục."}
TAKE = {"kind": Feedback.Kind.POLICY, "repeats": ""}


@pytest.fixture
def office(town: Town) -> Office:
    make_rules()
    return Office(town)


def sent(town: Town, feedback: Feedback) -> Feedback:
    return feedback


def feedback_to_supplement(town: Town, feedback: Feedback) -> Feedback:
    words = {"ver": feedback.case.ver, "by": actor("ha", town), "now": NOW}
    ask_feedback_supplement(feedback=feedback, text="Nêu rõ thủ tục.", **words)
    return feedback


DEEDS = [
    (ask_feedback_supplement, sent, "ha", PLAIN),
    (refuse_feedback, sent, "ha", PLAIN),
    (take_feedback, sent, "ha", TAKE),
    (supplement_feedback, feedback_to_supplement, "an", PLAIN),
    (publish_feedback, answered, "ha", PUBLIC),
    (withhold_feedback, answered, "ha", {"reason": "Việc nội bộ."}),
]


def words_of(words: dict, town: Town) -> dict:
    return words | {"agency": town.agency_a} if words is TAKE else words


@pytest.mark.parametrize(("deed", "stage", "who", "words"), DEEDS)
def test_a_stranger_and_who_comes_second_change_nothing(town, office, deed, stage, who, words):
    feedback = stage(town, make_feedback(town))
    ver, words = feedback.case.ver, words_of(words, town)
    for name in ("dung", "bao"):
        with pytest.raises(NotYourTurn):
            deed(feedback=feedback, ver=ver, by=town.actor(name), now=NOW, **words)
    with pytest.raises(Stale):
        deed(feedback=feedback, ver=ver - 1, by=actor(who, town), now=NOW, **words)
    assert Case.objects.get(pk=feedback.case_id).ver == ver


@pytest.mark.parametrize(
    ("deed", "stage", "who", "words"),
    [
        (ask_feedback_supplement, sent, "ha", {"text": " "}),
        (refuse_feedback, sent, "ha", {"text": " "}),
        (publish_feedback, answered, "ha", PUBLIC | {"answer": " "}),
        (publish_feedback, answered, "ha", PUBLIC | {"question": " "}),
        (withhold_feedback, answered, "ha", {"reason": " "}),
    ],
)
def test_what_is_written_says_something(town, office, deed, stage, who, words):
    feedback = stage(town, make_feedback(town))
    with pytest.raises(NoteRefused):
        deed(feedback=feedback, ver=feedback.case.ver, by=actor(who, town), now=NOW, **words)


@pytest.mark.parametrize(
    ("deed", "words"), [(publish_feedback, PUBLIC), (withhold_feedback, {"reason": "Việc nội bộ."})]
)
def test_before_the_answer_there_is_nothing_to_close(town, office, deed, words):
    feedback = make_feedback(town)
    with pytest.raises(NotSettled):
        deed(feedback=feedback, ver=feedback.case.ver, by=actor("ha", town), now=NOW, **words)


@pytest.mark.parametrize(
    ("deed", "who", "words"),
    [
        (ask_feedback_supplement, "ha", PLAIN),
        (refuse_feedback, "ha", PLAIN),
        (take_feedback, "ha", TAKE),
    ],
)
def test_the_states_forbid(town, office, deed, who, words):
    """A draft has neither been handed in nor is it the office's to refuse."""
    feedback = make_feedback(town)
    Case.objects.filter(pk=feedback.case_id).update(state="draft")
    feedback.case.refresh_from_db()
    more = {"agency": office.agency} if deed is take_feedback else {}
    with pytest.raises(Unlawful):
        deed(feedback=feedback, ver=feedback.case.ver, by=actor(who, town), now=NOW, **words, **more)


def test_an_answered_one_is_not_answered_again(town, office):
    feedback = answered(town, make_feedback(town))
    with pytest.raises(NoFurtherStep):
        answer_feedback(
            feedback=feedback, ver=feedback.case.ver, answer="Nữa.", by=actor("ha", town), now=NOW
        )


def test_a_letter_without_an_account_has_nobody_to_ask(town, office):
    feedback = make_feedback(town, sender=Sender("Bà Tư", "0900000001", "Xã B"), by=actor("ha", town))
    with pytest.raises(NobodyToAsk):
        ask_feedback_supplement(
            feedback=feedback, ver=feedback.case.ver, text="Nêu rõ.", by=actor("ha", town), now=NOW
        )


def test_only_an_earlier_one_of_the_same_sender_is_named(town, office):
    other = make_feedback(
        town, sender=Sender("Dũng", "0911111111", "Xã B", person=town.dung.person), by=town.actor("dung")
    )
    feedback = make_feedback(town)
    with pytest.raises(UnknownEarlier):
        take_feedback(
            feedback=feedback,
            ver=feedback.case.ver,
            kind=Feedback.Kind.POLICY,
            agency=town.agency_a,
            repeats=other.case.code,
            by=actor("ha", town),
            now=NOW,
        )


def test_where_no_office_receives_nothing_is_sent(town):
    make_rules(**{"feedback.receiver": "khong-co"})
    with pytest.raises(NoReceiver):
        send_feedback(
            sender=Sender("Lê Thị An", "0912345678", "12 Phố Xanh", person=town.an.person),
            wished=Feedback.Kind.POLICY,
            subject="Bớt giấy tờ",
            text="Xin bớt.",
            about=None,
            client_key="5b0f5c2e-7a4e-4a37-9d3b-0d5b0f7a1a11",
            by=town.actor("an"),
            now=NOW,
        )
    assert not Feedback.objects.exists()
