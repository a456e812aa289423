"""Rules over files in a child process: progress, what leaves it, what stops it."""

import gzip
import json

import pytest

from tinhso.lib.scan_reports.report import ReportRefused
from tinhso.lib.sigma import detecting
from tinhso.lib.sigma.event_rows import event_of, moment
from tinhso.lib.sigma.finds import NO_NAME, shown_value
from tinhso.lib.sigma.plan import plan_of
from tinhso.lib.sigma.reading import read_rules
from tinhso.lib.sigma.running import RunRule, check_rules, run_rules
from tinhso.lib.sigma.tests.makers import HEAD, events_of, selection, windows

RULE = HEAD + selection("CommandLine|contains: secret")


def lines(path, records):
    path.write_text("\n".join(json.dumps(one) for one in records) + "\n", encoding="utf-8")
    return path


def test_a_file_is_read_and_what_was_found_says_no_name_and_no_secret(tmp_path):
    record = windows(
        CommandLine="net use secret password=Abc12345 /user:an", Image=r"C:\Users\an\x.exe", User="TINH\\an"
    )
    path = lines(tmp_path / "a.json", [record, windows(CommandLine="khác")])
    path.write_text(path.read_text() + "hỏng\n{\n", encoding="utf-8")
    text = HEAD + selection("CommandLine|contains: secret", "Image|contains: x", "User|contains: an")
    heard: list[int] = []
    outcome = run_rules([RunRule(text), RunRule("title: [")], path, heard=heard.append)
    assert (outcome.events, outcome.unread, heard) == (2, 2, [2])
    assert outcome.counts == {0: 1}
    assert list(outcome.refused) == [1]
    found = outcome.finds[0]
    assert found.machines == ("may-01",)
    assert found.fields["User"] == NO_NAME
    assert found.fields["Image"] == r"C:\Users\…\x.exe"
    assert "Abc12345" not in json.dumps(found.fields)
    assert "an" not in found.fields["CommandLine"].split()
    assert found.fields["EventID"] == "1"


@pytest.mark.long
def test_packed_files_and_lists_are_read_and_others_refused(tmp_path):
    packed = tmp_path / "a.json.gz"
    packed.write_bytes(gzip.compress(json.dumps([windows(CommandLine="secret")] * 3).encode()))
    assert run_rules([RunRule(RULE)], packed).counts == {0: 3}
    other = tmp_path / "b"
    for content in (b"khong phai", b"", b"ElfFile\x00" + b"x" * 4000):
        other.write_bytes(content)
        with pytest.raises(ReportRefused):
            run_rules([RunRule(RULE)], other)


def test_a_run_that_lasts_too_long_is_stopped_and_a_child_that_dies_is_told(tmp_path, monkeypatch):
    path = lines(tmp_path / "a.json", [windows(CommandLine="secret")])
    with pytest.raises(ReportRefused, match="đã dừng"):
        run_rules([RunRule(RULE)], path, seconds=0)
    with pytest.raises(ReportRefused, match="giữa chừng"):
        run_rules([RunRule(RULE)], path, placeholders={"x": [1]}, declared={"khong": "co"})


@pytest.mark.long
def test_other_events_are_of_the_log_source_that_their_sender_declares(tmp_path):
    path = lines(
        tmp_path / "a.json",
        [{"host": "sv1", "proc": {"cmd": "rm -rf"}, "@timestamp": "2026-03-02T08:00:00Z"}],
    )
    text = "title: t\nlogsource: {product: linux, category: process_creation}\n" + selection(
        "proc.cmd|contains: rm"
    )
    assert "Nguồn nhật ký" in run_rules([RunRule(text)], path).refused[0]
    declared = {"product": "linux", "category": "process_creation", "service": ""}
    outcome = run_rules([RunRule(text)], path, declared=declared)
    assert (outcome.counts, outcome.finds[0].machines) == ({0: 1}, ("sv1",))


