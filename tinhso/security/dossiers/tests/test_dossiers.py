"""A level dossier goes its way: drawn up from the register, appraised by the unit, approved by who the level names."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.town import make_officer
from tinhso.casework.public import NoFurtherStep, NotYourTurn, Stale, Unlawful
from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.people.roles import Head, SecurityCoordinator
from tinhso.kernel.site.public import EntryRefused
from tinhso.security.dossiers.actions.appraise_dossier import appraise_dossier
from tinhso.security.dossiers.actions.approve_dossier import approve_dossier
from tinhso.security.dossiers.actions.refuse_dossier import refuse_dossier
from tinhso.security.dossiers.actions.send_dossier import send_dossier
from tinhso.security.dossiers.due import why_due
from tinhso.security.dossiers.unchanged import RegisterChanged, SamePerson
from tinhso.security.dossiers.views import dossiers
from tinhso.security.models import LevelApproval, LevelDossier, SecurityDuty
from tinhso.security.pages.refusals import SecurityForbidden
from tinhso.security.systems.actions.amend_system import amend_system
from tinhso.security.tests.makers import entry_of, layer_all, registered

DAY = NOW.date()
PAGE = "/can-bo/an-toan-thong-tin/ho-so-cap-do/"


@pytest.fixture
def headed(guarded):
    """Besides: Đạt heads the committee, which is the specialised unit; Chi heads agency A."""
    guarded.dat = make_officer("dat", "Lê Văn Đạt", guarded.committee, "Chánh Văn phòng", Head)
    guarded.duyet = make_officer(
        "duyet", "Lê Thị Duyệt", guarded.committee, "Trưởng phòng", SecurityCoordinator, Head
    )
    return guarded


def sent(town, system, who="anh", key=None, **words):
    usual = {"design": "Hai vùng mạng", "plan": "Tường lửa, sao lưu, nhật ký"}
    return send_dossier(
        system=system, client_key=key or uuid4(), by=town.actor(who), now=NOW, **usual | words
    )


def appraise(town, dossier, who="cuc", ver=None, finding="Đạt yêu cầu"):
    dossier.case.refresh_from_db()
    ver = dossier.case.ver if ver is None else ver
    appraise_dossier(dossier=dossier, ver=ver, finding=finding, by=town.actor(who), now=NOW)


def approve(town, dossier, who, ver=None, **words):
    dossier.case.refresh_from_db()
    usual = {"number": "20/QĐ", "expires_on": None, "ver": dossier.case.ver if ver is None else ver}
    return approve_dossier(dossier=dossier, by=town.actor(who), now=NOW, **usual | words)


def test_the_five_parts_are_the_register_as_it_stood(headed, django_assert_max_num_queries):
    system = registered(headed, headed.agency_a, "anh", criteria=["service-three"])
    layer_all(headed, system, "anh")
    key = uuid4()
    dossier = sent(headed, system, key=key)
    assert sent(headed, system, key=key) == dossier
    titles = [part["title"][0] for part in dossier.parts]
    assert titles == ["1", "2", "3", "4", "5"] and "Đơn vị 4" in str(dossier.parts[3])
    assert "Điều 9" in str(dossier.parts[2]) and dossier.parts[4]["text"].startswith("Chỉ bắt buộc")
    assert dossier.case.title.startswith("Hồ sơ đề xuất") and system.name not in dossier.case.title
    limit = dossier.case.clocks.get(name="reply")
    assert limit.due_at.date() == date(2024, 3, 25)  # the fifteenth day is a Saturday
    assert EventRow.objects.filter(name="security.LevelDossierSent").count() == 1


@pytest.mark.parametrize(
    ("criteria", "who", "by"), [(["fewer-users"], "dat", "committee"), (["service-three"], "chi", "agency_a")]
)
def test_who_approves_follows_from_the_level(headed, criteria, who, by):
    system = registered(headed, headed.agency_a, "anh", criteria=criteria)
    dossier = sent(headed, system)
    appraise(headed, dossier)
    other = {"dat": "chi", "chi": "dat"}[who]
    with pytest.raises(NotYourTurn):
        approve(headed, dossier, other)
    approval = approve(headed, dossier, who)
    assert approval.decided_by == getattr(headed, by) and approval.level == system.level
    assert LevelApproval.objects.valid_on(DAY).get() == approval
    dossier.case.refresh_from_db()
    assert (dossier.case.state, dossier.case.outcome) == ("done", "approved")
    with pytest.raises((NotYourTurn, NoFurtherStep)):
        approve(headed, dossier, who, number="21/QĐ")


def test_what_sending_refuses(headed):
    system = registered(headed, headed.agency_a, "anh")
    with pytest.raises(SecurityForbidden):
        sent(headed, system, "bach")
    with pytest.raises(EntryRefused, match="Ghi mô hình"):
        sent(headed, system, plan=" ")
    sent(headed, system)
    with pytest.raises(EntryRefused, match="đang chờ"):
        sent(headed, system)


def test_a_dossier_that_would_wait_for_nobody_is_not_sent(headed):
    other = registered(headed, headed.agency_b, "bach", criteria=["service-three"])
    with pytest.raises(EntryRefused, match="chưa có thủ trưởng"):
        sent(headed, other, "bach")
    headed.cuc.posts.all().delete()
    headed.duyet.posts.all().delete()
    with pytest.raises(EntryRefused, match="người điều phối"):
        sent(headed, other, "bach")
    SecurityDuty.objects.all().delete()
    with pytest.raises(EntryRefused, match="chưa có đơn vị chuyên trách"):
        sent(headed, other, "bach")


def test_what_appraising_refuses(headed):
    system = registered(headed, headed.agency_a, "anh")
    dossier = sent(headed, system)
    with pytest.raises(NotYourTurn):
        appraise(headed, dossier, "bach")
    with pytest.raises(Stale):
        appraise(headed, dossier, ver=99)
    with pytest.raises(EntryRefused, match="ý kiến"):
        appraise(headed, dossier, finding=" ")
    second = sent(headed, registered(headed, headed.agency_a, "cuc", name="Hệ thống hai"), "cuc")
    with pytest.raises(SamePerson):
        appraise(headed, second)
    appraise(headed, dossier)
    with pytest.raises((Unlawful, NotYourTurn)):
        appraise(headed, dossier)
    assert EventRow.objects.filter(name="security.LevelDossierAppraised").count() == 1


def test_appraising_twice_at_once_is_unlawful(headed):
    dossier = sent(headed, registered(headed, headed.agency_a, "anh"))
    appraise(headed, dossier, "duyet")
    dossier.case.participants.filter(role=SecurityCoordinator.code).update(open=True)
    with pytest.raises(Unlawful):
        appraise(headed, dossier)
    with pytest.raises(SamePerson):  # whoever appraised does not approve
        approve(headed, dossier, "duyet")


def change(town, system):
    amend_system(
        system=system,
        entry=entry_of(town.agency_a, users="Mọi người"),
        ver=system.ver,
        by=town.actor("anh"),
        now=NOW,
    )
    system.refresh_from_db()


def test_a_register_that_changed_wants_a_new_dossier(headed):
    system = registered(headed, headed.agency_a, "anh")
    dossier = sent(headed, system)
    change(headed, system)
    with pytest.raises(RegisterChanged):
        appraise(headed, dossier)
    dossier.case.refresh_from_db()
    refuse_dossier(dossier=dossier, ver=dossier.case.ver, reason="Lập lại", by=headed.actor("cuc"), now=NOW)
    dossier = sent(headed, system)
    appraise(headed, dossier)
    change(headed, system)
    with pytest.raises(RegisterChanged):
        approve(headed, dossier, "dat")
    assert not LevelApproval.objects.exists()


def test_what_approving_refuses(headed):
    dossier = sent(headed, registered(headed, headed.agency_a, "anh"))
    appraise(headed, dossier)
    with pytest.raises(EntryRefused, match="số quyết định"):
        approve(headed, dossier, "dat", number=" ")
    with pytest.raises(EntryRefused, match="phải sau"):
        approve(headed, dossier, "dat", expires_on=DAY)
    with pytest.raises(Stale):
        approve(headed, dossier, "dat", ver=99)


def test_not_accepting_says_what_to_mend(headed):
    dossier = sent(headed, registered(headed, headed.agency_a, "anh"))
    words = {"dossier": dossier, "ver": dossier.case.ver, "now": NOW}
    with pytest.raises(EntryRefused):
        refuse_dossier(**words, reason=" ", by=headed.actor("cuc"))
    with pytest.raises(NotYourTurn):
        refuse_dossier(**words, reason="Sửa", by=headed.actor("bach"))
    with pytest.raises(Stale):
        refuse_dossier(**words | {"ver": 99}, reason="Sửa", by=headed.actor("cuc"))
    refuse_dossier(**words, reason="Thiếu phương án sao lưu", by=headed.actor("cuc"))
    dossier.case.refresh_from_db()
    assert dossier.case.state == "refused"
    with pytest.raises((Unlawful, NotYourTurn)):
        refuse_dossier(**words | {"ver": dossier.case.ver}, reason="Sửa", by=headed.actor("cuc"))


def test_refusing_what_is_refused_is_unlawful(headed):
    dossier = sent(headed, registered(headed, headed.agency_a, "anh"))
    words = {"dossier": dossier, "reason": "Sửa", "by": headed.actor("cuc"), "now": NOW}
    refuse_dossier(**words, ver=dossier.case.ver)
    dossier.case.participants.filter(role=SecurityCoordinator.code).update(open=True)
    dossier.case.refresh_from_db()
    with pytest.raises(Unlawful):
        refuse_dossier(**words, ver=dossier.case.ver)


def test_nothing_is_approved_before_it_is_appraised(headed, client):
    dossier = sent(headed, registered(headed, headed.agency_a, "anh"))
    with pytest.raises(EntryRefused, match="chưa được thẩm định"):
        approve(headed, dossier, "duyet")
    headed.sign_in(client, "duyet")
    data = {"ver": dossier.case.ver, "number": "7/QĐ", "expires_on": ""}
    assert client.post(f"{PAGE}{dossier.case.code}/phe-duyet/", data).status_code == 422
    assert not LevelApproval.objects.exists()


def test_a_level_of_rules_that_ended_wants_new_criteria(headed):
    system = registered(headed, headed.agency_a, "anh")
    day = date(2027, 7, 2)  # NĐ 85/2016 has ended
    assert "hết hiệu lực" in why_due(system, [], day)
    later = NOW.replace(year=2027, month=7, day=2)
    with pytest.raises(EntryRefused, match="chọn lại căn cứ"):
        send_dossier(
            system=system,
            client_key=uuid4(),
            design="Hai vùng",
            plan="Sao lưu",
            by=headed.actor("anh"),
            now=later,
        )


def test_where_a_dossier_is_due(headed):
    system = registered(headed, headed.agency_a, "anh")
    assert "Chưa có" in why_due(system, [], DAY)
    dossier = sent(headed, system)
    appraise(headed, dossier)
    approval = approve(headed, dossier, "dat", expires_on=DAY + timedelta(days=365))
    assert why_due(system, [approval], DAY) == ""
    assert "Hết hiệu lực" in why_due(system, [approval], DAY + timedelta(days=300))
    change(headed, system)
    assert "thẩm định lại" in why_due(system, [approval], DAY)


def test_a_list_that_is_cut_says_how_many_are_left(headed, client, monkeypatch):
    monkeypatch.setattr(dossiers, "MOST_DUE", 2)
    for name in ("Một", "Hai", "Ba"):
        registered(headed, headed.agency_a, "anh", name=f"Hệ thống {name}")
    headed.sign_in(client, "anh")
    page = client.get(PAGE).content.decode()
    assert page.count("Chưa có quyết định phê duyệt") == 2 and "Còn 1 hệ thống nữa" in page
    assert page.count("<span>Thêm</span>") == 1  # at the bottom of a phone the menu's rest is the shell's own


def test_where_a_dossier_waits_none_is_due(headed, client):
    sent(headed, registered(headed, headed.agency_a, "anh", name="Phần mềm X"))
    headed.sign_in(client, "anh")
    page = client.get(PAGE).content.decode()
    assert "Chưa có quyết định phê duyệt" not in page and "Phần mềm X" in page


@pytest.mark.long
def test_pages_from_the_register_to_the_decision(headed, client, django_assert_max_num_queries):
    system = registered(headed, headed.agency_a, "anh", name="Phần mềm X")
    new = reverse("new_level_dossier", args=[system.code])
    headed.sign_in(client, "anh")
    assert "Phần mềm X" in client.get(PAGE).content.decode() and client.get(new).status_code == 200
    data = {"client_key": str(uuid4()), "design": "Hai vùng", "plan": "<b>Sao lưu</b>"}
    assert client.post(new, data | {"plan": ""}).status_code == 422
    one = client.post(new, data)["Location"]
    dossier = LevelDossier.objects.get()
    with django_assert_max_num_queries(20):
        page = client.get(one).content.decode()
    assert "&lt;b&gt;Sao lưu" in page and "tham-dinh" not in page
    assert (
        "Chờ thẩm định" in page and "25/03/2024" in page and "25/03/2024" in client.get(PAGE).content.decode()
    )
    headed.sign_in(client, "bach")
    assert client.get(one).status_code == 404 and client.get(new).status_code == 404
    assert "Phần mềm X" not in client.get(PAGE).content.decode()
    headed.sign_in(client, "cuc")
    assert client.get(f"{one}phe-duyet/").status_code == 302  # it waits for another deed
    assert client.get(f"{one}khac/").status_code == 404
    deed = f"{one}tham-dinh/"
    assert client.get(deed).status_code == 200
    assert client.post(deed, {"ver": 99, "finding": "Đạt"}).status_code == 422
    assert client.post(deed, {"ver": dossier.case.ver, "finding": "Đạt"})["Location"] == one
    headed.sign_in(client, "dat")
    dossier.case.refresh_from_db()
    approval = {"ver": dossier.case.ver, "number": "7/QĐ", "expires_on": "01/01/2026"}
    assert "phe-duyet" in client.get(one).content.decode()
    assert client.post(f"{one}phe-duyet/", approval)["Location"] == one
    headed.sign_in(client, "anh")
    with django_assert_max_num_queries(16):
        page = client.get(PAGE).content.decode()
    assert "Không có hệ thống nào cần lập" in page
    assert "7/QĐ" in client.get(reverse("information_system", args=[system.code])).content.decode()
