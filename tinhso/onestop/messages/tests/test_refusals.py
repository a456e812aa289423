"""What the exchange refuses: other content under a known number, hands that keep nothing of it, what is settled."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from tinhso.casework.models.case import Unlawful
from tinhso.casework.public import AlreadySettled, Stale
from tinhso.kernel.outbox.public import NotOpen
from tinhso.onestop.linked_services.actions.ask_part import AskedAlready, ask_part
from tinhso.onestop.linked_services.actions.repeat_part import NotThisWay, ask_anew, repeat_part
from tinhso.onestop.linked_services.actions.take_answer import take_answer
from tinhso.onestop.linked_services.letter import LinkedLetter
from tinhso.onestop.messages.actions.skip_message import skip_message
from tinhso.onestop.messages.envelope import Letter
from tinhso.onestop.messages.refusal import CannotApply
from tinhso.onestop.messages.repetition import OtherContent
from tinhso.onestop.models import LinkedPart, PortalDossier, PortalMessage
from tinhso.onestop.national_portal.actions.receive_fees import receive_fees
from tinhso.onestop.national_portal.actions.receive_portal_dossier import receive_portal_dossier
from tinhso.onestop.national_portal.actions.receive_supplement import receive_supplement
from tinhso.onestop.national_portal.actions.receive_withdrawal import receive_withdrawal
from tinhso.onestop.national_portal.actions.skip_arrival import skip_arrival
from tinhso.onestop.national_portal.actions.take_arrival import take_arrival

MESSAGE = {"number": 1, "event_id": 1, "portal_state": 2, "label": "x", "service": "DongBoHoSoMC"}
STRANGERS = ("an", "emi", "chi", "tra")


def letter(**words) -> Letter:
    given = {"message_id": uuid4(), "national_code": "G01.899.000-240308-0001", "seq": 1, "kind": "file"}
    return Letter(**given | {"body": {"x": 1}} | words)


def test_other_content_under_a_known_number_is_no_repetition(shop):
    first = letter()
    stored = take_arrival(letter=first, now=shop.now)
    assert take_arrival(letter=first, now=shop.now) == stored
    for other in (replace(first, body={"x": 2}), replace(first, message_id=uuid4())):
        with pytest.raises(OtherContent):
            take_arrival(letter=other, now=shop.now)
    answer = LinkedLetter(message_id=uuid4(), request_key=uuid4(), kind="done", body={"x": 1})
    take_answer(letter=answer, now=shop.now)
    with pytest.raises(OtherContent):
        take_answer(letter=replace(answer, body={"x": 2}), now=shop.now)


def test_an_arrival_is_set_aside_once_by_a_desk_or_an_administrator(shop):
    arrival = take_arrival(letter=letter(), now=shop.now)
    for name in STRANGERS:
        with pytest.raises(PermissionDenied):
            skip_arrival(arrival=arrival, reason="Gửi nhầm", by=shop.actor(name), now=shop.now)
    skip_arrival(arrival=arrival, reason="Gửi nhầm", by=shop.actor("binh"), now=shop.now)
    with pytest.raises(NotOpen):
        skip_arrival(arrival=arrival, reason="Gửi nhầm", by=shop.actor("quan"), now=shop.now)


def test_a_message_is_set_aside_once_by_who_takes_part(shop):
    dossier = shop.dossier("receive")
    message = PortalMessage.objects.create(dossier=dossier, **MESSAGE, at=shop.now, next_try=shop.now)
    for name in (*STRANGERS, "bao"):
        with pytest.raises(PermissionDenied):
            skip_message(message=message, reason="Báo bằng văn bản", by=shop.actor(name), now=shop.now)
    skip_message(message=message, reason="Báo bằng văn bản", by=shop.actor("binh"), now=shop.now)
    with pytest.raises(NotOpen):
        skip_message(message=message, reason="Báo bằng văn bản", by=shop.actor("quan"), now=shop.now)


def test_a_part_is_asked_once_and_repeated_by_who_takes_part(shop):
    dossier = shop.dossier("examine")
    words = {"dossier": dossier, "kind": LinkedPart.Kind.values[0], "by": shop.actor("emi"), "now": shop.now}
    part = ask_part(**words)
    with pytest.raises(AskedAlready):
        ask_part(**words)
    for name in ("an", "chi", "bao", "tra"):
        with pytest.raises(PermissionDenied):
            repeat_part(part=part, by=shop.actor(name), now=shop.now)
    part.state = LinkedPart.State.REFUSED
    with pytest.raises(NotThisWay):
        ask_anew(part, by=shop.actor("emi"), now=shop.now)
    part.state = LinkedPart.State.SETTLED
    with pytest.raises(NotOpen):
        ask_anew(part, by=shop.actor("emi"), now=shop.now)


UNKNOWN = [receive_fees, receive_supplement, receive_withdrawal]


@pytest.mark.parametrize("deed", UNKNOWN)
def test_what_comes_for_no_dossier_of_ours_cannot_be_applied(shop, deed):
    arrival = take_arrival(letter=letter(), now=shop.now)
    with pytest.raises(CannotApply):
        deed(arrival=arrival, letter=letter(), files=[], now=shop.now)


def test_a_dossier_of_an_unknown_procedure_cannot_be_applied(shop):
    arrival = take_arrival(letter=letter(), now=shop.now)
    with pytest.raises(CannotApply):
        receive_portal_dossier(arrival=arrival, letter=letter(procedure="9.999999"), files=[], now=shop.now)


@pytest.mark.long
def test_a_supplement_that_nobody_asked_for_and_a_withdrawal_too_late_cannot_be_applied(shop, monkeypatch):
    settled, withdrawn = shop.dossier("hand_over"), shop.dossier("receive")
    for number, dossier in enumerate((settled, withdrawn), 1):
        PortalDossier.objects.create(dossier=dossier, national_code=f"G01-{number}")
    arrival = take_arrival(letter=letter(), now=shop.now)
    words = {"arrival": arrival, "files": [], "now": shop.now}
    with pytest.raises(CannotApply):
        receive_supplement(letter=letter(national_code="G01-2"), **words)
    stale = shop.fresh(withdrawn)
    stale.case.ver -= 1
    with monkeypatch.context() as patch:
        patch.setattr(
            "tinhso.onestop.national_portal.actions.receive_withdrawal.dossier_for", lambda _: stale
        )
        with pytest.raises(Stale):
            receive_withdrawal(letter=letter(national_code="G01-2"), **words)
    with pytest.raises(AlreadySettled):
        receive_withdrawal(letter=letter(national_code="G01-1"), **words)
    receive_withdrawal(letter=letter(national_code="G01-2"), **words)
    with pytest.raises(Unlawful):
        receive_withdrawal(letter=letter(national_code="G01-2"), **words)
