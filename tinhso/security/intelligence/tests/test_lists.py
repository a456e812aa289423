"""Lists of indicators: several sources for one value, withdrawal, hygiene, decisions, fading; each refusal."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.intelligence.record import IntelligenceList
from tinhso.security.intake.indicators import current_indicators
from tinhso.security.intelligence.actions.decide_indicator import decide_indicator
from tinhso.security.intelligence.actions.end_source import end_source
from tinhso.security.intelligence.actions.file_list import AlreadyRead, file_list
from tinhso.security.intelligence.actions.receive_list import receive_list
from tinhso.security.intelligence.actions.reject_list import reject_list
from tinhso.security.intelligence.confidence import Fading
from tinhso.security.intelligence.permissions import can_read_narrow_sources, records_for
from tinhso.security.intelligence.retention import forget_indicators, forget_lists
from tinhso.security.models import Indicator, IndicatorRecord, IntelligenceLoad, IntelligenceSource
from tinhso.security.pages.refusals import SecurityForbidden
from tinhso.security.tests.makers import listed, read_list, source_of_indicators

DAY = timedelta(days=1)


def live(at=NOW):
    return set(current_indicators(at).values())


def test_two_sources_of_one_value_and_what_one_of_them_withdraws(guarded):
    one, two = source_of_indicators(guarded), source_of_indicators(guarded, trust=50)
    load = listed(guarded, "evil-a.com\nevil-b.com\nhai từ\n", one)
    assert (load.state, load.new, load.rejected_count, load.rejected[0][0]) == ("done", 2, 1, "dòng 3")
    second = listed(guarded, "EVIL-a[.]com\n", two)
    assert (second.new, second.repeated, Indicator.objects.count()) == (1, 0, 2)
    assert listed(guarded, "evil-a.com\n", one).repeated == 1
    assert live() == {"evil-a.com", "evil-b.com"} and live(NOW - DAY) == set()
    assert end_source(source=one, by=guarded.actor("cuc"), now=NOW) == 2
    assert live() == {"evil-a.com"}
    with pytest.raises(EntryRefused, match="đã ngừng"):
        end_source(source=one, by=guarded.actor("cuc"), now=NOW)
    with pytest.raises(SecurityForbidden):
        end_source(source=two, by=guarded.actor("anh"), now=NOW)
    names = {"security.IntelligenceSourceRegistered", "security.IntelligenceListReceived", "security.IntelligenceListFiled", "security.IntelligenceSourceEnded"}  # fmt: skip
    assert set(EventRow.objects.filter(name__in=names).values_list("name", flat=True)) == names


def test_a_revoked_object_of_stix_withdraws_and_a_later_one_brings_back(guarded):
    source = source_of_indicators(guarded)

    def bundle(**more):
        one = {"type": "indicator", "id": "indicator--1", "pattern": "[domain-name:value = 'evil-a.com']", "pattern_type": "stix"}  # fmt: skip
        return json.dumps({"type": "bundle", "objects": [one | more]})

    listed(guarded, bundle(confidence=50, valid_until="2024-03-20T00:00:00Z"), source)
    assert (
        IndicatorRecord.objects.get().base == 40
        and live() == {"evil-a.com"}
        and live(NOW + 20 * DAY) == set()
    )
    assert listed(guarded, bundle(revoked=True), source).revoked == 1 and live() == set()
    assert listed(guarded, bundle(), source).repeated == 1 and live() == {"evil-a.com"}


def test_confidence_fades_by_the_rule_of_the_day_and_a_new_listing_renews_it(guarded):
    source = source_of_indicators(guarded)
    listed(guarded, "evil-a.com\n", source)
    record = IndicatorRecord.objects.select_related("indicator", "source").get()
    assert [Fading.on(NOW).of(record, NOW + days * DAY) for days in (0, 50, 100, 200)] == [80, 40, 0, 0]
    assert live(NOW + 74 * DAY) == {"evil-a.com"} and live(NOW + 80 * DAY) == set()
    listed(guarded, "evil-a.com\n", source, now=NOW + 70 * DAY)
    assert live(NOW + 80 * DAY) == {"evil-a.com"}
    IntelligenceSource.objects.update(fades=False)
    assert live(NOW + 4000 * DAY) == {"evil-a.com"}


@pytest.mark.parametrize(
    ("value", "warning"),
    [
        ("com.vn", "suffix"), ("ac.vn", "suffix"), ("or.tz", "suffix"), ("duckdns.org", "dynamic"), ("facebook.com", "popular"), ("vnexpress.net", "popular"),
        ("gov.vn", "suffix"), ("tinh.vn", "own"), ("mot.trang.tinh.vn", "own"), ("192.168.1.1", "reserved"), ("203.0.113.5", "reserved"),
        ("8.0.0.0/8", "broad"), ("10.1.0.0/16", "reserved"), ("1.2.3.4", "own"), ("1.2.3.0/24", "own"), ("may.local", "reserved"),
        ("http://tinh.vn/gia", "own"), ("http://facebook.com/", "popular"), ("ai@tinh.vn", "own"),
        ("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "empty"),
        ("evil.duckdns.org", ""), ("evil-a.com", ""), ("9.9.9.9", ""), ("9.9.0.0/16", ""), ("http://facebook.com/trang-gia", ""), ("ai@gmail.com", ""), ("a" * 64, ""),
    ],
)  # fmt: skip
def test_what_stands_on_a_warning_list_is_held_back(guarded, value, warning):
    read_list(guarded, guarded.agency_a, "anh", "name,ip\npc,1.2.3.4\n")
    load = listed(guarded, f"{value}\n")
    one = Indicator.objects.get()
    assert (one.warning, load.held_back, one.state) == (
        warning,
        bool(warning),
        "held_back" if warning else "active",
    )


def test_an_officer_decides_over_what_is_held_back(guarded):
    listed(guarded, "duckdns.org\nevil-a.com\n")
    held, plain = Indicator.objects.get(value="duckdns.org"), Indicator.objects.get(value="evil-a.com")
    assert live() == {"evil-a.com"}
    words = {"reason": "Đã kiểm tra", "by": guarded.actor("cuc"), "now": NOW}
    with pytest.raises(SecurityForbidden):
        decide_indicator(indicator=held, state="allowed", **words | {"by": guarded.actor("anh")})
    with pytest.raises(EntryRefused, match="lý do"):
        decide_indicator(indicator=held, state="allowed", **words | {"reason": " "})
    for state in ("active", "held_back", "khac"):
        with pytest.raises(EntryRefused):
            decide_indicator(indicator=held, state=state, **words)
    decide_indicator(indicator=held, state="allowed", **words)
    decide_indicator(indicator=plain, state="discarded", **words)
    assert live() == {"duckdns.org"}
    listed(guarded, "duckdns.org\nevil-a.com\n")
    assert live() == {"duckdns.org"}, "a decision holds whatever lists say later"
    decide_indicator(indicator=plain, state="active", **words)
    assert live() == {"duckdns.org", "evil-a.com"}
    assert EventRow.objects.filter(name="security.IndicatorDecided").count() == 3


def test_who_may_know_of_which_source(guarded):
    listed(guarded, "evil-a.com\n", tlp="red", audience="coordinators")
    stix = {"type": "indicator", "id": "indicator--1", "pattern": "[domain-name:value = 'evil-b.com']", "name": "Kín", "object_marking_refs": ["marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed"]}  # fmt: skip
    listed(guarded, json.dumps({"type": "bundle", "objects": [stix]}))
    listed(guarded, "evil-c.com\n")
    table = "indicator,title\nevil-d.com,Chiến dịch kín\n"
    assert listed(guarded, table, audience="coordinators", name="Chỉ điều phối").new == 1
    seen = {who: set(Indicator.objects.visible_to(guarded.actor(who), on=NOW.date()).values_list("value", flat=True)) for who in ("cuc", "anh", "ho", "chi")}  # fmt: skip
    assert seen == {
        "cuc": {"evil-a.com", "evil-b.com", "evil-c.com", "evil-d.com"},
        "anh": {"evil-c.com"},
        "ho": set(),
        "chi": set(),
    }
    assert [records_for(guarded.actor(who), on=NOW.date()).count() for who in ("cuc", "anh", "chi")] == [
        4,
        1,
        0,
    ]
    assert can_read_narrow_sources(guarded.actor("cuc"), on=NOW.date())
    assert not can_read_narrow_sources(guarded.actor("anh"), on=NOW.date())
    titles = {one.value: one.title for one in current_indicators(NOW).by_value.values()}
    assert titles["evil-d.com"] == titles["evil-b.com"] == "Kết nối tới địa chỉ độc hại", (
        "the words of a narrow source go into no finding"
    )


def test_a_list_is_refused_with_its_reason_and_read_once(guarded):
    source, by = source_of_indicators(guarded), guarded.actor("cuc")
    words = {"source": source, "file_name": "x", "client_key": uuid4(), "by": by, "now": NOW}
    with pytest.raises(SecurityForbidden):
        receive_list(content=b"a.com", **words | {"by": guarded.actor("anh")})
    with pytest.raises(EntryRefused, match="rỗng"):
        receive_list(content=b"", **words)
    with pytest.raises(EntryRefused, match="64 MB"):
        receive_list(content=bytes(64 * 1024 * 1024 + 1), **words)
    load = receive_list(content=b"evil-a.com", **words)
    assert receive_list(content=b"evil-a.com", **words) == load
    with pytest.raises(SecurityForbidden):
        file_list(load=load, found=IntelligenceList("plain"), by=guarded.actor("anh"), now=NOW)
    with pytest.raises(SecurityForbidden):
        reject_list(load=load, why="x", by=guarded.actor("anh"), now=NOW)
    file_list(load=load, found=IntelligenceList("plain"), by=SYSTEM, now=NOW)
    with pytest.raises(AlreadyRead):
        file_list(load=load, found=IntelligenceList("plain"), by=SYSTEM, now=NOW)
    assert reject_list(load=load, why="x", by=SYSTEM, now=NOW).state == "done"
    refused = listed(guarded, b'{"a": 1}', source)
    assert (refused.state, "không phải STIX" in refused.refusal) == ("refused", True)
    end_source(source=source, by=by, now=NOW)
    source.refresh_from_db()
    with pytest.raises(EntryRefused, match="đã ngừng"):
        receive_list(content=b"evil-a.com", **words)


def test_files_and_values_that_nobody_lists_go_when_their_time_is_over(guarded):
    source = source_of_indicators(guarded)
    listed(guarded, "evil-a.com\nduckdns.org\n", source)
    decide_indicator(indicator=Indicator.objects.get(value="duckdns.org"), state="discarded", reason="x", by=SYSTEM, now=NOW)  # fmt: skip
    assert forget_lists(NOW + 1824 * DAY) == 0 and forget_indicators(NOW + 729 * DAY) == 0
    assert forget_lists(NOW + 1825 * DAY) == 1 and IntelligenceLoad.objects.get().file is None
    assert forget_indicators(NOW + 731 * DAY) == 1
    assert list(Indicator.objects.values_list("value", flat=True)) == ["duckdns.org"], (
        "what an officer decided stays"
    )
