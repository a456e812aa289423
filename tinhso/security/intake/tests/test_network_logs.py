"""Network logs become findings where a machine contacted what is known as malicious; nothing else of them is stored."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.lib.dates import local
from tinhso.lib.network_logs.rows import LogRow, RowKind
from tinhso.lib.network_logs.tests.makers import CONN, OTHERS, zeek_log
from tinhso.security.findings.scope import Looked
from tinhso.security.intake.actions.receive_report import receive_report
from tinhso.security.intake.indicators import Indicator, Indicators, current_indicators
from tinhso.security.intake.reading import read_received_report, refuse_lost_reports
from tinhso.security.models import Indicator as Indicator_
from tinhso.security.models import NetworkLog, ScanImport, SecurityFinding
from tinhso.security.tests.makers import imported, let_through, listed, read_list, reported, scanned

HERE, QUIET, DAY = "10.0.0.1", "10.0.0.2", timedelta(days=1)


@pytest.fixture(autouse=True)
def town(guarded):
    listed(guarded, "thu-moi.example\n198.51.100.0/24\n", now=NOW - 10 * DAY)
    let_through(guarded)
    read_list(guarded, guarded.agency_a, "anh", f"name,ip\npc,{HERE}\nquiet,{QUIET}\n")
    return guarded


def line(at, client, name):
    when = local(at).strftime("%d-%b-%Y %H:%M:%S.000")
    return (
        f"{when} queries: info: client @0x7f1 {client}#53124 ({name}): query: {name} IN A +E(0)K (10.0.0.9)"
    )


def sent(town, lines, now=NOW):
    source = receive_report(
        agency=None, content="\n".join(lines).encode(), file_name="dns.log", client_key=uuid4(), by=town.actor("cuc"), now=now
    )  # fmt: skip
    read_received_report(source.pk, now)
    return ScanImport.objects.get(pk=source.pk)


def queries(at, client, *names):
    return [line(at + timedelta(hours=number), client, name) for number, name in enumerate(names)]


@pytest.mark.long
def test_a_name_below_a_known_one_is_a_finding_and_a_later_day_without_it_closes_it(town):
    first = sent(
        town, queries(NOW - 5 * DAY, HERE, "www.vnexpress.example", "x.thu-moi.example", "x.thu-moi.example")
    )
    assert (first.state, first.tool, first.new, first.records) == ("done", "log_bind_dns", 1, 3)
    one = SecurityFinding.objects.get()
    assert (one.kind, one.location, one.state, one.machine.name) == (
        "botnet",
        "thu-moi.example",
        "open",
        "pc",
    )
    short = sent(town, queries(NOW - 4 * DAY, HERE, "vnexpress.example", "mic.example"))
    assert (short.machines, short.closed) == (0, 0)  # an hour of a log says nothing
    long = sent(
        town, [*queries(NOW - 3 * DAY, HERE, "a.example"), *queries(NOW - 2 * DAY, HERE, "b.example")]
    )
    assert (long.machines, long.closed) == (1, 1)
    one.refresh_from_db()
    assert one.state == "mended"


def test_what_matched_nothing_is_stored_nowhere(town):
    one = sent(
        town,
        [*queries(NOW - 5 * DAY, HERE, "rieng-tu.example"), "08-Mar-2024 x client y query: rieng-tu.example"],
    )
    assert one.file is None and one.rejected_count == 1 and "rieng-tu" not in str(one.rejected)
    assert not SecurityFinding.objects.exists()


def test_without_indicators_a_log_is_refused_and_not_stored(town):
    Indicator_.objects.update(state="discarded")
    one = sent(town, queries(NOW - 5 * DAY, HERE, "x.thu-moi.example"))
    assert (one.state, one.file) == ("refused", None) and "chỉ dấu" in one.refusal


def test_the_most_specific_name_wins_and_a_like_name_is_another():
    every = Indicators([Indicator("name", "a.example", "1"), Indicator("name", "x.a.example", "2"), Indicator("address", "203.0.113.7", "3"), Indicator("network", "203.0.113.0/24", "4"), Indicator("network", "203.0.113.0/28", "5")])  # fmt: skip
    for name, there, title in (("y.x.a.example", "", "2"), ("y.a.example", "", "1"), ("ba.example", "", None), ("", "203.0.113.7", "3"), ("", "203.0.113.8", "5"), ("", "203.0.113.99", "4"), ("", "khong", None)):  # fmt: skip
        found = every.match(LogRow(RowKind.DNS, NOW, HERE, name=name, destination=there))
        assert (found.title if found else None) == title


def test_the_ports_that_nmap_names_with_their_protocol_are_looked_at(town):
    assert Looked("nmap", "tcp:1-100,443 udp:53", False, frozenset(), True).covers(["nmap:x"], 80, "tcp")
    found = scanned(
        reported(HERE, "R", port=80),
        machines=[HERE],
        at=NOW - 2 * DAY,
        tool="nmap",
        every_port=False,
        ports="tcp:80,443",
    )
    imported(town, found)
    second = imported(
        town, scanned(machines=[HERE], at=NOW - DAY, tool="nmap", every_port=False, ports="tcp:80,443")
    )
    assert second.closed == 1


def test_a_log_that_a_fault_or_a_killed_worker_left_half_read_is_stored_nowhere(town, monkeypatch):
    def fail(*words, **more):
        raise RuntimeError

    monkeypatch.setattr("tinhso.security.intake.reading.contacts_in", fail)
    with pytest.raises(RuntimeError):
        sent(town, queries(NOW - 5 * DAY, HERE, "www.rieng-tu.example"))
    one = ScanImport.objects.get()
    assert (one.state, one.file) == ("refused", None) and "gửi lại" in one.refusal
    lost = receive_report(agency=None, content=b"x", file_name="dns.log", client_key=uuid4(), by=town.actor("cuc"), now=NOW)  # fmt: skip
    ScanImport.objects.filter(pk=lost.pk).update(state="reading")
    assert refuse_lost_reports(NOW) == 0 and refuse_lost_reports(NOW + DAY) == 1
    lost.refresh_from_db()
    assert (lost.state, lost.file) == ("refused", None) and "giữa chừng" in lost.refusal


def test_a_process_reads_the_known_ones_once_for_the_logs_of_an_hour(town, django_assert_max_num_queries):
    first = current_indicators(NOW)
    with django_assert_max_num_queries(2):
        assert current_indicators(NOW + timedelta(minutes=5)) is first
    assert current_indicators(NOW + timedelta(hours=2)) is not first
    listed(town, "moi-nua.example\n", now=NOW)
    let_through(town)
    assert "moi-nua.example" in current_indicators(NOW).values()


@pytest.mark.parametrize("kind", OTHERS)
def test_a_log_of_which_nothing_was_looked_at_is_not_read(town, kind):
    fields, row = OTHERS[kind]
    one = sent(town, zeek_log(kind, fields, [row]).splitlines())
    assert (one.state, one.file) == ("refused", None) and "Không dòng nào" in one.refusal
    assert "(10 dòng)" in one.refusal and not NetworkLog.objects.exists()


def test_a_log_of_headings_alone_is_not_read(town):
    assert sent(town, zeek_log("conn", CONN, []).splitlines()).state == "refused"
