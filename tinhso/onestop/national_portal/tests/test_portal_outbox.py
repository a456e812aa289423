"""What the national portal is told: every event of a dossier, in order, until it has confirmed it."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import requests
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from tinhso.casework.public import Case, State, pause_case, resume_case
from tinhso.kernel.events.public import EventRow
from tinhso.lib.legal_time.clock import PauseReason
from tinhso.onestop.handling.actions.ask_supplement import ask_supplement
from tinhso.onestop.handling.actions.refuse_dossier import refuse_dossier
from tinhso.onestop.messages.actions.resend_message import NotOpen, resend_message
from tinhso.onestop.messages.actions.skip_message import skip_message
from tinhso.onestop.models import Dossier, PortalMessage
from tinhso.onestop.national_portal.states import PORTAL_STATES, REPORTS, portal_state, state_after
from tinhso.onestop.national_portal.tests.portal_makers import Line
from tinhso.onestop.tests.makers import Shop

SOON = timedelta(seconds=1)


def now() -> Any:
    return timezone.now() + SOON


@pytest.mark.parametrize(
    ("event", "payload", "state"),
    [
        ("casework.CaseSubmitted", {}, 1),
        ("casework.CaseAccepted", {}, 2),
        ("casework.CaseRefused", {"step": None}, 3),
        ("casework.CaseAdvanced", {"to_step": "sign"}, 4),
        ("casework.CaseAssigned", {}, 4),
        ("casework.CaseReturned", {"to_step": "examine"}, 4),
        ("casework.CaseResumed", {}, 4),
        ("casework.CasePaused", {"reason": "NIEM_YET"}, 4),
        ("casework.SupplementRequested", {"step": "examine"}, 5),
        ("casework.SupplementCompleted", {"step": None}, 1),
        ("casework.SupplementCompleted", {"step": "examine"}, 4),
        ("casework.CasePaused", {"reason": "NGHIA_VU_TAI_CHINH"}, 6),
        ("casework.CaseWithdrawn", {"step": None}, 7),
        ("casework.CaseRefused", {"step": "examine"}, 8),
        ("casework.SupplementLapsed", {"step": None}, 3),
        ("casework.SupplementLapsed", {"step": "examine"}, 8),
        ("casework.CaseSettled", {}, 9),
        ("casework.CaseFinished", {}, 10),
        ("casework.CaseReappointed", {}, 4),
        ("casework.CaseForwarded", {}, 4),
        ("casework.CaseMoved", {}, 4),
        ("casework.DueRecomputed", {}, 4),
    ],
)
def test_each_event_leads_to_its_state_of_the_portal(event: str, payload: Any, state: int):
    row = EventRow(name=event)
    row.payload = payload
    assert state_after(row, 4) == state


def test_every_state_of_the_portal_and_every_report_is_reached():
    assert set(PORTAL_STATES.values()) == set(range(1, 11))
    assert len(REPORTS) == 19


@pytest.mark.long
@pytest.mark.parametrize(
    ("until", "state"),
    [
        ("receive", 1),
        ("forward", 2),
        ("assign", 4),
        ("examine", 4),
        ("sign", 4),
        ("issue", 4),
        ("hand_over", 9),
    ],
)
def test_where_a_case_stands_is_what_the_portal_was_told(line: Line, shop: Shop, until: str, state: int):
    from tinhso.onestop.tests.makers import let_sign

    let_sign(shop.town)
    dossier = shop.dossier(until)
    line.hear()
    line.send_waiting(now())
    assert portal_state(dossier.case) == state
    assert line.server.store.get("dossier", dossier.case.code)["state"] == state
    assert line.compare() == ["1 hồ sơ khớp, 0 hồ sơ khác."]


def test_a_draft_is_not_told(line: Line, shop: Shop):
    assert portal_state(shop.dossier("draft").case) is None
    line.hear()
    assert PortalMessage.objects.count() == 0


def test_nothing_is_queued_where_no_portal_is_connected(line: Line, shop: Shop, settings: Any):
    settings.NATIONAL_PORTAL = None
    shop.dossier("forward")
    line.hear()
    assert PortalMessage.objects.count() == 0


def test_messages_are_queued_in_the_order_of_events_whichever_is_delivered_first(line: Line, shop: Shop):
    from tinhso.kernel.events.public import deliver

    shop.dossier("assign")
    rows = list(EventRow.objects.filter(name__in=REPORTS).order_by("-pk").values_list("pk", flat=True))
    for pk in rows:
        deliver(pk)
    states = PortalMessage.objects.order_by("number").values_list("portal_state", flat=True)
    assert list(states) == [1, 2, 4]


def test_the_next_message_leaves_only_after_the_one_before_is_confirmed(line: Line, shop: Shop):
    dossier = shop.dossier("assign")
    line.hear()
    line.server.faults.busy = 1.0
    line.send_waiting(now())
    first, *others = PortalMessage.objects.order_by("number")
    assert (first.state, first.attempts, first.answer_code) == ("waiting", 1, "away")
    assert {row.attempts for row in others} == {0}
    line.server.faults.busy = 0.0
    line.send_waiting(now())
    assert line.server.store.get("dossier", dossier.case.code) is None, "the wait is not over"
    line.send_waiting(now() + timedelta(minutes=1))
    assert set(PortalMessage.objects.values_list("state", flat=True)) == {"confirmed"}


@pytest.mark.long
def test_waits_grow_and_a_portal_that_stays_away_leaves_the_message_stuck(line: Line, shop: Shop):
    shop.dossier("receive")
    line.hear()
    line.server.faults.down = True
    at, waits = now(), []
    for _ in range(21):
        line.send_waiting(at)
        row = PortalMessage.objects.get()
        waits.append(row.next_try - at)
        at = max(row.next_try, at)
    assert waits[0] < waits[1] < waits[5]
    assert max(waits) <= timedelta(hours=2)
    assert PortalMessage.objects.get().state == "stuck"
    assert EventRow.objects.filter(name="onestop.PortalMessageHeld").count() == 1


def test_an_answer_that_got_lost_is_asked_for_again_and_counts_once(line: Line, shop: Shop):
    dossier = shop.dossier("receive")
    line.hear()
    line.server.faults.lose_answer = 1.0
    line.send_waiting(now())
    assert line.server.store.get("dossier", dossier.case.code) is None, "not even signed in"
    line.server.faults.lose_answer = 0.0
    line.send_waiting(now() + timedelta(minutes=1))
    assert len(line.server.store.get("dossier", dossier.case.code)["steps"]) == 1


def test_a_refused_message_is_stuck_until_somebody_sends_it_again_or_sets_it_aside(line: Line, shop: Shop):
    shop.dossier("forward")
    line.hear()
    line.server.catalogue.procedures[shop.version.procedure.code]["name"]
    known = dict(line.server.catalogue.procedures)
    line.server.register.catalogue = type(line.server.catalogue)({})
    line.send_waiting(now())
    message = PortalMessage.objects.order_by("number").first()
    assert message is not None
    assert (message.state, message.answer_code) == ("stuck", "11")
    for stranger in ("an", "bao", "emi"):
        with pytest.raises(PermissionDenied):
            resend_message(message=message, by=shop.actor(stranger), now=shop.now)
    line.server.register.catalogue = type(line.server.catalogue)(known)
    resend_message(message=message, by=shop.actor("binh"), now=shop.now)
    line.send_waiting(now())
    assert set(PortalMessage.objects.values_list("state", flat=True)) == {"confirmed"}
    assert EventRow.objects.filter(name="onestop.PortalMessageRepeated").count() == 1
    with pytest.raises(NotOpen):
        resend_message(message=message, by=shop.actor("quan"), now=shop.now)


def test_a_message_set_aside_lets_the_next_ones_go(line: Line, shop: Shop):
    shop.dossier("forward")
    line.hear()
    last = PortalMessage.objects.order_by("number").last()
    assert last is not None
    skip_message(message=last, reason="Đã báo bằng công văn", by=shop.actor("quan"), now=shop.now)
    last.refresh_from_db()
    assert (last.state, last.skip_reason, last.skipped_by) == (
        "skipped",
        "Đã báo bằng công văn",
        shop.town.quan,
    )
    line.send_waiting(now())
    assert PortalMessage.objects.filter(state="confirmed").count() == 1


@pytest.mark.long
def test_the_page_shows_an_administrator_no_personal_data(line: Line, shop: Shop, client: Client):
    shop.dossier("receive")
    line.hear()
    message = PortalMessage.objects.get()
    path = f"/can-bo/lien-thong/gui/{message.pk}/"
    page = shop.town.sign_in(client, "quan").get(path).content.decode()
    assert "Lê Thị An" not in page
    assert "0912345678" not in page
    assert "•••" in page
    desk = shop.town.sign_in(client, "binh").get(path).content.decode()
    assert "Lê Thị An" in desk
    assert shop.town.sign_in(client, "bao").get(path).status_code == 404
    assert shop.town.sign_in(client, "emi").get(path).status_code == 403


@pytest.mark.long
def test_the_exchange_page_stays_within_its_queries(
    line: Line, shop: Shop, client: Client, django_assert_max_num_queries: Any
):
    for _ in range(3):
        shop.dossier("receive")
    line.hear()
    shop.town.sign_in(client, "binh")
    client.get("/can-bo/lien-thong/")
    with django_assert_max_num_queries(16):
        page = client.get("/can-bo/lien-thong/?trang_thai=waiting").content.decode()
    assert page.count("Đồng bộ hồ sơ") == 3
    code = Case.objects.first()
    assert code is not None
    assert client.get(f"/can-bo/lien-thong/?ma={code.code}").content.decode().count("Đồng bộ hồ sơ") == 1
    assert client.get("/can-bo/lien-thong/?trang_thai=la").status_code == 200


@pytest.mark.long
def test_the_buttons_send_again_and_set_aside_with_a_reason(line: Line, shop: Shop, client: Client):
    shop.dossier("receive")
    line.hear()
    message = PortalMessage.objects.get()
    shop.town.sign_in(client, "binh")
    path = f"/can-bo/lien-thong/gui/{message.pk}/"
    assert client.post(f"{path}gui-lai/").status_code == 302
    wrong = client.post(f"{path}bo-qua/", {"reason": ""})
    assert wrong.status_code == 422
    assert "Ghi lý do bỏ qua." in wrong.content.decode()
    assert client.post(f"{path}bo-qua/", {"reason": "Trùng"}).status_code == 302
    message.refresh_from_db()
    assert message.state == "skipped"
    assert "Trùng" in client.get(path).content.decode()


def test_a_held_arrival_is_shown_without_its_person_tried_again_and_set_aside(
    line: Line, shop: Shop, client: Client
):
    from tinhso.onestop.models import PortalArrival
    from tinhso.onestop.national_portal.tests.test_portal_inbox import letter

    line.say(**letter(MaTTHC="9.999999"))
    arrival = PortalArrival.objects.get()
    path = f"/can-bo/lien-thong/den/{arrival.pk}/"
    page = shop.town.sign_in(client, "binh").get(path).content.decode()
    assert "9.999999" in page
    assert "Trần Văn Mới" not in page
    assert "G22.38-240308-000009" in client.get("/can-bo/lien-thong/").content.decode()
    assert client.post(f"{path}nhan-lai/").status_code == 302
    assert client.post(f"{path}bo-qua/", {"reason": "Sai thủ tục"}).status_code == 302
    arrival.refresh_from_db()
    assert (arrival.state, arrival.skip_reason) == ("skipped", "Sai thủ tục")
    assert EventRow.objects.filter(name="onestop.PortalArrivalSkipped").count() == 1
    assert shop.town.sign_in(client, "emi").get(path).status_code == 403


def test_a_supplement_is_told_with_what_is_missing(line: Line, shop: Shop):
    dossier = shop.dossier("receive")
    ask_supplement(dossier=dossier, text="Thiếu phương án", **shop.words("binh", dossier))
    line.hear()
    line.send_waiting(now())
    row = line.server.store.get("dossier", dossier.case.code)
    assert (row["state"], State(shop.fresh(dossier).case.state)) == (5, State.WAITING_CITIZEN)
    assert row["row"]["DanhSachHoSoBoSung"][0]["NoiDungBoSung"] == "Thiếu phương án"


def ask_after_acceptance(shop: Shop, dossier: Dossier) -> None:
    ask_supplement(dossier=dossier, text="Thiếu phương án", **shop.words("emi", dossier))


def wait_for_the_duty(shop: Shop, dossier: Dossier) -> None:
    words: dict[str, Any] = {"reason": PauseReason.FINANCIAL_DUTY, "text": "Chờ nộp tiền sử dụng đất"}
    pause_case(case=dossier.case, **words, **shop.words("emi", dossier))


def turn_down(shop: Shop, dossier: Dossier) -> None:
    refuse_dossier(dossier=dossier, text="Không đủ điều kiện", **shop.words("emi", dossier))


@pytest.mark.long
@pytest.mark.parametrize(
    ("deed", "state"), [(ask_after_acceptance, 5), (wait_for_the_duty, 6), (turn_down, 8)]
)
def test_both_sides_hold_the_same_while_a_dossier_waits_and_once_it_is_refused(
    line: Line, shop: Shop, deed: Callable[[Shop, Dossier], None], state: int
):
    dossier = shop.dossier("examine")
    deed(shop, dossier)
    line.hear()
    line.send_waiting(now())
    assert line.server.store.get("dossier", dossier.case.code)["state"] == state
    assert portal_state(shop.fresh(dossier).case, PauseReason.FINANCIAL_DUTY if state == 6 else "") == state
    assert line.compare() == ["1 hồ sơ khớp, 0 hồ sơ khác."]


def test_a_paused_dossier_has_no_due_date_at_the_portal_until_it_goes_on(line: Line, shop: Shop):
    dossier = shop.dossier("examine")
    line.hear()
    line.send_waiting(now())
    assert line.server.store.get("dossier", dossier.case.code)["row"]["NgayHenTra"]
    wait_for_the_duty(shop, dossier)
    line.hear()
    line.send_waiting(now())
    assert line.server.store.get("dossier", dossier.case.code)["row"]["NgayHenTra"] == ""
    resume_case(case=shop.fresh(dossier).case, **shop.words("emi", shop.fresh(dossier)))
    line.hear()
    line.send_waiting(now())
    assert line.server.store.get("dossier", dossier.case.code)["row"]["NgayHenTra"]
    assert line.compare() == ["1 hồ sơ khớp, 0 hồ sơ khác."]


def test_the_comparison_is_a_word_of_tinhso_and_prints_what_the_sandbox_found(line: Line, shop: Shop):
    shop.dossier("forward")
    line.hear()
    printed = StringIO()
    with pytest.raises(CommandError, match="2 tin chưa được Cổng xác nhận"):
        call_command("compare_portal", stdout=printed)
    assert "KHÁC" in printed.getvalue()
    line.send_waiting(now())
    printed = StringIO()
    call_command("compare_portal", portal=line.server.url, stdout=printed)
    assert printed.getvalue() == "1 hồ sơ khớp, 0 hồ sơ khác.\n"
    assert "1 hồ sơ khớp" in requests.get(f"{line.server.url}/doi-soat/", timeout=30).text
    assert requests.post(f"{line.server.url}/sandbox/doi-soat", data=b"[", timeout=30).status_code == 400


def test_the_comparison_says_what_is_missing_where_no_sandbox_answers(line: Line, settings: Any):
    with pytest.raises(CommandError, match="không trả lời"):
        call_command("compare_portal", portal="http://127.0.0.1:9")
    settings.NATIONAL_PORTAL = None
    with pytest.raises(CommandError, match="chưa kết nối"):
        call_command("compare_portal")
