"""What others are told of a dossier: codes and times, nobody's name, and no procedure whose name tells too much."""

import json

import pytest

from tinhso.kernel.events.public import EventRow
from tinhso.kernel.law.models import Rule
from tinhso.onestop.dossier.event_topics import HANDED_OVER, RECEIVED, SETTLED
from tinhso.onestop.handling.actions.hand_over_result import hand_over_result
from tinhso.onestop.handling.actions.refuse_dossier import refuse_dossier
from tinhso.onestop.models import Dossier, HandOver
from tinhso.onestop.tests.makers import CODE

TOPICS = {"received": RECEIVED, "settled": SETTLED, "handed over": HANDED_OVER}


def notices(topic):
    rows = list(EventRow.objects.filter(name__in=topic.names).order_by("pk"))
    return list(topic.read(rows).values())


@pytest.fixture
def finished(shop):
    dossier = shop.dossier("hand_over")
    how = {"how": HandOver.How.DESK, "collected_by": "Lê Thị An", "id_number": ""}
    hand_over_result(dossier=dossier, **how, **shop.words("binh", dossier))
    return dossier


@pytest.mark.long
def test_a_dossier_is_told_of_when_it_is_received_settled_and_handed_over(finished):
    code = finished.case.code
    for words, topic in TOPICS.items():
        found = notices(topic)
        assert [one.subject for one in found] == [code], words
        topic.check(found[0])
        assert found[0].data["maThuTuc"] == CODE and found[0].agency == finished.case.agency.code
    assert notices(SETTLED)[0].data["ketQua"] == notices(HANDED_OVER)[0].data["ketQua"] == "granted"


@pytest.mark.long
def test_nothing_of_a_person_is_in_it(finished):
    dossier = Dossier.objects.select_related("case__person").get(pk=finished.pk)
    text = json.dumps([one.data for topic in TOPICS.values() for one in notices(topic)], ensure_ascii=False)
    hidden = [dossier.applicant_name, dossier.phone, dossier.case.person.id_number]
    assert all(hidden) and not [one for one in hidden if one in text]


@pytest.mark.long
def test_a_sensitive_procedure_is_not_named_and_a_confidential_case_not_told(finished):
    valid = Rule.objects.first().valid
    Rule.objects.create(key="notices.sensitive_procedures", value=[CODE], valid=valid, source="thử")
    assert notices(SETTLED)[0].data["maThuTuc"] is None
    SETTLED.check(notices(SETTLED)[0])
    type(finished.case).objects.filter(pk=finished.pk).update(confidential=True)
    assert notices(SETTLED) == []


def test_who_is_refused_is_settled_without_having_been_received(shop):
    dossier = shop.dossier("receive")
    refuse_dossier(dossier=dossier, text="Không thuộc thẩm quyền", **shop.words("binh", dossier))
    assert notices(RECEIVED) == []
    assert [one.data["ketQua"] for one in notices(SETTLED)] == ["refused"]


@pytest.mark.long
def test_three_queries_for_any_number(finished, django_assert_max_num_queries):
    rows = list(EventRow.objects.filter(name__in=SETTLED.names)) * 3
    with django_assert_max_num_queries(3):
        SETTLED.read(rows)
