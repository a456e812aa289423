"""The planes' spool comes into the table once; who calls and who is called reads it, and those who check."""

import json
from datetime import UTC, datetime

import pytest

from tinhso.exchange.calls.actions.import_calls import import_calls
from tinhso.exchange.models import ExchangeCall
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
    return import_calls(folder=folder, by=SYSTEM)


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


def test_whom_a_call_is_about_comes_in_and_a_former_spool_has_none_of_it(db, tmp_path):
    about = {"named": "person", "subject": "a" * 32, "issue": "H56-240308-0001"}
    former = {name: value for name, value in json.loads(line()).items() if name not in about}
    (tmp_path / "p-1.jsonl").write_bytes(line(**about) + json.dumps(former).encode() + b"\n")
    assert imported(tmp_path).rows == 2
    found = set(ExchangeCall.objects.values_list("named", "subject", "issue"))
    assert found == {tuple(about.values()), ("", "", "")}


@pytest.mark.parametrize(
    "broken",
    [
        line()[:40],
        b"[]\n",
        json.dumps(json.loads(line()) | {"code": "x" * 61}).encode(),
        json.dumps(json.loads(line()) | {"client": "a\0b"}).encode(),
        json.dumps(json.loads(line()) | {"client": None}).encode(),
        json.dumps(json.loads(line()) | {"named": "person"}).encode(),
        json.dumps(json.loads(line()) | {"named": "nobody", "subject": "a" * 32}).encode(),
        json.dumps(json.loads(line()) | {"named": "person", "subject": "038190000123"}).encode(),
        json.dumps(json.loads(line()) | {"named": "somebody"}).encode(),
        json.dumps(json.loads(line()) | {"issue": "038190000123"}).encode(),
    ],
)
def test_a_line_that_cannot_be_read_stays_beside_and_is_counted(db, tmp_path, broken):
    (tmp_path / "p-1.jsonl").write_bytes(line() + broken)
    found = imported(tmp_path)
    assert (found.rows, found.unreadable) == (1, 1) and (tmp_path / "p-1.unreadable").exists()
    assert imported(tmp_path).rows == 0 and ExchangeCall.objects.count() == 1


def test_nobody_brings_in_calls_by_hand(joined, tmp_path):
    with pytest.raises(ExchangeForbidden):
        import_calls(folder=tmp_path, by=joined.actor("cuc"))


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
