"""The examiner proposes a refusal with its draft; the head gives it, or sends it back, and signs nothing meanwhile."""

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.casework.public import Note, NoteRefused, NotYourTurn, Stale, State, return_case
from tinhso.kernel.events.public import timeline
from tinhso.onestop.dossier.proposals import proposal_of
from tinhso.onestop.handling.actions.propose_refusal import propose_refusal
from tinhso.onestop.results.actions.draft_decision import draft_decision
from tinhso.onestop.results.actions.sign_decision import sign_decision
from tinhso.onestop.results.results import MayNotSign
from tinhso.onestop.tests.makers import DECISION

TEXT = "Địa điểm không phù hợp quy hoạch, Điều 1 Luật Thử."


def proposed(shop):
    dossier = shop.dossier("examine")
    propose_refusal(dossier=dossier, text=TEXT, **shop.words("emi", dossier))
    return shop.fresh(dossier)


def as_(shop, name):
    return shop.town.sign_in(Client(), name)


@pytest.mark.long
def test_the_head_finds_the_draft_in_the_refusal_and_gives_it(shop):
    dossier = proposed(shop)
    assert dossier.case.step == "sign" and proposal_of(dossier).text == TEXT
    assert [line.name for line in timeline(dossier.pk)][-1] == "casework.CaseAdvanced"
    client, address = as_(shop, "chi"), reverse("desk_dossier", args=[dossier.case.code])
    page = client.get(address).content.decode()
    assert (
        f">{TEXT}</textarea>" in page.replace("\n", "")
        and reverse("deed_sign", args=[dossier.case.code]) not in page
    )
    assert "đề nghị từ chối, dự thảo" in client.get(reverse("signing")).content.decode()
    client.post(reverse("deed_refuse", args=[dossier.case.code]), {"ver": dossier.case.ver, "text": TEXT})
    assert shop.fresh(dossier).case.state == State.REFUSED


@pytest.mark.long
def test_nothing_is_signed_while_a_refusal_is_proposed_and_it_ends_with_a_later_draft(shop):
    dossier = proposed(shop)
    with pytest.raises(MayNotSign):
        sign_decision(dossier=dossier, signer=shop.signer("chi"), **shop.words("chi", dossier))
    return_case(case=dossier.case, to_step="examine", reason="Xem lại", **shop.words("chi", dossier))
    dossier = shop.fresh(dossier)
    assert proposal_of(dossier) is None
    shop.now = shop.later(minutes=5)
    draft_decision(dossier=dossier, **DECISION, **shop.words("emi", dossier))
    assert proposal_of(shop.fresh(dossier)) is None


def test_only_the_examiner_proposes_at_the_step_of_examination_and_in_words(shop):
    dossier = shop.dossier("examine")
    for who in ("binh", "chi", "bao", "an"):
        with pytest.raises(NotYourTurn):
            propose_refusal(dossier=dossier, text=TEXT, **shop.words(who, dossier))
    with pytest.raises(NoteRefused):
        propose_refusal(dossier=dossier, text="  ", **shop.words("emi", dossier))
    words = shop.words("emi", dossier) | {"ver": 1}
    with pytest.raises(Stale):
        propose_refusal(dossier=dossier, text=TEXT, **words)
    received = shop.dossier("receive")
    with pytest.raises(NotYourTurn):
        propose_refusal(dossier=received, text=TEXT, **shop.words("binh", received))
    assert not Note.objects.filter(kind=Note.Kind.PROPOSAL).exists()


@pytest.mark.long
def test_the_page_of_the_examiner_offers_it_and_keeps_what_was_typed(shop):
    dossier = shop.dossier("examine")
    client, address = as_(shop, "emi"), reverse("deed_propose_refusal", args=[dossier.case.code])
    assert address in client.get(reverse("desk_dossier", args=[dossier.case.code])).content.decode()
    assert client.post(address, {"ver": dossier.case.ver, "text": ""}).status_code == 422
    assert client.post(address, {"ver": dossier.case.ver, "text": TEXT}).status_code == 302
    assert shop.fresh(dossier).case.step == "sign"