@pytest.mark.long
def test_an_upload_is_checked_apart():
    found = check_rules(RULE + "---\n" + RULE.replace("contains", "khong"))
    assert [bool(one.faults) for one in found] == [False, True]
    assert found[1].faults[0][0] == 12
    assert found[0].logsource == {"category": "process_creation", "product": "windows", "service": ""}
    with pytest.raises(ReportRefused):
        check_rules("")


def test_batches_find_the_same_and_finds_are_bounded(monkeypatch):
    records = [windows(CommandLine=f"secret {number}") for number in range(30)]
    monkeypatch.setattr(detecting, "BATCH", 7)
    monkeypatch.setattr(detecting, "MOST_FINDS", 5)
    outcome = detecting.Detector(_plan(RULE)).run(events_of(records))
    assert (outcome.events, outcome.counts[0], len(outcome.finds[0])) == (30, 30, 5)


def test_a_correlation_reaches_over_batches_and_is_refused_when_there_are_too_many(monkeypatch):
    text = RULE.replace("title: Thử", "title: Thử\nname: thu") + (
        "---\ntitle: n\ncorrelation: {type: event_count, rules: [thu], group-by: [Computer], timespan: 1h, condition: {gte: 30}}\n"
    )
    records = [windows(CommandLine="secret") for _ in range(30)]
    monkeypatch.setattr(detecting, "BATCH", 7)
    outcome = detecting.Detector(_plan(text)).run(events_of(records))
    assert (outcome.counts[1], outcome.finds[1][0].events) == (1, 30)
    monkeypatch.setattr(detecting, "MOST_OCCURRENCES", 10)
    outcome = detecting.Detector(_plan(text)).run(events_of(records))
    assert "thu hẹp" in outcome.refused[1]
    assert not outcome.finds.get(1)


def test_a_statement_that_the_database_refuses_leaves_no_finds():
    plan = _plan(RULE)
    plan.pieces[0] = type(plan.pieces[0])("e.event = khong_co()", ())
    outcome = detecting.Detector(plan).run(events_of([windows(CommandLine="secret")]))
    assert "Cơ sở dữ liệu" in outcome.refused[0]
    assert not outcome.counts


def _plan(text):
    return plan_of(read_rules(text))


def test_windows_events_have_the_names_that_rules_use():
    event = event_of(windows(4688, "Security", NewProcessName="a.exe", ProcessId="0x10", NewProcessId="0x20"))
    assert event.fields["Image"] == ("a.exe",)
    assert (event.fields["ProcessId"], event.fields["ParentProcessId"]) == (("0x20",), ("0x10",))
    hashes = event_of(windows(Hashes="MD5=AB,IMPHASH=CD"))
    assert (hashes.fields["md5"], hashes.fields["Imphash"]) == (("AB",), ("CD",))
    beat = event_of(
        {
            "winlog": {
                "channel": "Security",
                "event_id": "4625",
                "event_data": {"A": "b"},
                "computer_name": "m",
            }
        }
    )
    assert (beat.channel, beat.number, beat.machine, beat.fields["A"]) == ("Security", 4625, "m", ("b",))
    defender = event_of(windows(1119, "x", **{"Source Name": "y"}))
    assert defender.fields["SourceName"] == ("y",)


@pytest.mark.parametrize(
    "text", ["", "x", "9" * 39, "0", "1", "2026-13-01", "1970-01-01T00:00:00Z", "9999-12-31T23:59:59-23:00"]
)
def test_times_that_are_none(text):
    assert moment(text) is None or moment(text) > 6e8


def test_names_in_paths_and_accounts_do_not_leave():
    assert shown_value("x", "/".join(["", "home", "an", "khoa"])) == "/".join(["", "home", "…", "khoa"])
    assert "an" not in shown_value("x", "net user /user:an")


def test_half_a_letter_of_utf16_is_no_crash():
    outcome = detecting.Detector(_plan(RULE)).run(
        events_of([windows(CommandLine="secret \ud800", **{"\udfff": "x"})])
    )
    assert outcome.counts[0] == 1
