"""The register of good models: entered by their agency, confirmed by another, copied by a third."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.town import make_agency, make_officer
from tinhso.casework.tests.makers import NOW
from tinhso.indicators.assessments.actions.open_round import open_round
from tinhso.indicators.good_models.actions.attach_model_file import attach_model_file
from tinhso.indicators.good_models.actions.confirm_model import confirm_model
from tinhso.indicators.good_models.actions.copy_model import copy_model
from tinhso.indicators.good_models.actions.return_model import return_model
from tinhso.indicators.good_models.actions.save_model import save_model
from tinhso.indicators.good_models.actions.submit_model import submit_model
from tinhso.indicators.good_models.permissions import (
    can_change,
    can_confirm,
    can_confirm_any,
    can_copy,
    can_enter,
)
from tinhso.indicators.loading.actions.load_criteria import load_criteria
from tinhso.indicators.models import CriteriaSet, GoodModel, GoodModelFile
from tinhso.indicators.models.good_models.good_model import GoodModelChanged
from tinhso.indicators.registers.permissions import NotARegistrar
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.kernel.files.public import NotYourFile, StoredFile
from tinhso.kernel.files.tests.makers import photo, sent_file
from tinhso.kernel.people.public import Agency
from tinhso.kernel.people.roles import Examiner
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused

WORDS = {"title": "Chợ số", "doer": "Tổ công nghệ số", "what": "Quét mã", "result": "Nhanh", "spot": ""}


@pytest.fixture
def models_town(town, monkeypatch):
    """A commune with an examiner, one more agency's, and agency A as the verifier of communes."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    load_criteria(by=SYSTEM, now=NOW)
    given = {"criteria": CriteriaSet.objects.get(code="xa"), "year": 2024, "verifier": town.agency_a}
    open_round(**given, closes_on=date(2024, 12, 15), by=SYSTEM, now=NOW)
    kind = Agency.Kind.COMMITTEE
    town.xa = make_agency("xa-1", "UBND xã 1", kind=kind, level="commune", unit=town.commune)
    town.giang = make_officer("giang", "Lê Văn Giang", town.xa, "Công chức", Examiner)
    town.hoan = make_officer("hoan", "Lê Thị Hoan", town.agency_b, "Chuyên viên", Examiner)
    return town


def save(town, who="giang", evidence="QĐ 1/QĐ-UBND", since=date(2024, 1, 5), model=None):
    words = WORDS | {"evidence": evidence}
    return save_model(model=model, words=words, since=since, by=town.actor(who), now=NOW)


def confirmed(town):
    model = save(town)
    submit_model(model=model, ver=1, by=town.actor("giang"), now=NOW)
    confirm_model(model=model, ver=2, by=town.actor("chi"), now=NOW)
    return model


def test_a_model_is_seen_by_all_once_it_is_confirmed(models_town):
    model = save(models_town)
    assert not GoodModel.objects.visible_to(models_town.actor("chi")).exists()
    submit_model(model=model, ver=1, by=models_town.actor("giang"), now=NOW)
    assert GoodModel.objects.visible_to(models_town.actor("chi")).exists()
    assert not GoodModel.objects.visible_to(models_town.actor("hoan")).exists()
    with pytest.raises(GoodModelChanged):
        confirm_model(model=model, ver=1, by=models_town.actor("chi"), now=NOW)
    confirm_model(model=model, ver=2, by=models_town.actor("chi"), now=NOW)
    assert GoodModel.objects.visible_to(models_town.actor("hoan")).exists()
    assert model.place == models_town.commune
    assert EventRow.objects.filter(name__endswith="ModelConfirmed").exists()


def test_what_cannot_be_entered_is_refused_by_name(models_town):
    with pytest.raises(EntryRefused, match="chưa tới"):
        save(models_town, since=date(2024, 9, 1))
    with pytest.raises(NotARegistrar):
        save(models_town, "sau")
    model = save(models_town, evidence=" ")
    with pytest.raises(NotARegistrar):
        save(models_town, "hoan", model=model)
    with pytest.raises(EntryRefused, match="minh chứng"):
        submit_model(model=model, ver=1, by=models_town.actor("giang"), now=NOW)
    with pytest.raises(EntryRefused, match="chờ xác nhận"):
        confirm_model(model=model, ver=1, by=models_town.actor("chi"), now=NOW)


