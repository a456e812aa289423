"""A request for information from its asker to its answer: the days of the law, the papers, who learns what, what is counted."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.town import Town
from tinhso.casework.public import Case, State, withdraw_case
from tinhso.citizen.information_access import figures
from tinhso.citizen.information_access.actions.answer_request import refuse_request
from tinhso.citizen.information_access.actions.complete_request import (
    ask_completion,
    complete_request,
    enter_completion,
)
from tinhso.citizen.information_access.actions.consult_third_party import consult_third_party
from tinhso.citizen.information_access.actions.extend_request import extend_request
from tinhso.citizen.information_access.actions.hand_on_request import hand_on_request
from tinhso.citizen.information_access.actions.notify_costs import notify_costs
from tinhso.citizen.information_access.actions.publish_information import (
    publish_information,
    withhold_information,
)
from tinhso.citizen.information_access.lookup import public_hits
from tinhso.citizen.information_access.paper_pdf import draw_paper
from tinhso.citizen.information_access.tests.information_makers import (
    VISITOR,
    accepted,
    answered,
    make_information_rules,
    make_request,
)
from tinhso.citizen.models import InformationPaper, InformationRequest
from tinhso.citizen.retention.actions.erase_record import erase_record
from tinhso.citizen.retention.retention import due_records
from tinhso.citizen.tests.life_makers import NOW, make_rules
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.kernel.notices.public import Notice
from tinhso.kernel.people.public import Post
from tinhso.lib.dates import local

Channel = InformationRequest.Channel
EMI = "emi"


@pytest.fixture
def office(town: Town) -> Town:
    make_information_rules()
    return town


def step(town: Town, request: InformationRequest, **more: object) -> dict[str, object]:
    return {"request": request, "ver": request.case.ver, "by": town.actor(EMI), "now": NOW} | more


def events(case_id: int) -> set[str]:
    return set(EventRow.objects.filter(case_id=case_id).values_list("name", flat=True))


def test_a_request_goes_the_whole_way_and_the_asker_is_told(town, office):
    request = answered(town, make_request(town))
    publish_information(
        **step(town, request),
        question="Kế hoạch chuyển đổi số năm 2024?",
        answer="Kế hoạch số 12 đã ban hành.",
    )
    case = Case.objects.get(pk=request.case_id)
    assert (case.state, case.outcome, case.title) == (State.DONE, "answered", "Yêu cầu cung cấp thông tin")
    assert case.person_id not in {None, town.an.person_id}
    assert {
        "citizen.InformationRequested",
        "citizen.InformationAnswered",
        "citizen.InformationPublished",
    } <= events(case.pk)
    notices = Notice.objects.of(town.an).exclude(case_id=None).filter(template="citizen.information_request")
    assert {notice.params["what"] for notice in notices} == {"received", "accepted", "answered"}
    assert figures.published_answers().get() == request
    ended = figures.ended_requests().get()
    assert (ended.verdict, ended.result) == ("on_time", "whole")
    assert [hit.title for hit in public_hits("chuyển đổi số", town.agency_a, NOW.date())] == [
        "Kế hoạch chuyển đổi số năm 2024?"
    ]


def test_sent_twice_it_is_one(town, office):
    key = uuid4()
    assert make_request(town, client_key=key) == make_request(town, client_key=key)
    visitor = {"asker": VISITOR, "by": SYSTEM, "client_key": uuid4()}
    assert make_request(town, **visitor) == make_request(town, **visitor)
    assert InformationRequest.objects.count() == 2


def test_a_letter_counts_from_the_day_on_which_it_came(town, office):
    """Received on Monday, found valid on Friday: four of the fifteen working days are gone."""
    letter = {"asker": VISITOR, "channel": Channel.POST, "by": town.actor(EMI)}
    request = accepted(town, make_request(town, received_at=NOW - timedelta(days=4), **letter))
    page = accepted(town, make_request(town))
    assert local(page.case.due_at).date().isoformat() == "2024-03-29"
    assert local(request.case.due_at).date().isoformat() == "2024-03-25"


def test_what_was_missing_makes_it_valid_from_then(town, office):
    request, later = make_request(town), NOW + timedelta(days=3)
    ask_completion(**step(town, request), text="Ghi rõ kế hoạch nào.")
    complete_request(
        request=request, ver=request.case.ver, text="Kế hoạch năm 2024.", by=town.actor("an"), now=later
    )
    request.refresh_from_db()
    assert (request.more, request.valid_at, request.case.state) == (
        "Kế hoạch năm 2024.",
        later,
        State.SUBMITTED,
    )
    nameless = make_request(town, asker=VISITOR, by=SYSTEM)
    enter_completion(**step(town, nameless, now=later), text="Nói thêm qua điện thoại.")
    assert InformationRequest.objects.get(pk=nameless.pk).valid_at == later


def test_another_agency_holds_it_and_its_days_begin_there(town, office):
    Post.objects.filter(user=town.bao).update(agency=town.agency_b, roles=["examiner"])
    request, later = make_request(town), NOW + timedelta(hours=5)
    hand_on_request(**step(town, request, now=later), agency=town.agency_b, reason="Thuộc sở khác.")
    case = Case.objects.get(pk=request.case_id)
    assert (case.agency, request.valid_at) == (town.agency_b, later)
    assert "examiner" in town.actor("bao").roles
    accepted(town, request, by=town.actor("bao"))


def test_costs_and_an_extension_are_papers_of_one_row_of_numbers(town, office):
    request = accepted(town, make_request(town))
    due = request.case.due_at
    day = NOW.date() + timedelta(days=9)
    notify_costs(**step(town, request), cost=12000, words="Sao 24 trang.", day=day)
    extend_request(**step(town, request), days=10, reason="Phải tập hợp từ các phòng.")
    consult_third_party(**step(town, request), third_party="Công ty Minh Họa", agrees=None)
    consult_third_party(**step(town, request), third_party="", agrees=True)
    request = InformationRequest.objects.whole().get(pk=request.pk)
    assert (request.third_party, request.third_party_agrees) == ("Công ty Minh Họa", True)
    assert local(request.case.due_at).date() == local(due).date() + timedelta(days=14)
    papers = list(request.papers.select_related("agency__parent"))
    assert [(paper.form, paper.number) for paper in papers] == [
        ("receipt", 1),
        ("notice", 2),
        ("extension", 3),
    ]
    assert draw_paper(papers[1]).startswith(b"%PDF")


def test_a_refusal_has_a_ground_of_the_list_and_a_paper(town, office):
    request = make_request(town)
    refuse_request(**step(town, request), ground="da-cong-khai", text="Xem trang của sở.")
    assert request.case.state == State.REFUSED
    assert InformationPaper.objects.get(request=request).form == "refusal"
    partly = answered(town, make_request(town), ground="vuot-kha-nang", ground_text="Phụ lục 3.")
    assert partly.is_partial
    assert {one.ground: one.result for one in figures.refused_requests()} == {
        "da-cong-khai": "refused",
        "vuot-kha-nang": "part",
    }


def test_an_asker_takes_it_back_and_then_it_is_counted_nowhere(town, office):
    request = make_request(town)
    withdraw_case(case=request.case, ver=request.case.ver, text="", by=town.actor("an"), now=NOW)
    assert not figures.received_requests().exists()


def test_when_its_time_is_over_the_asker_goes_and_the_public_answer_stays(town, office):
    make_rules(**{"retention.info": 5})
    request = answered(town, make_request(town))
    publish_information(**step(town, request), question="Kế hoạch?", answer="Số 12.")
    other = answered(town, make_request(town))
    withhold_information(**step(town, other), reason="Chỉ người yêu cầu cần.")
    later = NOW + timedelta(days=366 * 5 + 3)
    due = [one for one in due_records(later) if one.pk == request.case_id]
    assert erase_record(due=due[0], by=SYSTEM, now=later)
    request.refresh_from_db()
    assert (request.asker_name, request.text, request.published_answer) == ("", "", "Số 12.")
    assert (other.withheld, other.case.state) == ("Chỉ người yêu cầu cần.", State.DONE)
