"""A provider objects in time and in words, and the arbiter decides over it once."""

from datetime import timedelta

import pytest

from tinhso.casework.models.case import Unlawful
from tinhso.casework.public import Case, NotYourTurn, Stale, State
from tinhso.casework.tests.derived import differing
from tinhso.casework.tests.makers import NOW
from tinhso.exchange.agreements.actions.decide_dispute import decide_dispute
from tinhso.exchange.agreements.actions.dispute_objection import dispute_objection
from tinhso.exchange.agreements.actions.object_to_agreement import ObjectionTooLate, object_to_agreement
from tinhso.exchange.agreements.agreement_process import NobodyAnswers
from tinhso.exchange.agreements.tests.makers import applied, appraised, objected
from tinhso.exchange.models import Agreement
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.kernel.law.models import Rule
from tinhso.kernel.site.public import EntryRefused

WORDS = {"ground": Agreement.Objection.SAFETY, "text": "Chưa phê duyệt cấp độ", "now": NOW}


def disputed(town):
    one = objected(town)
    return dispute_objection(agreement=one, text="Đúng nhiệm vụ", by=town.actor("hoa"), now=NOW)


def test_who_has_the_turn_objects_in_words(joined):
    town, one = joined, applied(joined)
    for who in ("chi", "hoa", "cuc", "giang"):
        with pytest.raises(NotYourTurn):
            object_to_agreement(agreement=one, ver=one.case.ver, by=town.actor(who), **WORDS)
    with pytest.raises(EntryRefused, match="Ghi rõ"):
        object_to_agreement(agreement=one, ver=one.case.ver, by=town.actor("dao"), **WORDS | {"text": " "})
    with pytest.raises(Stale):
        object_to_agreement(agreement=one, ver=one.case.ver - 1, by=town.actor("dao"), **WORDS)
    two = appraised(town)
    object_to_agreement(agreement=two, ver=two.case.ver, by=town.actor("chi"), **WORDS)
    assert two.case.state == State.REFUSED and Agreement.objects.get(pk=two.pk).objection == "safety"
    Case.objects.filter(pk=one.pk).update(state=State.DRAFT)
    one.case.refresh_from_db()
    with pytest.raises(Unlawful):
        object_to_agreement(agreement=one, ver=one.case.ver, by=town.actor("dao"), **WORDS)


def test_after_the_time_sharing_is_a_duty(joined):
    town, one = joined, applied(joined)
    late = one.objection_until + timedelta(seconds=1)
    with pytest.raises(ObjectionTooLate):
        object_to_agreement(agreement=one, ver=one.case.ver, by=town.actor("dao"), **WORDS | {"now": late})


def test_the_consumer_disputes_an_objection_once(joined):
    town, one = joined, objected(joined)
    given = {"text": "Đúng nhiệm vụ", "now": NOW}
    for who in ("dao", "giang", "an"):
        with pytest.raises(ExchangeForbidden):
            dispute_objection(agreement=one, by=town.actor(who), **given)
    with pytest.raises(EntryRefused, match="lý do"):
        dispute_objection(agreement=one, by=town.actor("hoa"), **given | {"text": ""})
    with pytest.raises(EntryRefused, match="không bị từ chối"):
        dispute_objection(agreement=applied(town), by=town.actor("hoa"), **given)
    Rule.objects.filter(key="exchange.arbiter").update(value="khong-co")
    with pytest.raises(NobodyAnswers):
        dispute_objection(agreement=one, by=town.actor("hoa"), **given)
    Rule.objects.filter(key="exchange.arbiter").update(value="ubnd-tinh")
    found = dispute_objection(agreement=one, by=town.actor("hai"), **given)
    assert found.case.agency == town.committee and found.case.parent_id == one.pk
    with pytest.raises(EntryRefused, match="đã được đề nghị"):
        dispute_objection(agreement=one, by=town.actor("hoa"), **given)
    for who in ("dao", "hoa", "cuc", "giang"):
        assert Case.objects.visible_to(town.actor(who)).filter(pk=found.pk).exists(), who


@pytest.mark.long
@pytest.mark.parametrize("shared", [True, False])
def test_the_arbiter_decides_and_the_agreement_follows(joined, shared):
    town, found = joined, disputed(joined)
    given = {"shared": shared, "text": "Theo Điều 5", "now": NOW}
    for who in ("dao", "hoa", "cuc"):
        with pytest.raises(NotYourTurn):
            decide_dispute(dispute=found, ver=found.case.ver, by=town.actor(who), **given)
    with pytest.raises(EntryRefused, match="nội dung"):
        decide_dispute(dispute=found, ver=found.case.ver, by=town.actor("giang"), **given | {"text": " "})
    with pytest.raises(Stale):
        decide_dispute(dispute=found, ver=found.case.ver - 1, by=town.actor("giang"), **given)
    decide_dispute(dispute=found, ver=found.case.ver, by=town.actor("giang"), **given)
    assert Agreement.objects.in_force(town.begins).exists() == shared
    assert found.case.state == State.DONE
    assert not differing()


def test_a_draft_of_a_dispute_is_not_decided(joined):
    town, found = joined, disputed(joined)
    Case.objects.filter(pk=found.pk).update(state=State.DRAFT)
    found.case.refresh_from_db()
    with pytest.raises(Unlawful):
        decide_dispute(
            dispute=found, ver=found.case.ver, shared=True, text="x", by=town.actor("giang"), now=NOW
        )


@pytest.mark.long
def test_the_pages_of_an_objection_and_of_its_dispute(joined, client, django_assert_max_num_queries):
    town, one = joined, applied(joined)
    sheet = f"/can-bo/chia-se-du-lieu/thoa-thuan/{one.case.code}/"
    town.sign_in(client, "dao")
    assert (
        client.post(f"{sheet}tu-choi/", {"ver": one.case.ver, "ground": "cost", "text": "x"}).status_code
        == 422
    )
    sent = {"ver": one.case.ver, "ground": "scope", "text": "Quá rộng"}
    assert client.post(f"{sheet}tu-choi/", sent).status_code == 302
    town.sign_in(client, "hoa")
    page = client.get(sheet).content.decode()
    assert "Quá rộng" in page and "Đề nghị giải quyết" in page
    assert client.post(f"{sheet}giai-quyet/", {"text": "Đúng nhiệm vụ"}).status_code == 302
    assert "Đề nghị giải quyết" not in client.get(sheet).content.decode()
    at = f"/can-bo/chia-se-du-lieu/giai-quyet/{one.case.code}-GQ/"
    assert "Phải chia sẻ" not in client.get(at).content.decode()
    town.sign_in(client, "giang")
    with django_assert_max_num_queries(14):
        assert "Phải chia sẻ" in client.get(at).content.decode()
    ver = Case.objects.get(kind="exchange_dispute").ver
    assert client.post(at, {"ver": ver, "shared": "yes", "text": ""}).status_code == 422
    assert client.post(at, {"ver": ver, "shared": "yes", "text": "Theo Điều 5"}).status_code == 302
    assert Agreement.objects.get().approved_at
