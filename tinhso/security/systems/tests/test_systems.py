"""The register of information systems: what a level follows from, what is turned away, who may what."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.site.public import EntryRefused
from tinhso.security.measures import OF_SYSTEMS
from tinhso.security.models import InformationSystem, LevelApproval, ProtectionLayer
from tinhso.security.pages.refusals import ClosedNetwork, SecurityForbidden
from tinhso.security.systems.actions.amend_system import amend_system
from tinhso.security.systems.actions.end_connection import end_connection
from tinhso.security.systems.actions.note_approval import note_approval
from tinhso.security.systems.actions.note_connection import note_connection
from tinhso.security.systems.actions.provide_layer import provide_layer
from tinhso.security.systems.actions.register_system import register_system
from tinhso.security.systems.actions.retire_system import retire_system
from tinhso.security.systems.actions.review_protection import review_protection
from tinhso.security.tests.makers import SINCE, approve, entry_of, layer_all, registered

DAY = NOW.date()
FUTURE = date(2030, 1, 1)


def events(name):
    return EventRow.objects.filter(name=f"security.{name}").count()


def test_the_level_is_the_highest_of_what_holds(guarded):
    key = uuid4()
    system = registered(guarded, guarded.agency_a, "anh", key, criteria=["fewer-users", "service-three"])
    assert (system.level, system.rules) == (3, "nd-85-2016") and events("SystemRegistered") == 1
    repeated = registered(guarded, guarded.agency_a, "anh", key)
    assert repeated == system and events("SystemRegistered") == 1


CLOSED = [
    {"scope": "closed"},
    {"name": "Hệ thống camera của Công an tỉnh"},
    {"operator": None, "operator_name": "Bộ Chỉ huy quân sự tỉnh"},
    {"name": "Văn phòng Tỉnh ủy điện tử"},
    {"criteria": ["national-base"]},
    {"criteria": ["national-critical", "fewer-users"]},
    {"criteria": ["state-secrets"]},
]


@pytest.mark.parametrize("words", CLOSED)
def test_systems_that_do_not_belong_here_are_turned_away_and_nothing_is_written(guarded, words):
    before = EventRow.objects.count()
    with pytest.raises(ClosedNetwork, match="không lập trên hệ thống này"):
        entry = entry_of(guarded.agency_a, **words)
        register_system(entry=entry, client_key=uuid4(), by=guarded.actor("anh"), now=NOW)
    assert not InformationSystem.objects.exists() and EventRow.objects.count() == before


def test_prose_about_the_police_is_no_closed_network(guarded):
    assert registered(guarded, guarded.agency_a, "anh", name="Cổng góp ý về dịch vụ công an sinh xã hội")


REFUSED = [
    ({"criteria": []}, "ít nhất một căn cứ"),
    ({"criteria": ["settles-procedures"]}, "ít nhất một căn cứ"),  # of a decree that is not in force yet
    ({"criteria": ["public-only", "fewer-users"]}, "công cộng"),
    ({"operator": None, "operator_name": ""}, "đơn vị vận hành"),
    ({"operator_name": "Doanh nghiệp X"}, "đơn vị vận hành"),
    ({"people_count": 10_000}, "10.000"),
    ({"starts": FUTURE}, "không sau hôm nay"),
]


@pytest.mark.parametrize(("words", "why"), REFUSED)
def test_what_an_entry_may_not_say(guarded, words, why):
    with pytest.raises(EntryRefused, match=why):
        entry = entry_of(guarded.agency_a, **words)
        register_system(entry=entry, client_key=uuid4(), by=guarded.actor("anh"), now=NOW)


def test_who_registers(guarded):
    for who in ("bach", "ho", "chi", "an"):
        with pytest.raises(SecurityForbidden):
            register_system(
                entry=entry_of(guarded.agency_a), client_key=uuid4(), by=guarded.actor(who), now=NOW
            )
    key = uuid4()
    registered(guarded, guarded.agency_a, "anh", key)
    with pytest.raises(SecurityForbidden):  # another person's key
        register_system(entry=entry_of(guarded.agency_a), client_key=key, by=guarded.actor("cuc"), now=NOW)
    ours = entry_of(guarded.committee, operator=guarded.agency_a)
    assert register_system(entry=ours, client_key=uuid4(), by=guarded.actor("anh"), now=NOW)


def amend(town, system, who="anh", ver=1, **words):
    entry = replace(entry_of(town.agency_a), **words)
    return amend_system(system=system, entry=entry, ver=ver, by=town.actor(who), now=NOW)


def test_amending_gives_the_level_anew(guarded):
    system = registered(guarded, guarded.agency_a, "anh")
    assert amend(guarded, system, criteria=["many-users"], people_count=20_000).level == 3
    assert events("SystemAmended") == 1
    with pytest.raises(EntryRefused, match="Người khác vừa sửa"):
        amend(guarded, system)
    with pytest.raises(EntryRefused, match="không sau hôm nay"):
        amend(guarded, system, ver=2, starts=FUTURE)
    with pytest.raises(ClosedNetwork):
        amend_system(
            system=system,
            entry=entry_of(guarded.agency_a, scope="closed"),
            ver=2,
            by=guarded.actor("anh"),
            now=NOW,
        )
    with pytest.raises(SecurityForbidden):
        amend(guarded, system, "bach", 2)
    with pytest.raises(SecurityForbidden):  # to give it away is not the officer's
        amend(guarded, system, "anh", 2, owner=guarded.agency_b, operator=guarded.agency_b)
    with pytest.raises(SecurityForbidden):
        amend_system(system=system, entry=entry_of(guarded.agency_b), ver=2, by=guarded.actor("anh"), now=NOW)
    moved = amend(guarded, system, "cuc", 2, owner=guarded.agency_b, operator=guarded.agency_b)
    assert not InformationSystem.objects.visible_to(guarded.actor("anh"), on=DAY).exists()
    assert InformationSystem.objects.visible_to(guarded.actor("bach"), on=DAY).get() == moved


def test_retiring(guarded):
    system = registered(guarded, guarded.agency_a, "anh")
    words = {"system": system, "by": guarded.actor("anh"), "now": NOW, "reason": "Thay mới"}
    with pytest.raises(EntryRefused):
        retire_system(**words | {"retired_on": FUTURE})
    with pytest.raises(EntryRefused):
        retire_system(**words | {"retired_on": DAY, "reason": " "})
    with pytest.raises(SecurityForbidden):
        retire_system(**words | {"retired_on": DAY, "by": guarded.actor("bach")})
    retire_system(**words, retired_on=DAY)
    assert events("SystemRetired") == 1 and not InformationSystem.objects.used_on(DAY).exists()
    with pytest.raises(EntryRefused, match="đã ngừng"):
        retire_system(**words, retired_on=DAY)


def test_connections(guarded, monkeypatch):
    system = registered(guarded, guarded.agency_a, "anh")
    words = {
        "system": system,
        "partner_name": "Cơ sở dữ liệu đất đai",
        "data_passed": "Thửa đất",
        "protected_by": "TLS",
        "starts": SINCE,
        "by": guarded.actor("anh"),
        "now": NOW,
    }
    one = note_connection(**words)
    assert one.number == 1 and events("ConnectionNoted") == 1
    with pytest.raises(EntryRefused, match="chưa kết thúc"):
        note_connection(**words)
    with pytest.raises(EntryRefused, match="không sau hôm nay"):
        note_connection(**words | {"starts": FUTURE})
    with pytest.raises(ClosedNetwork):
        note_connection(**words | {"partner_name": "Mạng của Bộ Công an"})
    with pytest.raises(SecurityForbidden):
        note_connection(**words | {"by": guarded.actor("bach")})
    ending = {"connection": one, "by": guarded.actor("anh"), "now": NOW}
    with pytest.raises(EntryRefused):
        end_connection(**ending, ends=FUTURE)
    with pytest.raises(SecurityForbidden):
        end_connection(**ending | {"by": guarded.actor("bach")}, ends=DAY)
    end_connection(**ending, ends=DAY)
    with pytest.raises(EntryRefused, match="đã kết thúc"):
        end_connection(**ending, ends=DAY)
    assert events("ConnectionEnded") == 1 and note_connection(**words).number == 2
    monkeypatch.setattr("tinhso.security.systems.actions.note_connection.MOST", 2)
    with pytest.raises(EntryRefused, match="tối đa"):
        note_connection(**words | {"partner_name": "Khác"})


def test_four_layers_one_provider_each_at_a_time(guarded):
    system = registered(guarded, guarded.agency_a, "anh")
    layer_all(guarded, system, "anh")
    words = {"system": system, "layer": 2, "provider": "VNPT", "evidence": "HĐ 2", "now": NOW}
    anh = guarded.actor("anh")
    provide_layer(**words, starts=date(2024, 1, 1), by=anh)
    before, after = ProtectionLayer.objects.filter(layer=2).order_by("starts")
    assert before.ends == after.starts and after.ends is None and events("LayerProvided") == 5
    with pytest.raises(EntryRefused, match="từ ngày ấy"):
        provide_layer(**words, starts=date(2023, 12, 1), by=anh)
    with pytest.raises(EntryRefused, match="không sau hôm nay"):
        provide_layer(**words, starts=FUTURE, by=anh)
    with pytest.raises(SecurityForbidden):
        provide_layer(**words, starts=DAY, by=guarded.actor("bach"))


def test_approvals(guarded):
    system = registered(guarded, guarded.agency_a, "anh", criteria=["service-three"])
    words = {
        "system": system,
        "level": 3,
        "number": "1/QĐ",
        "decided_on": date(2023, 6, 1),
        "decided_by": guarded.agency_a,
        "expires_on": None,
        "now": NOW,
    }
    cuc = guarded.actor("cuc")
    with pytest.raises(SecurityForbidden):
        note_approval(**words, by=guarded.actor("anh"))
    for wrong, why in [
        ({"decided_on": FUTURE}, "không sau hôm nay"),
        ({"expires_on": date(2023, 6, 1)}, "phải sau"),
        ({"level": 2}, "thấp hơn"),
        ({"decided_by": guarded.committee}, "chủ quản"),
    ]:
        with pytest.raises(EntryRefused, match=why):
            note_approval(**words | wrong, by=cuc)
    note_approval(**words, by=cuc)
    with pytest.raises(EntryRefused, match="đã ghi"):
        note_approval(**words, by=cuc)
    assert events("LevelApproved") == 1


def test_complete_wants_a_valid_decision_and_four_layers(guarded):
    system = registered(guarded, guarded.agency_a, "anh")
    words = {"system": system, "reviewed_on": DAY, "by": guarded.actor("cuc"), "now": NOW}
    with pytest.raises(EntryRefused, match="chưa có hồ sơ cấp độ"):
        review_protection(**words, complete=True, lacking="")
    approve(guarded, system)
    with pytest.raises(EntryRefused, match="lớp 1, 2, 3, 4"):
        review_protection(**words, complete=True, lacking="")
    with pytest.raises(EntryRefused, match="bỏ một trong hai"):
        review_protection(**words, complete=True, lacking="Nhật ký")
    with pytest.raises(EntryRefused, match="chưa triển khai"):
        review_protection(**words, complete=False, lacking=" ")
    with pytest.raises(EntryRefused, match="không sau hôm nay"):
        review_protection(**words | {"reviewed_on": FUTURE}, complete=False, lacking="x")
    with pytest.raises(SecurityForbidden):
        review_protection(**words | {"by": guarded.actor("anh")}, complete=False, lacking="x")
    layer_all(guarded, system, "anh")
    assert review_protection(**words, complete=True, lacking="").complete
    assert events("ProtectionReviewed") == 1


def test_a_higher_level_outgrows_what_was_approved_and_the_years_before_stay(guarded):
    system = registered(guarded, guarded.agency_a, "anh")
    first = approve(guarded, system, number="1", decided_on=date(2023, 3, 1), expires_on=date(2023, 9, 1))
    approve(guarded, system, number="2", decided_on=date(2023, 6, 1))
    assert [one.counted_until for one in LevelApproval.objects.with_end().order_by("pk")] == [
        date(2023, 6, 1),
        None,
    ]
    higher = entry_of(guarded.agency_a, criteria=["service-three"])
    amend_system(system=system, entry=higher, ver=1, by=guarded.actor("anh"), now=NOW)
    rows = LevelApproval.objects.with_end().order_by("pk")
    assert [one.counted_until for one in rows] == [date(2023, 6, 1), DAY]
    assert not LevelApproval.objects.valid_on(DAY).exists()
    assert LevelApproval.objects.valid_on(date(2023, 5, 1)).get() == first
    codes = {one.code: one for one in OF_SYSTEMS}
    assert codes["security.systems"].rows().count() == 1
    for one in OF_SYSTEMS:
        assert one.visible(one.rows(), guarded.actor("anh")).exists()
        assert not one.visible(one.rows(), guarded.actor("bach")).exists()