def test_nobody_confirms_what_is_their_own_or_not_theirs_to_confirm(models_town):
    model = save(models_town, "emi")
    submit_model(model=model, ver=1, by=models_town.actor("emi"), now=NOW)
    for who in ("chi", "emi", "sau", "giang"):
        with pytest.raises(NotARegistrar):
            confirm_model(model=model, ver=2, by=models_town.actor(who), now=NOW)


def test_a_model_that_is_given_back_says_why_and_may_be_mended(models_town):
    model = save(models_town)
    submit_model(model=model, ver=1, by=models_town.actor("giang"), now=NOW)
    with pytest.raises(EntryRefused, match="gửi xác nhận"):
        save(models_town, model=model)
    with pytest.raises(EntryRefused, match="lý do"):
        return_model(model=model, ver=2, reason=" ", by=models_town.actor("chi"), now=NOW)
    return_model(model=model, ver=2, reason="Thiếu số liệu", by=models_town.actor("chi"), now=NOW)
    assert save(models_town, model=model).returned == "Thiếu số liệu"


def test_another_agency_copies_a_confirmed_model_once(models_town):
    model = confirmed(models_town)
    given = {"model": model, "since": date(2024, 2, 1), "note": "Ở chợ huyện"}
    with pytest.raises(NotARegistrar):
        copy_model(**given, by=models_town.actor("giang"), now=NOW)
    with pytest.raises(EntryRefused, match="chưa tới"):
        copy_model(**given | {"since": date(2024, 9, 1)}, by=models_town.actor("hoan"), now=NOW)
    copy_model(**given, by=models_town.actor("hoan"), now=NOW)
    with pytest.raises(EntryRefused, match="đã ghi nhận"):
        copy_model(**given, by=models_town.actor("hoan"), now=NOW)


def test_the_pages_lead_from_the_draft_to_the_public_page(models_town, client, django_assert_max_num_queries):
    models_town.sign_in(client, "giang")
    given = WORDS | {"since": "2024-01-05", "evidence": ""}
    assert client.post("/can-bo/mo-hinh/moi/", given | {"title": "x" * 201}).status_code == 422
    assert client.post("/can-bo/mo-hinh/moi/", given).status_code == 302
    model = GoodModel.objects.get()
    at, public = f"/can-bo/mo-hinh/{model.pk}/", f"/so-lieu/mo-hinh/{model.pk}/"
    assert client.post(f"{at}gui/", {"ver": 1}).status_code == 422
    assert client.post(f"{at}tep/", {"caption": "Chợ"}).status_code == 422
    sent = SimpleUploadedFile("cho.jpg", photo(), "image/jpeg")
    assert client.post(f"{at}tep/", {"file": sent, "caption": "x" * 1000}).status_code == 422
    sent = str(StoredFile.objects.get().pk)
    assert client.post(f"{at}tep/", {"file_tep": sent, "caption": "Chợ sáng"}).status_code == 302
    assert client.post(f"{at}sua/", given | {"title": "Chợ số 2"}).status_code == 302
    assert client.get(public).status_code == 404
    assert client.post(f"{at}gui/", {"ver": 2}).status_code == 302
    models_town.sign_in(client, "chi")
    with django_assert_max_num_queries(20):
        assert "Chợ số 2" in client.get("/can-bo/mo-hinh/").content.decode()
    assert client.post(f"{at}tra-lai/", {"ver": 3, "reason": ""}).status_code == 422
    assert client.post(f"{at}xac-nhan/", {"ver": 3}).status_code == 302
    models_town.sign_in(client, "hoan")
    with django_assert_max_num_queries(20):
        assert "Ghi nhận áp dụng" in client.get(at).content.decode()
    assert client.post(f"{at}ap-dung/", {"since": "2024-02-01", "note": "Ở huyện"}).status_code == 302
    client.logout()
    StoredFile.objects.update(state="clean")
    with django_assert_max_num_queries(12):
        assert "Sở B" in client.get(public).content.decode()
    picture = client.get(f"{public}tep/{model.files.get().pk}/")
    assert picture.getvalue()
    assert picture["Content-Type"] == "image/jpeg"
    with django_assert_max_num_queries(10):
        assert "Chợ số 2" in client.get("/so-lieu/mo-hinh/").content.decode()


