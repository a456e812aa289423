"""What questions about data and proposals of applications are refused: by the wrong officer, too late, with people in them."""

from uuid import uuid4

import pytest

from tests.town import FOREVER
from tinhso.casework.models.case import Unlawful
from tinhso.casework.public import Case, NotSettled, NotYourTurn, Stale
from tinhso.kernel.law.models import Rule
from tinhso.opendata.models import DataQuestion, Reuse
from tinhso.opendata.questions.actions.answer_question import refuse_question
from tinhso.opendata.questions.actions.moderate_reuse import publish_reuse, refuse_reuse
from tinhso.opendata.questions.actions.propose_reuse import propose_reuse
from tinhso.opendata.questions.actions.publish_answer import publish_answer, withhold_answer
from tinhso.opendata.questions.question_process import NoAnswerer, StillPersonal, TooMany
from tinhso.opendata.questions.tests.test_asking import answered, dao, proposed, question_asked  # noqa: F401
from tinhso.opendata.tests.makers import NOW

pytestmark = pytest.mark.django_db
REFUSED = {"reason": DataQuestion.Refusal.NOT_HELD, "text": "Hỏi Sở B."}
WORDS = {"asked": "Diện tích?", "answer": "Chưa có."}


def other_state(case: Case) -> Case:
    """A draft that nobody handed in."""
    Case.objects.filter(pk=case.pk).update(state="draft")
    case.refresh_from_db()
    return case


def test_a_question_is_refused_as_it_was_read_and_while_it_is_open(opened, town, dao):  # noqa: F811
    question = question_asked(town, opened)
    with pytest.raises(Stale):
        refuse_question(question=question, ver=question.case.ver - 1, by=dao, now=NOW, **REFUSED)
    other_state(question.case)
    with pytest.raises(Unlawful):
        refuse_question(question=question, ver=question.case.ver, by=dao, now=NOW, **REFUSED)


CLOSING = [(publish_answer, WORDS), (withhold_answer, {})]


@pytest.mark.parametrize(("deed", "words"), CLOSING)
def test_an_answer_is_closed_by_who_gave_it_after_it_was_given(opened, town, dao, deed, words):  # noqa: F811
    question = question_asked(town, opened)
    with pytest.raises(NotSettled):
        deed(question=question, ver=question.case.ver, by=dao, now=NOW, **words)
    question = answered(town, dao, opened)
    for who in ("emi", "bao", "an"):
        with pytest.raises(NotYourTurn):
            deed(question=question, ver=question.case.ver, by=town.actor(who), now=NOW, **words)
    with pytest.raises(Stale):
        deed(question=question, ver=question.case.ver - 1, by=dao, now=NOW, **words)
    assert Case.objects.get(pk=question.case_id).state == "in_progress"


MODERATED = [(publish_reuse, {}), (refuse_reuse, {"text": "Là quảng cáo."})]


@pytest.mark.parametrize(("deed", "words"), MODERATED)
def test_an_application_is_decided_by_the_focal_agency_as_it_was_read(opened, town, dao, deed, words):  # noqa: F811
    reuse = proposed(town, opened)
    for who in ("emi", "bao", "an"):
        with pytest.raises(NotYourTurn):
            deed(reuse=reuse, ver=reuse.case.ver, by=town.actor(who), now=NOW, **words)
    with pytest.raises(Stale):
        deed(reuse=reuse, ver=reuse.case.ver - 1, by=dao, now=NOW, **words)
    assert Reuse.objects.get().published_at is None


def test_an_application_with_people_in_its_words_is_not_shown(opened, town, dao):  # noqa: F811
    reuse = proposed(town, opened)
    reuse.description = "Gọi 0912 345 678"
    with pytest.raises(StillPersonal):
        publish_reuse(reuse=reuse, ver=reuse.case.ver, by=dao, now=NOW)
    other_state(reuse.case)
    with pytest.raises(Unlawful):
        refuse_reuse(reuse=reuse, ver=reuse.case.ver, text="Là quảng cáo.", by=dao, now=NOW)


def test_a_person_proposes_a_few_a_day_and_somebody_has_to_look_at_them(opened, town, dao):  # noqa: F811
    words = {"title": "Bản đồ", "url": "https://cho.example.vn/", "description": "x", "datasets": [opened]}
    words |= {"by": town.actor("an"), "now": NOW}
    for _ in range(5):
        propose_reuse(client_key=uuid4(), **words)
    with pytest.raises(TooMany):
        propose_reuse(client_key=uuid4(), **words)
    Rule.objects.filter(key="opendata.publisher", valid=FOREVER).update(value="khong-co")
    with pytest.raises(NoAnswerer):
        propose_reuse(client_key=uuid4(), **words)
