"""Signs in logs: each with its figures, and usual traffic is none."""

import random
import string
from datetime import UTC, datetime, timedelta

import pytest

from tinhso.lib.hunting import engine, logs
from tinhso.lib.hunting.signs.made_names import looks_made
from tinhso.lib.hunting.signs.review import signs_in
from tinhso.lib.hunting.spool import spooled
from tinhso.lib.network_logs.reading import open_network_log
from tinhso.lib.network_logs.rows import LogLimits, LogRow, RowKind
from tinhso.lib.network_logs.tests.makers import conn_log

AT = datetime(2024, 3, 1, 8, tzinfo=UTC)
DRAWN = random.Random(3)


def dns(client, name, seconds=0, **words):
    return LogRow(RowKind.DNS, AT + timedelta(seconds=seconds), client, name=name, **words)


def made_label():
    return "".join(DRAWN.choices(string.ascii_lowercase, k=14))


def usual():
    """People read pages: at any moment, names that many ask for, some misspelt."""
    for client in range(1, 9):
        for _ in range(60):
            site = DRAWN.choice(("baothanhhoa.vn", "dichvucong.gov.vn", "tuoitre.vn"))
            yield dns(f"10.0.0.{client}", f"www.{site}", DRAWN.randrange(30_000), rcode="NOERROR")
        yield dns(f"10.0.0.{client}", "dichvucogn.gov.vn", 5, rcode="NXDOMAIN")


def odd():
    for number in range(8):
        yield dns("10.0.0.20", f"{made_label()}.com", number * 777, rcode="NXDOMAIN")
    for number in range(30):
        yield dns("10.0.0.21", "c2.tram-lanh.example", number * 600 + DRAWN.randrange(20))
    for number in range(120):
        label = f"{number:04d}" + "".join(DRAWN.choices("0123456789abcdef", k=40))
        yield dns("10.0.0.22", f"{label}.duong-ham.example", DRAWN.randrange(9000) * 3, type="TXT")
    far = {"destination": "203.0.113.9", "port": 443, "sent": 5000}
    yield LogRow(RowKind.CONNECTION, AT, "10.0.0.23", duration=7 * 3600.0, **far)
    yield LogRow(RowKind.CONNECTION, AT, "10.0.0.23", duration=7 * 3600.0, destination="10.0.0.9")


@pytest.fixture(scope="module")
def signs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("log")
    with spooled(folder / "spool.tsv") as spool:
        for number, row in enumerate([*usual(), *odd()], 1):
            spool.add(number, row)
    with engine.connect(folder) as connection:
        engine.encode(connection, folder / "spool.tsv", folder)
        found = signs_in(connection, folder, {})
        narrower = signs_in(connection, folder, {"beacon_times": 100, "made_names": 50})
    return found, narrower


def test_each_odd_machine_is_a_sign_with_its_figures_and_usual_ones_are_none(signs):
    found, narrower = signs
    by_kind = {one["kind"]: one for one in found}
    assert {(one["kind"], one["client"], one["target"]) for one in found} == {
        ("made_names", "10.0.0.20", ""),
        ("beacon", "10.0.0.21", "tram-lanh.example"),
        ("tunnel", "10.0.0.22", "duong-ham.example"),
        ("long_connection", "10.0.0.23", "203.0.113.9 cổng 443"),
    }
    assert by_kind["beacon"]["figures"]["times"] == 30 and 590 < by_kind["beacon"]["figures"]["seconds"] < 610
    assert by_kind["long_connection"]["figures"]["hours"] == 7.0
    assert by_kind["tunnel"]["figures"] == {"names": 120, "length": 44.0, "texts": 100.0}
    assert by_kind["made_names"]["figures"]["failed"] == 8 <= by_kind["made_names"]["figures"]["made"] + 1
    assert {one["kind"] for one in narrower} == {"tunnel", "long_connection"}


def test_names_of_words_do_not_look_made_and_drawn_letters_do():
    for name in ("baothanhhoa.vn", "dichvucong.gov.vn", "motcuadientu.vn", "newsletter.com", "ngan.vn"):
        assert not looks_made(name)
    assert sum(looks_made(f"{made_label()}.com") for _ in range(200)) > 150


def test_a_log_without_results_has_no_sign_of_made_names(tmp_path):
    with spooled(tmp_path / "spool.tsv") as spool:
        for number in range(20):
            spool.add(number, dns("10.0.0.1", f"{made_label()}.com", number * 999))
    with engine.connect(tmp_path) as connection:
        engine.encode(connection, tmp_path / "spool.tsv", tmp_path)
        assert signs_in(connection, tmp_path, {}) == []


def test_a_log_of_connections_has_no_name_and_is_reviewed(tmp_path):
    """DuckDB guessed at an empty file of names and refused, so that no conn.log of Zeek was ever reviewed."""
    (tmp_path / "conn.log").write_text(conn_log(AT.timestamp()))
    log = open_network_log(tmp_path / "conn.log", name="conn.log", limits=LogLimits())
    with spooled(tmp_path / "spool.tsv") as spool:
        for row in log:
            spool.add(log.counts.lines, row)
    assert logs.encode(tmp_path / "spool.tsv", tmp_path) == {"rows": 40, "names": 0, "suffixes": 0}
    found = logs.review(tmp_path, {}, key="ab" * 32, known=[], familiar=[])
    assert [(one["kind"], one["client"], one["target"]) for one in found.signs] == [
        ("beacon", "10.0.0.1", "203.0.113.9 cổng 443")
    ]
    assert found.new == found.digests == []
