"""The planes' spool comes into the table once; who calls and who is called reads it, and those who check."""

import json
import os
from datetime import UTC, datetime

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.exchange.calls import spool_lines, upkeep
from tinhso.exchange.calls.actions import import_calls as importing
from tinhso.exchange.calls.actions.import_calls import import_calls
from tinhso.exchange.models import CallBatch, ExchangeCall
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.kernel.events.public import SYSTEM
from tinhso.lib.exchange.plane.rows import CallRow

PAGE = "/can-bo/chia-se-du-lieu/loi-goi/"


def line(code="ok", **changes):
    row = CallRow(plane="p", method="GET", policy=1, client="GOV/so-b/mot-cua", agreement="CSDL-1")
    row.service = "GOV/so-a/dan-cu/dan-cu"
    for name, value in changes.items():
        setattr(row, name, value)
    return row.closed(200 if code == "ok" else 403, code)


def imported(folder):
    return import_calls(folder=folder, by=SYSTEM, now=NOW)


def test_a_closed_file_comes_in_once_and_goes(db, tmp_path):
    lines = [line(), line("no_agreement")]
    (tmp_path / "p-1.jsonl").write_bytes(b"".join(lines))
    (tmp_path / "p-2.open").write_bytes(line())
    found = imported(tmp_path)
    assert (found.rows, found.unreadable) == (2, 0)
    assert [one.name for one in tmp_path.iterdir()] == ["p-2.open"]
    (tmp_path / "p-3.jsonl").write_bytes(b"".join(lines))
    imported(tmp_path)
    assert ExchangeCall.objects.count() == 2
    assert ExchangeCall.objects.first().at.date() == datetime.now(UTC).date()


def test_long_rows_come_in_some_at_a_time(db, tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "MOST_BYTES", 10)
    for number in range(3):
        (tmp_path / f"p-{number}.jsonl").write_bytes(line())
    assert imported(tmp_path).rows == 3
    assert ExchangeCall.objects.count() == CallBatch.objects.count() == 3


def test_whom_a_call_is_about_comes_in_and_a_former_spool_has_none_of_it(db, tmp_path):
    about = {"named": "person", "subject": "a" * 32, "issue": "H56-240308-0001"}
    former = {name: value for name, value in json.loads(line()).items() if name not in about}
    (tmp_path / "p-1.jsonl").write_bytes(line(**about) + json.dumps(former).encode() + b"\n")
    assert imported(tmp_path).rows == 2
    found = set(ExchangeCall.objects.values_list("named", "subject", "issue"))
    assert found == {tuple(about.values()), ("", "", "")}


def broken(**changes):
    return json.dumps(json.loads(line()) | changes).encode()


@pytest.mark.long
@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (line()[:40], "no_json"),
        (b"[" * 9000, "no_json"),
        (b"\xff\xfe", "no_json"),
        (b"[]", "no_object"),
        (b"{}", "id"),
        (line().strip() + b" " * 20_000, "too_long"),
        (broken(id=5), "id"),
        (broken(id="x"), "id"),
        (broken(at="2024-04-10T09:00:00"), "at"),
        (broken(at="0001-01-01T00:00:00+00:00"), "at"),
        (broken(at=None), "at"),
        (broken(code="x" * 61), "code"),
        (broken(client="a\0b"), "client"),
        (broken(client="\ud800"), "client"),
        (broken(client=None), "client"),
        (broken(status=70_000), "status"),
        (broken(status=-1), "status"),
        (broken(status=True), "status"),
        (broken(status="200"), "status"),
        (broken(milliseconds=-1), "milliseconds"),
        (broken(milliseconds=1.5), "milliseconds"),
        (broken(bytes_in=2**70), "bytes_in"),
        (broken(policy=-1), "policy"),
        (broken(evidence="yes"), "evidence"),
        (broken(named="person"), "subject"),
        (broken(named="nobody", subject="a" * 32), "subject"),
        (broken(named="person", subject="038190000123"), "subject"),
        (broken(named="other"), "named"),
        (broken(issue="038190000123"), "issue"),
    ],
)
def test_a_line_that_is_no_row_is_set_aside_with_its_reason_and_holds_up_nothing(db, tmp_path, bad, reason):
    (tmp_path / "p-1.jsonl").write_bytes(line() + bad + b"\n" + line())
    (tmp_path / "p-2.jsonl").write_bytes(line())
    found = imported(tmp_path)
    assert (found.rows, found.unreadable) == (3, 1) and ExchangeCall.objects.count() == 3
    aside = json.loads((tmp_path / "p-1.unreadable").read_text())
    assert aside == {"reason": reason, "line": bad.decode("latin-1")}
    assert not list(tmp_path.glob("*.jsonl")) and imported(tmp_path).rows == 0


def test_a_row_that_the_table_alone_refuses_is_set_aside_too(db, tmp_path, monkeypatch):
    monkeypatch.setattr(spool_lines, "_check_subject", lambda call: None)
    (tmp_path / "p-1.jsonl").write_bytes(line() + broken(named="person") + b"\n" + line())
    found = imported(tmp_path)
    assert (found.rows, found.unreadable) == (2, 1) and ExchangeCall.objects.count() == 2
    assert json.loads((tmp_path / "p-1.unreadable").read_text())["reason"] == "table:IntegrityError"


def test_a_file_that_cannot_be_opened_leaves_the_others_their_way(db, tmp_path):
    (tmp_path / "a-1.jsonl").mkdir()
    (tmp_path / "b-1.jsonl").write_bytes(line())
    found = imported(tmp_path)
    assert (found.rows, found.unopened) == (1, 1) and (tmp_path / "a-1.jsonl").exists()


def test_who_runs_the_instance_is_told_of_lines_set_aside_and_of_an_import_that_stands_still(
    tmp_path, settings
):
    settings.EXCHANGE_FOLDER = tmp_path
    assert [one.level for one in upkeep.import_goes_on()] == ["good"]
    (tmp_path / "calls").mkdir()
    (tmp_path / "calls/p-1.unreadable").write_text("{}\n{}\n")
    (tmp_path / "calls/p-2.jsonl").write_bytes(line())
    os.utime(tmp_path / "calls/p-2.jsonl", (1, 1))
    assert [one.level for one in upkeep.import_goes_on()] == ["wrong", "wrong"]
    assert next(upkeep.import_goes_on()).sentence.startswith("2 dòng")
    assert [next(read()).value for read in (upkeep.unreadable_lines, upkeep.waiting_files)] == [2, 1]


def test_nobody_brings_in_calls_by_hand(joined, tmp_path):
    with pytest.raises(ExchangeForbidden):
        import_calls(folder=tmp_path, by=joined.actor("cuc"), now=NOW)


@pytest.mark.long
def test_both_sides_the_operator_and_auditors_read_the_log(
    joined, client, tmp_path, django_assert_max_num_queries
):
    (tmp_path / "p-1.jsonl").write_bytes(
        line() + line("no_agreement", client="GOV/so-x/y", service="", agreement="")
    )
    imported(tmp_path)
    for who, lines in (("dao", 1), ("hoa", 1), ("cuc", 2), ("tra", 2), ("giang", 0)):
        joined.sign_in(client, who)
        with django_assert_max_num_queries(12):
            text = client.get(PAGE).content.decode()
        assert text.count("GOV/so-b/mot-cua") + text.count("GOV/so-x/y") == lines, who
    joined.sign_in(client, "cuc")
    assert "GOV/so-b/mot-cua" not in client.get(PAGE, {"loi": "1"}).content.decode()
    for who in ("binh", "an"):
        joined.sign_in(client, who)
        assert client.get(PAGE).status_code == 403
