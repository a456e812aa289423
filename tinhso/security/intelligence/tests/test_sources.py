"""Sources: what is refused, and lists that are fetched: TAXII, a file at an address, a feed of MISP, when they are due."""

import http.server
import json
import time
from datetime import timedelta
from threading import Thread
from uuid import uuid4

import pytest

from sandbox.threat_exchange.server import Server
from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site.public import EntryRefused
from tinhso.security.intelligence.actions.end_source import end_source
from tinhso.security.intelligence.actions.end_warning_list import end_warning_list
from tinhso.security.intelligence.actions.load_warning_list import load_warning_list
from tinhso.security.intelligence.actions.request_fetch import request_fetch
from tinhso.security.intelligence.hygiene import Hygiene, Warned
from tinhso.security.intelligence.reading import fetch_due, read_received_list, refuse_lost_lists
from tinhso.security.models import Indicator, IntelligenceLoad, IntelligenceSource, WarningEntry, WarningList
from tinhso.security.pages.refusals import SecurityForbidden
from tinhso.security.tests.makers import listed, source_of_indicators

FILES: dict[str, bytes] = {}
HOUR = timedelta(hours=1)


class Files(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        content = FILES.get(self.path)
        self.send_response(200 if content else 404)
        self.send_header("Content-Length", str(len(content or b"")))
        self.end_headers()
        self.wfile.write(content or b"")

    def log_message(self, *words):
        pass


@pytest.fixture
def outside(settings):
    settings.FETCH_LOCAL, settings.INTELLIGENCE_KEYS = (
        True,
        {"chia-se": {"token": "sandbox"}, "sai": {"token": "x"}},
    )
    FILES.clear()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Files) as files, Server() as taxii:
        for one in (files, taxii):
            one.daemon_threads = True
            Thread(target=one.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{files.server_port}", taxii
        files.shutdown()
        taxii.shutdown()


def fetched(source, now=NOW):
    load = request_fetch(source=source, by=SYSTEM, now=now)
    read_received_list(load.pk, now)
    load.refresh_from_db()
    return load


def test_what_is_refused_of_a_source(guarded, settings):
    key = uuid4()
    one = source_of_indicators(guarded, key=key)
    assert source_of_indicators(guarded, key=key) == one
    with pytest.raises(SecurityForbidden):
        source_of_indicators(guarded, "anh")
    wrong = [
        ({"name": one.name}, "mang tên này"),
        ({"tlp": "red"}, "chỉ đơn vị chuyên trách"),
        ({"address": "https://x.vn/a"}, "không có địa chỉ"),
        ({"kind": "file"}, "Ghi địa chỉ"),
        ({"kind": "file", "address": "ftp://x.vn/a"}, "http"),
        ({"kind": "taxii", "address": "https://x.vn/a", "key_name": "khong-co"}, "Không có khóa"),
    ]
    settings.INTELLIGENCE_KEYS = {"co": {"token": "x"}}
    wrong += [
        ({"kind": "file", "address": "https://x.vn/a", "key_name": "co"}, "chỉ dùng cho máy chủ TAXII"),
        ({"kind": "taxii", "address": "http://x.vn/a", "key_name": "co"}, "https"),
    ]
    for words, why in wrong:
        with pytest.raises(EntryRefused, match=why):
            source_of_indicators(guarded, **words)


@pytest.mark.long
def test_a_collection_of_taxii_is_read_from_where_the_last_read_ended(guarded, outside):
    _files, server = outside
    source = source_of_indicators(guarded, kind="taxii", address=f"{server.url}/taxii2/", key_name="chia-se")
    load = fetched(source)
    assert (load.state, load.new, load.rejected_count, load.held_back, load.progress) == (
        "done",
        23,
        1,
        23,
        25,
    )
    source.refresh_from_db()
    assert source.added_until == server.rows[-1][0]
    assert fetched(source).records == 0
    for words, why in (({"key_name": "sai"}, "khóa không đúng"), ({"key_name": "chia-se", "collection": "khac"}, "Ghi rõ bộ sưu tập")):  # fmt: skip
        bad = source_of_indicators(guarded, kind="taxii", address=f"{server.url}/taxii2/", **words)
        assert why in fetched(bad).refusal


@pytest.mark.long
def test_a_file_and_a_feed_of_misp_are_fetched(guarded, outside):
    files, _server = outside
    FILES["/danh-sach.txt"] = b"evil-a.com\n"
    source = source_of_indicators(guarded, kind="file", address=f"{files}/danh-sach.txt")
    assert fetched(source).new == 1
    FILES.clear()
    assert "404" in fetched(source).refusal
    numbers = [f"00000000-0000-4000-8000-00000000000{one}" for one in (1, 2)]
    FILES["/feed/manifest.json"] = json.dumps({one: {"timestamp": str(1704067200 + at)} for at, one in enumerate(numbers)}).encode()  # fmt: skip
    for one in numbers:
        event = {
            "info": "x",
            "Attribute": [{"type": "domain", "value": f"evil-{one[-1]}.com", "to_ids": True}],
        }
        FILES[f"/feed/{one}.json"] = json.dumps({"Event": event}).encode()
    feed = source_of_indicators(guarded, kind="file", address=f"{files}/feed/manifest.json")
    assert fetched(feed).new == 2 and fetched(feed).records == 0


def test_addresses_inside_are_never_called(guarded, settings):
    inside = {"kind": "file", "address": "http://127.0.0.1/danh-sach.txt"}
    with pytest.raises(EntryRefused, match="mạng nội bộ"):
        source_of_indicators(guarded, **inside)
    settings.FETCH_LOCAL = True
    source = source_of_indicators(guarded, **inside)
    settings.FETCH_LOCAL = False
    assert "nội bộ" in fetched(source).refusal


def test_a_source_is_fetched_when_its_hours_are_over_one_fetch_at_a_time(guarded):
    source = source_of_indicators(guarded, kind="file", address="https://x.vn/a", hours=6)
    source_of_indicators(guarded)
    assert (fetch_due(NOW), IntelligenceLoad.objects.count()) == (1, 1)
    assert request_fetch(source=source, by=SYSTEM, now=NOW) == IntelligenceLoad.objects.get()
    IntelligenceLoad.objects.update(state="refused")
    assert (fetch_due(NOW + 5 * HOUR), fetch_due(NOW + 6 * HOUR)) == (0, 1)
    with pytest.raises(SecurityForbidden):
        request_fetch(source=source, by=guarded.actor("anh"), now=NOW)
    with pytest.raises(EntryRefused, match="bằng tay"):
        request_fetch(source=IntelligenceSource.objects.get(kind="upload"), by=SYSTEM, now=NOW)
    waiting = IntelligenceLoad.objects.get(state="waiting")
    end_source(source=source, by=SYSTEM, now=NOW)
    with pytest.raises(EntryRefused, match="đã ngừng"):
        request_fetch(source=source, by=SYSTEM, now=NOW)
    IntelligenceLoad.objects.filter(pk=waiting.pk).update(state="reading")
    read_received_list(waiting.pk, NOW)
    assert IntelligenceLoad.objects.get(pk=waiting.pk).state == "refused"


def test_a_warning_list_holds_back_what_is_there_and_what_comes(guarded):
    listed(guarded, "evil-a.com\n9.9.9.9\n9.9.8.8\n")
    words = {"name": "Lưu trữ chung", "kind": "dynamic", "source": "thử", "client_key": uuid4(), "by": guarded.actor("cuc"), "now": NOW}  # fmt: skip
    with pytest.raises(SecurityForbidden):
        load_warning_list(content=b"a.com", **words | {"by": guarded.actor("anh")})
    for content, why in (
        (b"", "rỗng"),
        (bytes(9_000_000), "8 MB"),
        (b'{"type": "regex", "list": []}', "regex"),
    ):
        with pytest.raises(EntryRefused, match=why):
            load_warning_list(content=content, **words)
    with pytest.raises(EntryRefused, match="Chọn loại"):
        load_warning_list(content=b"a.com", **words | {"kind": "broad"})
    made = load_warning_list(content=b"evil-a.com\nevil-b.com\n9.9.9.0/24\nhai tu\n", **words)
    assert load_warning_list(content=b"khac.com", **words) == made and (made.size, made.rejected_count) == (
        3,
        1,
    )
    listed(guarded, "evil-b.com\n9.9.9.10\nx.evil-b.com\n")
    held = Indicator.objects.filter(state="held_back", warning_list=made).values_list("value", flat=True)
    assert set(held) == {"evil-a.com", "9.9.9.9", "evil-b.com", "9.9.9.10"}
    with pytest.raises(SecurityForbidden):
        end_warning_list(warning_list=made, by=guarded.actor("anh"), now=NOW)
    end_warning_list(warning_list=made, by=guarded.actor("cuc"), now=NOW)
    with pytest.raises(EntryRefused, match="đã ngừng"):
        end_warning_list(warning_list=made, by=guarded.actor("cuc"), now=NOW)
    listed(guarded, "9.9.9.11\n")
    assert Indicator.objects.get(value="9.9.9.11").state == "active" and WarningEntry.objects.count() == 3


def test_a_warning_list_holds_back_by_the_same_rules_what_is_there_and_what_comes(guarded):
    every = (
        "com.evil-tinh.net\nwww.evil-tinh.net\nai@evil-tinh.net\n9.9.9.0/24\nkhac.net\nnet.popular-a.com\n"
    )
    listed(guarded, every)
    words = {"source": "thử", "by": guarded.actor("cuc"), "now": NOW}
    load_warning_list(name="Của tỉnh", kind="own", content=b"evil-tinh.net\n9.9.9.7\n", client_key=uuid4(), **words)  # fmt: skip
    load_warning_list(name="Phổ biến", kind="popular", content=b"a.net.popular-a.com\n", client_key=uuid4(), **words)  # fmt: skip
    held = Indicator.objects.filter(state="held_back").values_list("value", flat=True)
    assert set(held) == set(every.split()) - {"khac.net"}


def test_networks_are_held_against_many_addresses_quickly():
    hygiene, began = Hygiene(), time.process_time()
    for number in range(20_000):
        hygiene.add(Warned(WarningList.Kind.OWN, f"9.{number // 200}.{number % 200}.1"), "address")
    found = [hygiene.warning_of("network", f"11.{one}.0.0/16") for one in range(250)]
    assert found == [None] * 250 and hygiene.warning_of("network", "9.3.7.0/30").value == "9.3.7.1"
    assert time.process_time() - began < 3


def test_a_list_of_a_killed_worker_is_refused_and_its_source_fetched_again(guarded):
    source = source_of_indicators(guarded, kind="file", address="https://x.vn/a", hours=6)
    lost = request_fetch(source=source, by=SYSTEM, now=NOW)
    IntelligenceLoad.objects.update(state="reading")
    assert refuse_lost_lists(NOW + 5 * HOUR) == 0 and refuse_lost_lists(NOW + 6 * HOUR) == 1
    lost.refresh_from_db()
    assert lost.state == "refused" and "giữa chừng" in lost.refusal
    assert fetch_due(NOW + 6 * HOUR) == 1 and IntelligenceLoad.objects.filter(state="waiting").count() == 1


@pytest.mark.long
def test_events_of_one_moment_are_read_together_and_what_came_before_a_fault_stays(guarded, outside, monkeypatch):  # fmt: skip
    monkeypatch.setattr("tinhso.security.intelligence.fetching.MOST_FILES", 3)
    files, _server = outside
    numbers = [f"00000000-0000-4000-8000-00000000000{one}" for one in range(5)]
    moments = dict(zip(numbers, (1, 1, 2, 2, 3), strict=True))
    FILES["/feed/manifest.json"] = json.dumps({one: {"timestamp": str(1704067200 + at)} for one, at in moments.items()}).encode()  # fmt: skip
    for one in numbers[:4]:
        event = {"info": "x", "Attribute": [{"type": "domain", "value": f"evil-{one[-1]}.com", "to_ids": True}]}  # fmt: skip
        FILES[f"/feed/{one}.json"] = json.dumps({"Event": event}).encode()
    feed = source_of_indicators(guarded, kind="file", address=f"{files}/feed/manifest.json")
    assert [fetched(feed).new for _ in range(2)] == [2, 2], "two of one moment, then those of the next"
    assert "404" in fetched(feed).refusal and Indicator.objects.count() == 4
