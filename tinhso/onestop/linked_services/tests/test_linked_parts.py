"""What the register of civil status, the police and social insurance settle: asked once, answered once, one undoes no other."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from tinhso.casework.public import NotYourTurn, Stale
from tinhso.kernel.events.public import EventRow
from tinhso.kernel.files.public import StoredFile, read
from tinhso.kernel.notices.public import Notice
from tinhso.kernel.outbox.public import NotOpen
from tinhso.onestop.desk.permissions import deeds_open
from tinhso.onestop.dossier.identity_differences import IdentityUnsettled
from tinhso.onestop.handling.actions.withdraw_dossier import AlreadyRegistered, withdraw_dossier
from tinhso.onestop.linked_services.actions.ask_part import AskedAlready
from tinhso.onestop.linked_services.actions.register_dossier import (
    NotRegistered,
    RecordIncomplete,
    register_dossier,
)
from tinhso.onestop.linked_services.actions.repeat_part import NotThisWay, repeat_part
from tinhso.onestop.linked_services.actions.skip_answer import skip_answer
from tinhso.onestop.linked_services.actions.skip_part import skip_part
from tinhso.onestop.linked_services.page import parts_shown, waiting_words
from tinhso.onestop.linked_services.tests.linked_makers import COPY, LinkedLine
from tinhso.onestop.models import Dossier, LinkedAnswer, LinkedMessage, LinkedPart, StoreEntry
from tinhso.onestop.results.actions.draft_decision import NotYetRegistered, draft_decision
from tinhso.onestop.tests.makers import DECISION


def parts(dossier: Any) -> dict[str, LinkedPart]:
    return {part.kind: part for part in LinkedPart.objects.filter(dossier=dossier)}


def deeds(line: LinkedLine, dossier: Any) -> list[str]:
    return deeds_open(line.shop.fresh(dossier), line.shop.actor("emi"), line.shop.now)


def test_a_birth_is_registered_and_residence_and_insurance_follow(births: LinkedLine):
    dossier = births.shop.dossier("examine")
    assert deeds(births, dossier)[0] == "register"
    births.shop.register(dossier)
    assert deeds(births, dossier) == ["opinion", "propose_apology"]
    assert waiting_words([dossier.pk]) == {dossier.pk: "Chờ phần mềm hộ tịch cấp số"}
    births.send_waiting()
    births.work()
    born = parts(dossier)["civil_status"]
    assert (born.state, born.number, born.details["SoDinhDanh"]) == ("settled", "01/2024", "038224000001")
    assert isinstance(born.file, StoredFile)
    assert read(born.file) == COPY
    stored = StoreEntry.objects.get(file=born.file)
    assert (stored.origin, stored.number, stored.paper) == ("result", born.number, None)
    assert deeds(births, dossier)[0] == "decide"
    with pytest.raises(AlreadyRegistered):
        withdraw_dossier(
            dossier=births.shop.fresh(dossier),
            text="",
            **births.shop.words("an", births.shop.fresh(dossier)),
        )
    births.send_waiting()
    births.work()
    found = parts(dossier)
    assert {kind: part.number for kind, part in found.items()} == {
        "civil_status": "01/2024",
        "residence": "CT0000001",
        "insurance": "TE1380000000001",
    }
    assert found["residence"].due_at is not None
    assert births.compare() == ["3 phần việc khớp, 0 phần việc khác."]
    births.hear()
    parts_notified = set(
        Notice.objects.filter(template="onestop.dossier_part_settled").values_list("params__part", flat=True)
    )
    assert parts_notified == {"civil_status", "residence", "insurance"}


def test_a_refusal_comes_back_in_words_and_is_sent_again_as_a_new_request(births: LinkedLine):
    dossier = births.shop.dossier("examine")
    part = births.shop.register(dossier)
    births.send_waiting()
    assert births.refuse(part)[1]["error_code"] == "00"
    part.refresh_from_db()
    assert (part.state, part.reason) == ("refused", "Sai ngày sinh")
    assert [shown.words for shown in parts_shown(dossier, births.shop.now)][0] == "Bị từ chối"
    assert deeds(births, dossier)[0] == "register"
    with pytest.raises(NotThisWay):
        repeat_part(part=part, by=births.shop.actor("emi"), now=births.shop.now)
    births.shop.register(dossier)
    first, second = LinkedMessage.objects.order_by("number")
    assert first.key != second.key
    births.say(part, MaYeuCau=str(first.key), Loai="TuChoi", LyDo="Muộn")
    part.refresh_from_db()
    assert part.state == "asked", "a late refusal of the first request changes nothing"
    births.settle(part)
    births.refuse(part, "Sau khi đã cấp số")
    part.refresh_from_db()
    assert (part.state, part.number) == ("settled", "01/2024")


def test_a_repeated_answer_is_applied_once_and_another_number_is_held(births: LinkedLine):
    part = births.shop.register(births.shop.dossier("examine"))
    words = {"MaThongDiep": "7d0ac8f6-3df4-4a7a-9d0a-7a6a3f9c0001"}
    for _ in range(2):
        assert births.settle(part, **words)[1]["error_code"] == "00"
    assert births.settle(part, "02/2024", **words)[0] == 409
    assert births.settle(part, "02/2024")[1]["error_code"] == "07"
    assert EventRow.objects.filter(name="onestop.LinkedPartSettled").count() == 1
    held = LinkedAnswer.objects.get(state="held")
    with pytest.raises(PermissionDenied):
        skip_answer(answer=held, reason="Trùng", by=births.shop.actor("emi"), now=births.shop.now)
    skip_answer(answer=held, reason="Trùng", by=births.shop.actor("binh"), now=births.shop.now)
    with pytest.raises(NotOpen):
        skip_answer(answer=held, reason="Trùng", by=births.shop.actor("binh"), now=births.shop.now)


def test_a_lost_request_is_sent_again_and_registered_once(births: LinkedLine):
    part = births.shop.register(births.shop.dossier("examine"))
    births.server.faults.lose_answer = 1.0
    births.send_waiting()
    message = LinkedMessage.objects.get()
    assert (message.state, message.answer_code) == ("waiting", "away")
    births.work()
    part.refresh_from_db()
    message.refresh_from_db()
    assert (part.state, message.state) == ("settled", "confirmed"), (
        "the answer came before our own confirmation"
    )
    births.server.faults.lose_answer = 0.0
    births.send_waiting(timezone.now() + timedelta(days=1))
    assert len(births.server.store.all("entry")) == 1


def test_an_answer_that_never_came_is_asked_for_by_sending_the_same_request_again(births: LinkedLine):
    part = births.shop.register(births.shop.dossier("examine"))
    births.send_waiting()
    births.server.registers.decide_due(births.shop.now + timedelta(minutes=1), lambda: False)
    for letter in births.server.store.all("outgoing"):
        births.server.store.put("outgoing", letter["key"], letter | {"state": "taken"})
    births.work()
    repeat_part(part=part, by=births.shop.actor("binh"), now=births.shop.now)
    births.send_waiting()
    births.work()
    part.refresh_from_db()
    assert (part.state, part.messages.count()) == ("settled", 1)


def test_a_request_that_is_refused_for_its_form_is_stuck_and_can_be_passed_by(births: LinkedLine):
    dossier = births.shop.dossier("examine")
    part = births.shop.register(dossier)
    births.server.registers.unit = "H01"
    births.send_waiting()
    message = LinkedMessage.objects.get()
    assert (message.state, message.answer_code) == ("stuck", "02")
    assert EventRow.objects.filter(name="onestop.LinkedMessageHeld").count() == 1
    for stranger in ("an", "bao", "chi"):
        with pytest.raises(PermissionDenied):
            skip_part(part=part, reason="Ghi sổ giấy", by=births.shop.actor(stranger), now=births.shop.now)
    skip_part(part=part, reason="Ghi sổ giấy", by=births.shop.actor("emi"), now=births.shop.now)
    assert deeds(births, dossier)[:2] == ["register", "decide"]
    draft_decision(
        dossier=births.shop.fresh(dossier), **DECISION, **births.shop.words("emi", births.shop.fresh(dossier))
    )
    assert births.settle(part)[1]["error_code"] == "00"
    part.refresh_from_db()
    assert part.state == "settled", "what was registered all the same is kept"
    with pytest.raises(NotOpen):
        skip_part(part=part, reason="Muộn", by=births.shop.actor("emi"), now=births.shop.now)


def test_a_part_that_fails_leaves_the_birth_and_the_other_part_as_they_are(births: LinkedLine):
    dossier = births.shop.dossier("examine")
    births.settle(births.shop.register(dossier))
    found = parts(dossier)
    births.settle(found["insurance"], "TE1")
    births.refuse(found["residence"], "Chủ hộ chưa đồng ý")
    states = {kind: part.state for kind, part in parts(dossier).items()}
    assert states == {"civil_status": "settled", "insurance": "settled", "residence": "refused"}
    repeat_part(part=parts(dossier)["residence"], by=births.shop.actor("binh"), now=births.shop.now)
    with pytest.raises(NotOpen):
        repeat_part(part=parts(dossier)["insurance"], by=births.shop.actor("binh"), now=births.shop.now)
    skip_part(
        part=parts(dossier)["residence"],
        reason="Làm tại công an",
        by=births.shop.actor("binh"),
        now=births.shop.now,
    )
    births.hear()
    assert Notice.objects.filter(template="onestop.dossier_part_refused").count() == 1
    assert Notice.objects.filter(template="onestop.dossier_part_skipped").count() == 1


def test_a_child_that_has_a_card_gets_no_second_one(births: LinkedLine):
    births.shop.answers |= {"da_co_the": True, "so_the": "TE1"}
    del births.shop.answers["noi_kham"]
    dossier = births.shop.dossier("examine")
    births.settle(births.shop.register(dossier))
    assert set(parts(dossier)) == {"civil_status", "residence"}


def test_no_record_is_sent_while_who_applies_is_not_settled(births: LinkedLine):
    dossier = births.shop.dossier("examine")
    Dossier.objects.filter(pk=dossier.pk).update(applicant_name="Ai Khác")
    dossier = births.shop.fresh(dossier)
    with pytest.raises(IdentityUnsettled):
        register_dossier(dossier=dossier, **births.shop.words("emi", dossier))
    assert deeds(births, dossier)[0] == "settle_identity" and "register" not in deeds(births, dossier)


def test_the_record_is_sent_only_by_who_has_the_turn_whole_and_once(births: LinkedLine, settings: Any):
    dossier = births.shop.dossier("examine")
    shop = births.shop
    with pytest.raises(NotYourTurn):
        register_dossier(dossier=dossier, **shop.words("binh", dossier))
    with pytest.raises(Stale):
        register_dossier(dossier=dossier, ver=dossier.case.ver - 1, by=shop.actor("emi"), now=shop.now)
    with pytest.raises(NotYetRegistered):
        draft_decision(dossier=dossier, **DECISION, **shop.words("emi", dossier))
    dossier.answers["noi_sinh_tre"] = ""
    with pytest.raises(RecordIncomplete, match="Nơi sinh"):
        shop.register(dossier)
    shop.register(shop.fresh(dossier))
    with pytest.raises(AskedAlready):
        shop.register(shop.fresh(dossier))
    settings.CIVIL_STATUS = None
    with pytest.raises(NotRegistered):
        shop.register(shop.fresh(dossier))


def test_only_the_software_is_heard_and_only_of_what_was_asked(births: LinkedLine):
    part = births.shop.register(births.shop.dossier("examine"))
    assert births.send(b"{}", secret="khac")[0] == 401  # noqa: S106
    assert births.send(b"[]")[0] == 400
    assert births.send(b"khong phai json")[0] == 400
    assert births.say(part, Loai="KetQua", KetQua={"So": ""})[0] == 400
    assert births.say(part, Loai="KetQua")[1]["error_code"] == "02"
    unknown = {"MaYeuCau": "7d0ac8f6-3df4-4a7a-9d0a-7a6a3f9c0002"}
    assert births.settle(part, **unknown)[1]["error_code"] == "08"
    elsewhere = {"So": "1", "DuongDan": "http://127.0.0.1:9/x", "SHA256": "0" * 64}
    assert births.say(part, Loai="KetQua", KetQua=elsewhere)[1]["error_code"] == "06"
    assert LinkedAnswer.objects.filter(state="held").count() == 2
    assert part.messages.get().state == "waiting"


@pytest.mark.long
def test_pages_show_three_lines_and_stay_within_their_queries(
    births: LinkedLine, client: Client, django_assert_max_num_queries: Any
):
    shop = births.shop
    dossier = shop.dossier("examine")
    births.settle(shop.register(dossier))
    births.refuse(parts(dossier)["residence"], "Chủ hộ chưa đồng ý")
    births.hear()
    code, pk = dossier.case.code, parts(dossier)["residence"].pk
    shop.town.sign_in(client, "an")
    client.get(f"/ho-so/{code}/")
    with django_assert_max_num_queries(40):
        page = client.get(f"/ho-so/{code}/").content.decode()
    for words in (
        "01/2024",
        "038224000001",
        "Chủ hộ chưa đồng ý",
        "Cấp thẻ bảo hiểm y tế cho trẻ",
        "Đã ghi Sổ hộ tịch, có số và bản sao điện tử",
    ):
        assert words in page
    shop.town.sign_in(client, "emi")
    client.get(f"/can-bo/ho-so/{code}/")
    with django_assert_max_num_queries(45):
        page = client.get(f"/can-bo/ho-so/{code}/").content.decode()
    assert "số 01/2024, quyển số 01/2024-KS" in page, "the result is worded from the register"
    assert "PersonNotified" not in page, "an event without words is no line of the history"
    with django_assert_max_num_queries(30):
        assert "Lê Văn Ông" in client.get(f"/can-bo/lien-thong/phan/{pk}/").content.decode()
    shop.town.sign_in(client, "quan")
    assert "Lê Văn Ông" not in client.get(f"/can-bo/lien-thong/phan/{pk}/").content.decode()
    with django_assert_max_num_queries(25):
        assert code in client.get(f"/can-bo/lien-thong/?ma={code}").content.decode()
    for stranger, status in (("bao", 404), ("chi", 403), ("dung", 403)):
        assert shop.town.sign_in(client, stranger).get(f"/can-bo/lien-thong/phan/{pk}/").status_code == status


@pytest.mark.long
def test_the_buttons_send_pass_by_and_hand_out_the_copy(births: LinkedLine, client: Client):
    shop = births.shop
    dossier = shop.dossier("examine")
    code = dossier.case.code
    shop.town.sign_in(client, "emi")
    sent = client.post(f"/can-bo/ho-so/{code}/ghi-so-ho-tich/", {"ver": dossier.case.ver})
    assert sent.status_code == 302
    second = client.post(f"/can-bo/ho-so/{code}/ghi-so-ho-tich/", {"ver": dossier.case.ver})
    assert "đã được gửi phần mềm hộ tịch" in second.content.decode()
    births.send_waiting()
    births.work()
    part = parts(dossier)["residence"]
    path = f"/can-bo/lien-thong/phan/{part.pk}/"
    assert client.post(f"{path}bo-qua/", {"reason": ""}).status_code == 422
    assert client.post(f"{path}gui-lai/").status_code == 302
    assert client.post(f"{path}bo-qua/", {"reason": "Làm tại công an"}).status_code == 302
    assert "Làm tại công an" in client.get(path).content.decode()
    births.settle(part, MaYeuCau="7d0ac8f6-3df4-4a7a-9d0a-7a6a3f9c0003")
    held = LinkedAnswer.objects.get(state="held")
    shop.town.sign_in(client, "binh")
    assert (
        "Không có yêu cầu mang mã này."
        in client.get(f"/can-bo/lien-thong/tra-loi/{held.pk}/").content.decode()
    )
    assert client.post(f"/can-bo/lien-thong/tra-loi/{held.pk}/nhan-lai/").status_code == 302
    assert client.post(f"/can-bo/lien-thong/tra-loi/{held.pk}/bo-qua/", {"reason": "Lạc"}).status_code == 302
    copy = f"/ho-so/{code}/ban-sao/civil_status/"
    assert b"".join(shop.town.sign_in(client, "an").get(copy).streaming_content) == COPY
    assert shop.town.sign_in(client, "dung").get(copy).status_code == 404


def test_a_part_that_came_without_a_message_of_ours_says_so(births: LinkedLine, client: Client):
    """Rows of a former year, or of the demo, hold the outcome alone."""
    dossier = births.shop.dossier("examine")
    part = LinkedPart.objects.create(dossier=dossier, kind="residence", asked_at=births.shop.now)
    page = births.shop.town.sign_in(client, "emi").get(f"/can-bo/lien-thong/phan/{part.pk}/")
    assert page.status_code == 200
    assert "không gửi qua phần mềm" in page.content.decode()
