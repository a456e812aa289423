"""What the deeds of access to information refuse: to who has not the turn, who comes second, without words, off the list."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.town import Town, make_officer
from tinhso.casework.models.case import Unlawful
from tinhso.casework.public import (
    AskedBefore,
    Case,
    NobodyToAsk,
    NoteRefused,
    NotSettled,
    NotYourTurn,
    SameAgency,
    Stale,
)
from tinhso.citizen.information_access.actions.accept_request import accept_request
from tinhso.citizen.information_access.actions.answer_request import answer_request, refuse_request
from tinhso.citizen.information_access.actions.attach_information import attach_information
from tinhso.citizen.information_access.actions.complete_request import (
    ask_completion,
    complete_request,
    enter_completion,
)
from tinhso.citizen.information_access.actions.consult_third_party import consult_third_party
from tinhso.citizen.information_access.actions.extend_request import TooLate, extend_request
from tinhso.citizen.information_access.actions.hand_on_request import ReceivedAlready, hand_on_request
from tinhso.citizen.information_access.actions.notify_costs import notify_costs
from tinhso.citizen.information_access.actions.publish_information import (
    StillNamesSomebody,
    publish_information,
    withhold_information,
)
from tinhso.citizen.information_access.actions.send_request import (
    AgencyNotAddressable,
    Asker,
    NotReceivedYet,
    TooManyRequests,
    send_request,
)
from tinhso.citizen.information_access.deeds import NotBeingAnswered, PaperMadeBefore
from tinhso.citizen.information_access.permissions import (
    can_enter_request,
    can_fill_list,
    can_read_asker,
)
from tinhso.citizen.information_access.route import UnknownGround
from tinhso.citizen.information_access.tests.information_makers import (
    PLAN,
    VISITOR,
    accepted,
    answered,
    make_information_rules,
    make_request,
)
from tinhso.citizen.models import InformationFile, InformationRequest
from tinhso.citizen.tests.life_makers import NOW
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.files.public import NotYourFile, StoredFile
from tinhso.kernel.people.roles import Examiner

SIMPLE = {"weight": InformationRequest.Weight.SIMPLE}
GROUND = {"ground": "da-cong-khai", "text": "Xem trang của sở."}
COSTS = {"cost": 0, "words": "", "day": date(2024, 3, 20)}
LONGER = {"days": 5, "reason": "Phải tập hợp."}
PUBLIC = {"question": "Kế hoạch?", "answer": "Số 12."}
ELSEWHERE = {"reason": "Nơi khác giữ."}


@pytest.fixture
def office(town: Town) -> Town:
    make_information_rules()
    return town


def sent(town: Town, request: InformationRequest) -> InformationRequest:
    return request


def of_the_town(town: Town, deed, words):
    if deed is hand_on_request:
        return words | {"agency": town.agency_b}
    return words | {"file": StoredFile()} if deed is attach_information else words


DEEDS = [
    (accept_request, sent, SIMPLE),
    (ask_completion, sent, {"text": "Ghi rõ."}),
    (refuse_request, sent, GROUND),
    (notify_costs, accepted, COSTS),
    (extend_request, accepted, LONGER),
    (consult_third_party, accepted, {"third_party": "Công ty", "agrees": None}),
    (answer_request, accepted, {"answer": "Gửi kèm."}),
    (attach_information, accepted, {}),
    (publish_information, answered, PUBLIC),
    (withhold_information, answered, {"reason": "Việc riêng."}),
]


@pytest.mark.parametrize(("deed", "stage", "words"), DEEDS)
def test_a_stranger_and_who_comes_second_change_nothing(town, office, deed, stage, words):
    request = stage(town, make_request(town))
    ver, words = request.case.ver, of_the_town(town, deed, words)
    for name in ("dung", "bao", "van"):
        with pytest.raises(NotYourTurn):
            deed(request=request, ver=ver, by=town.actor(name), now=NOW, **words)
    with pytest.raises(Stale):
        deed(request=request, ver=ver - 1, by=town.actor("emi"), now=NOW, **words)
    assert Case.objects.get(pk=request.case_id).ver == ver


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        (notify_costs, COSTS),
        (extend_request, LONGER),
        (consult_third_party, {"third_party": "Công ty", "agrees": None}),
        (answer_request, {"answer": "Gửi kèm."}),
        (attach_information, {}),
    ],
)
def test_what_was_not_received_is_not_answered(town, office, deed, words):
    request = make_request(town)
    words = of_the_town(town, deed, words)
    with pytest.raises(NotBeingAnswered):
        deed(request=request, ver=request.case.ver, by=town.actor("emi"), now=NOW, **words)


@pytest.mark.parametrize(
    ("deed", "stage", "words"),
    [
        (ask_completion, sent, {"text": " "}),
        (refuse_request, sent, GROUND | {"text": " "}),
        (notify_costs, accepted, COSTS | {"day": date(2024, 3, 7)}),
        (notify_costs, accepted, COSTS | {"cost": -1}),
        (extend_request, accepted, LONGER | {"reason": " "}),
        (extend_request, accepted, LONGER | {"days": 16}),
        (consult_third_party, accepted, {"third_party": " ", "agrees": None}),
        (consult_third_party, accepted, {"third_party": "Công ty", "agrees": True}),
        (answer_request, accepted, {"answer": " "}),
        (answer_request, accepted, {"answer": "Gửi kèm.", "ground": "da-cong-khai"}),
        (answer_request, accepted, {"answer": "Gửi kèm.", "ground_text": "Phụ lục."}),
        (publish_information, answered, PUBLIC | {"question": " "}),
        (withhold_information, answered, {"reason": " "}),
    ],
)
def test_what_is_written_says_something(town, office, deed, stage, words):
    request = stage(town, make_request(town))
    with pytest.raises(NoteRefused):
        deed(request=request, ver=request.case.ver, by=town.actor("emi"), now=NOW, **words)


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        (refuse_request, GROUND | {"ground": "khong-thich"}),
        (answer_request, {"answer": "Gửi kèm.", "ground": "khong-thich", "ground_text": "Phụ lục."}),
    ],
)
def test_no_ground_but_those_of_the_list(town, office, deed, words):
    request = accepted(town, make_request(town))
    with pytest.raises(UnknownGround):
        deed(request=request, ver=request.case.ver, by=town.actor("emi"), now=NOW, **words)


@pytest.mark.parametrize(("deed", "words"), [(notify_costs, COSTS), (extend_request, LONGER)])
def test_a_notice_is_written_once(town, office, deed, words):
    request = accepted(town, make_request(town))
    deed(request=request, ver=request.case.ver, by=town.actor("emi"), now=NOW, **words)
    with pytest.raises(PaperMadeBefore):
        deed(request=request, ver=request.case.ver, by=town.actor("emi"), now=NOW, **words)


def test_a_refusal_has_one_paper(town, office):
    request = make_request(town)
    words = {"request": request, "by": town.actor("emi"), "now": NOW} | GROUND
    request.papers.create(form="refusal", agency=town.agency_a, year=2024, number=9, made_at=NOW)
    with pytest.raises(PaperMadeBefore):
        refuse_request(ver=request.case.ver, **words)


def test_what_is_late_is_not_extended(town, office):
    request = accepted(town, make_request(town))
    late = NOW + timedelta(days=60)
    with pytest.raises(TooLate):
        extend_request(request=request, ver=request.case.ver, by=town.actor("emi"), now=late, **LONGER)


@pytest.mark.parametrize(
    ("deed", "words"), [(accept_request, SIMPLE), (ask_completion, {"text": "Rõ."}), (refuse_request, GROUND)]
)
def test_the_states_forbid(town, office, deed, words):
    request = make_request(town)
    Case.objects.filter(pk=request.case_id).update(state="draft")
    request.case.refresh_from_db()
    with pytest.raises(Unlawful):
        deed(request=request, ver=request.case.ver, by=town.actor("emi"), now=NOW, **words)


@pytest.mark.parametrize(
    ("deed", "words"), [(publish_information, PUBLIC), (withhold_information, {"reason": "Việc riêng."})]
)
def test_before_the_answer_there_is_nothing_to_publish(town, office, deed, words):
    request = accepted(town, make_request(town))
    with pytest.raises(NotSettled):
        deed(request=request, ver=request.case.ver, by=town.actor("emi"), now=NOW, **words)


@pytest.mark.parametrize(
    "words",
    ["Gọi 0911 111 111", "bà MAI THI XOAN hỏi", "số 038190001234", "viết a@b.vn", "ở Công ty Minh Họa"],
)
def test_nobody_is_named_in_public(town, office, words):
    request = answered(town, make_request(town, asker=VISITOR, by=SYSTEM))
    InformationRequest.objects.filter(pk=request.pk).update(third_party="Công ty Minh Họa")
    request.refresh_from_db()
    with pytest.raises(StillNamesSomebody):
        publish_information(
            request=request,
            ver=request.case.ver,
            question=words,
            answer="Số 12.",
            by=town.actor("emi"),
            now=NOW,
        )
    assert not InformationRequest.objects.published().exists()


def test_who_may_send_enter_and_read(town, office):
    with pytest.raises(NotYourTurn):  # for somebody else
        make_request(town, asker=Asker("Dũng", person=town.dung.person))
    letter = {"asker": VISITOR, "channel": InformationRequest.Channel.POST}
    for name in ("an", "bao", "binh"):
        with pytest.raises(NotYourTurn):
            make_request(town, by=town.actor(name), **letter)
    assert not can_enter_request(town.actor("bao"), town.agency_a)
    assert not can_fill_list(town.actor("an"))
    request = make_request(town, by=town.actor("emi"), **letter)
    assert not can_read_asker(request, town.actor("bao"))
    assert can_read_asker(request, town.actor("emi"))


def test_what_is_not_taken_in(town, office):
    words = {"wanted": PLAN, "client_key": uuid4(), "by": SYSTEM, "now": NOW}
    with pytest.raises(AgencyNotAddressable):
        send_request(asker=VISITOR, agency=town.desk_b, **words)
    for day in (NOW + timedelta(days=1), NOW - timedelta(days=400)):
        with pytest.raises(NotReceivedYet):
            send_request(asker=VISITOR, agency=town.agency_a, received_at=day, **words)
    for _ in range(5):
        make_request(town)
    person = town.an.person
    with pytest.raises(TooManyRequests):
        send_request(
            asker=Asker(person.full_name, person=person),
            agency=town.agency_a,
            **(words | {"by": town.actor("an")}),
        )
    assert InformationRequest.objects.count() == 5


def test_handing_on(town, office):
    request = make_request(town)
    words = {"ver": request.case.ver, "now": NOW} | ELSEWHERE
    emi = town.actor("emi")
    with pytest.raises(SameAgency):
        hand_on_request(request=request, agency=town.agency_a, by=emi, **words)
    with pytest.raises(AgencyNotAddressable):
        hand_on_request(request=request, agency=town.desk_b, by=emi, **words)
    make_officer("gam", "Lò Thị Gấm", town.agency_b, "Chuyên viên", Examiner)
    with pytest.raises(NotYourTurn):
        hand_on_request(request=request, agency=town.agency_b, by=town.actor("van"), **words)
    with pytest.raises(NoteRefused):
        hand_on_request(request=request, agency=town.agency_b, by=emi, **(words | {"reason": " "}))
    request.refresh_from_db()
    with pytest.raises(Stale):
        hand_on_request(request=request, agency=town.agency_b, by=emi, **(words | {"ver": 1}))
    accepted(town, request)
    with pytest.raises(ReceivedAlready):
        hand_on_request(request=request, agency=town.agency_b, by=emi, **(words | {"ver": request.case.ver}))


def test_completing(town, office):
    emi, an = town.actor("emi"), town.actor("an")
    nameless = make_request(town, asker=VISITOR, by=SYSTEM)
    with pytest.raises(NobodyToAsk):
        ask_completion(request=nameless, ver=nameless.case.ver, text="Rõ.", by=emi, now=NOW)
    enter = {"request": nameless, "ver": nameless.case.ver, "now": NOW}
    with pytest.raises(NotYourTurn):
        enter_completion(text="Thêm.", by=town.actor("bao"), **enter)
    with pytest.raises(NoteRefused):
        enter_completion(text=" ", by=emi, **enter)
    with pytest.raises(Stale):
        enter_completion(text="Thêm.", by=emi, **(enter | {"ver": 1}))
    request = make_request(town)
    with pytest.raises(NoteRefused):
        enter_completion(request=request, ver=request.case.ver, text="Thêm.", by=emi, now=NOW)
    ask_completion(request=request, ver=request.case.ver, text="Rõ.", by=emi, now=NOW)
    words = {"request": request, "now": NOW}
    with pytest.raises(NotYourTurn):
        complete_request(ver=request.case.ver, text="Thêm.", by=town.actor("dung"), **words)
    with pytest.raises(NoteRefused):
        complete_request(ver=request.case.ver, text="x" * 4001, by=an, **words)
    with pytest.raises(Stale):
        complete_request(ver=1, text="Thêm.", by=an, **words)
    complete_request(ver=request.case.ver, text="Thêm.", by=an, **words)
    with pytest.raises(AskedBefore):
        ask_completion(request=request, ver=request.case.ver, text="Nữa.", by=emi, now=NOW)


def test_files_of_an_answer(town, office):
    request = accepted(town, make_request(town))
    words = {"request": request, "by": town.actor("emi"), "now": NOW}
    with pytest.raises(NotYourFile):
        attach_information(ver=request.case.ver, file=StoredFile(), **words)
    request.case.refresh_from_db()
    for n in range(InformationFile.MOST):
        file = StoredFile.objects.create(
            name=f"{n}.pdf", content_type="application/pdf", size=1, sha256=f"{n:064}", created_at=NOW
        )
        InformationFile.objects.create(request=request, file=file)
    with pytest.raises(NoteRefused):
        attach_information(ver=request.case.ver, file=StoredFile(), **words)
