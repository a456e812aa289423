"""Bỏ bản nháp: the owner alone, nothing personal is left, and what was handed in is not thrown away."""

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.casework.public import Case, NotYourTurn, Stale, State
from tinhso.casework.tracking.tracking import track
from tinhso.kernel.events.public import timeline
from tinhso.kernel.files.public import StoredFile, read
from tinhso.onestop.dossier.actions.save_answers import NotADraft
from tinhso.onestop.intake.actions.discard_dossier import discard_dossier


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_the_bytes_of_its_files_go_as_well(shop):
    dossier = shop.filled()
    file = dossier.attachments.get().file
    discard_dossier(dossier=dossier, **shop.words("an", dossier))
    with pytest.raises(OSError):  # noqa: PT011
        read(file)


def test_nothing_that_was_typed_or_sent_is_left(shop):
    dossier = shop.filled()
    discard_dossier(dossier=dossier, **shop.words("an", dossier))
    left = shop.fresh(dossier)
    assert (left.case.state, left.case.outcome, left.case.submitted_at) == (
        State.WITHDRAWN,
        "discarded",
        None,
    )
    assert (left.answers, left.applicant_name, left.phone, bytes(left.salt)) == ({}, "", "", b"")
    assert not left.attachments.exists()
    assert not StoredFile.objects.exists()
    assert timeline(dossier.case_id)[-1].name == "casework.DraftDiscarded"
    assert track(left.case.code) is None


def test_only_the_owner_and_only_a_draft_as_it_stands(shop):
    dossier = shop.filled()
    for who in ("dung", "binh", "chi"):
        with pytest.raises(NotYourTurn):
            discard_dossier(dossier=dossier, **shop.words(who, dossier))
    with pytest.raises(Stale):
        discard_dossier(dossier=dossier, **shop.words("an", dossier) | {"ver": 99})
    handed_in = shop.dossier("receive")
    with pytest.raises(NotADraft):
        discard_dossier(dossier=handed_in, **shop.words("an", handed_in))
    assert shop.fresh(handed_in).attachments.exists()


def test_the_list_of_drafts_offers_it_and_asks_first(shop, django_assert_max_num_queries):
    dossier = shop.filled()
    url = reverse("discard_draft", args=[dossier.case.code])
    client = shop.town.sign_in(Client(), "an")
    assert url in client.get(reverse("my_dossiers")).content.decode()
    with django_assert_max_num_queries(12):
        asked = client.get(url).content.decode()
    assert "không lấy lại được" in asked
    assert Case.objects.get(pk=dossier.case_id).state == State.DRAFT
    assert client.post(url, {"ver": dossier.case.ver}).status_code == 302
    page = client.get(reverse("my_dossiers")).content.decode()
    assert "Đã bỏ bản nháp" in page
    assert url not in page
    for address in (url, reverse("dossier", args=[dossier.case.code])):
        assert client.get(address).status_code == 404


def test_a_stranger_learns_nothing_of_it(shop):
    url = reverse("discard_draft", args=[shop.filled().case.code])
    for who in ("dung", "bao"):
        client = shop.town.sign_in(Client(), who)
        assert client.get(url).status_code in {403, 404}
        assert client.post(url, {"ver": 1}).status_code in {403, 404}
