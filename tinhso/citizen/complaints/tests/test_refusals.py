"""What the register of complaints refuses: to officers outside of it, to who comes second, without a reason."""

from uuid import uuid4

import pytest

from tests.town import Town
from tinhso.casework.models.case import Unlawful
from tinhso.casework.public import Case, NoteRefused, NotSettled, NotYourTurn, Stale
from tinhso.casework.tests.makers import make_case
from tinhso.citizen.complaints.actions.accept_complaint import accept_complaint
from tinhso.citizen.complaints.actions.refuse_complaint import refuse_complaint
from tinhso.citizen.complaints.actions.register_complaint import register_complaint
from tinhso.citizen.complaints.actions.resolve_complaint import resolve_complaint
from tinhso.citizen.complaints.actions.send_complaint import TooManyComplaints, send_complaint
from tinhso.citizen.complaints.actions.set_apart_complaint import set_apart_complaint
from tinhso.citizen.complaints.content import ComplaintContent
from tinhso.citizen.complaints.route import NoReceivingUnit
from tinhso.citizen.models import Complaint
from tinhso.citizen.tests.life_makers import (
    NOW,
    Inspectorate,
    Office,
    actor,
    make_feedback,
    make_rules,
    taken_feedback,
)
from tinhso.kernel.files.public import Holder

CONTENT = ComplaintContent(Complaint.Channel.COUNTER, "Đơn", "Chậm trả lời", "Lê Thị An", "0900000009")


@pytest.fixture
def unit(town: Town) -> Inspectorate:
    make_rules()
    Office(town)
    return Inspectorate(town)


def registered(town: Town) -> Complaint:
    return register_complaint(
        kind=Complaint.Kind.COMPLAINT,
        accused=town.agency_a,
        content=CONTENT,
        client_key=uuid4(),
        by=town.actor("binh"),
        now=NOW,
    )


DEEDS = [
    (accept_complaint, {}),
    (refuse_complaint, {"text": "Không thuộc thẩm quyền."}),
]


@pytest.mark.parametrize(("deed", "words"), DEEDS)
def test_officers_outside_of_the_unit_and_who_comes_second_change_nothing(town, unit, deed, words):
    complaint = registered(town)
    ver = complaint.case.ver
    for name in ("binh", "emi", "chi", "bao", "an"):
        with pytest.raises(NotYourTurn):
            deed(complaint=complaint, ver=ver, by=town.actor(name), now=NOW, **words)
    with pytest.raises(Stale):
        deed(complaint=complaint, ver=ver - 1, by=actor("ly", town), now=NOW, **words)
    assert Case.objects.get(pk=complaint.case_id).ver == ver


def test_a_complaint_is_refused_in_writing_and_while_it_is_open(town, unit):
    complaint, by = registered(town), actor("ly", town)
    with pytest.raises(NoteRefused):
        refuse_complaint(complaint=complaint, ver=complaint.case.ver, text=" ", by=by, now=NOW)
    complaint.case.state = "draft"
    with pytest.raises(Unlawful):
        refuse_complaint(complaint=complaint, ver=complaint.case.ver, text="x", by=by, now=NOW)


def test_a_conclusion_comes_after_it_was_taken_up_and_from_the_unit(town, unit):
    complaint, by = registered(town), actor("ly", town)
    with pytest.raises(NotSettled):
        resolve_complaint(complaint=complaint, ver=complaint.case.ver, conclusion="Đúng.", by=by, now=NOW)
    accept_complaint(complaint=complaint, ver=complaint.case.ver, by=by, now=NOW)
    for name in ("binh", "emi", "chi", "bao", "an"):
        with pytest.raises(NotYourTurn):
            resolve_complaint(
                complaint=complaint, ver=complaint.case.ver, conclusion="Đúng.", by=town.actor(name), now=NOW
            )


def test_where_nobody_may_receive_it_nothing_is_registered(town, unit):
    make_rules(**{"complaint.receivers": ["thanh-tra"]})
    with pytest.raises(NoReceivingUnit):
        register_complaint(
            kind=Complaint.Kind.COMPLAINT,
            accused=unit.agency,
            content=CONTENT,
            client_key=uuid4(),
            by=town.actor("binh"),
            now=NOW,
        )
    feedback = taken_feedback(town, make_feedback(town))
    with pytest.raises(NoReceivingUnit):
        set_apart_complaint(
            case=feedback.case,
            ver=feedback.case.ver,
            kind=Complaint.Kind.COMPLAINT,
            accused=unit.agency,
            by=actor("ha", town),
            now=NOW,
        )


def test_a_case_of_another_kind_does_not_become_one(town, unit):
    case = make_case(kind="dossier", agency=town.agency_a)
    with pytest.raises(KeyError):
        set_apart_complaint(
            case=case,
            ver=1,
            kind=Complaint.Kind.COMPLAINT,
            accused=town.agency_a,
            by=town.actor("binh"),
            now=NOW,
        )


def test_a_person_sends_five_complaints_a_day_and_no_sixth(town, unit):
    words = {
        "person": town.an.person,
        "accused": town.agency_a,
        "content": CONTENT,
        "file_ids": [],
        "now": NOW,
    }
    words |= {"holder": Holder("thu"), "by": town.actor("an")}
    for _ in range(5):
        send_complaint(client_key=uuid4(), **words)
    with pytest.raises(TooManyComplaints):
        send_complaint(client_key=uuid4(), **words)
    assert Complaint.objects.count() == 5