def test_a_model_is_changed_by_its_agency_and_returned_by_who_confirms_as_they_saw_it(models_town):
    model = save(models_town)
    stale = GoodModel.objects.get(pk=model.pk)
    for who in ("hoan", "emi", "sau"):
        with pytest.raises(NotARegistrar):
            submit_model(model=model, ver=1, by=models_town.actor(who), now=NOW)
        with pytest.raises(NotARegistrar):
            attach_model_file(model=model, file=None, caption="", by=models_town.actor(who), now=NOW)
    with pytest.raises(GoodModelChanged):
        submit_model(model=model, ver=7, by=models_town.actor("giang"), now=NOW)
    save(models_town, model=model)
    with pytest.raises(GoodModelChanged):
        save_model(
            model=stale,
            words=WORDS | {"evidence": "QĐ 2"},
            since=date(2024, 1, 5),
            by=models_town.actor("giang"),
            now=NOW,
        )
    submit_model(model=model, ver=2, by=models_town.actor("giang"), now=NOW)
    for who in ("giang", "hoan", "emi"):
        with pytest.raises(NotARegistrar):
            return_model(model=model, ver=3, reason="Thiếu ảnh", by=models_town.actor(who), now=NOW)
    with pytest.raises(GoodModelChanged):
        return_model(model=model, ver=1, reason="Thiếu ảnh", by=models_town.actor("chi"), now=NOW)


def test_a_model_takes_files_of_who_keeps_it_and_not_too_many(models_town, monkeypatch):
    model, giang = save(models_town), models_town.actor("giang")
    with pytest.raises(NotYourFile):
        attach_model_file(
            model=model, file=sent_file(by=models_town.actor("an")), caption="Ảnh", by=giang, now=NOW
        )
    monkeypatch.setattr(GoodModelFile, "MOST", 0)
    with pytest.raises(EntryRefused):
        attach_model_file(model=model, file=sent_file(by=giang), caption="Ảnh", by=giang, now=NOW)


def test_who_enters_changes_confirms_and_copies(models_town):
    town = models_town
    model = save(town)
    assert can_enter(town.actor("giang")) and can_enter(town.actor("chi")) and can_enter(town.actor("van"))
    for who in ("an", "binh", "sau", "tra"):
        assert not can_enter(town.actor(who))
    assert can_change(model, town.actor("giang")) and not can_change(model, town.actor("emi"))
    assert can_confirm_any(town.actor("chi"))
    for who in ("emi", "giang", "hoan", "sau", "an"):
        assert not can_confirm_any(town.actor(who))
    assert not can_confirm(model, town.actor("chi"))  # a draft waits for nobody
    submit_model(model=model, ver=1, by=town.actor("giang"), now=NOW)
    assert not can_change(model, town.actor("giang"))
    assert can_confirm(model, town.actor("chi")) and not can_confirm(model, town.actor("giang"))
    assert not can_copy(model, town.actor("hoan"))
    confirm_model(model=model, ver=2, by=town.actor("chi"), now=NOW)
    assert not can_confirm(model, town.actor("chi"))
    assert can_copy(model, town.actor("hoan"))
    assert not can_copy(model, town.actor("giang")) and not can_copy(model, town.actor("an"))


def test_the_verifier_does_not_confirm_its_own_model(models_town):
    model = save(models_town, "emi")
    submit_model(model=model, ver=1, by=models_town.actor("emi"), now=NOW)
    assert not can_confirm(model, models_town.actor("chi"))
