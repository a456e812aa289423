"""Logs become Parquet with each name once; hunts find names below an indicator on the borders of labels, the most specific alone."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
import sqlglot

from tinhso import lib
from tinhso.lib.hunting import logs
from tinhso.lib.hunting import statements as hunting_statements
from tinhso.lib.hunting.expressions import hits_sql
from tinhso.lib.hunting.names import normal_name, parents
from tinhso.lib.hunting.networks import Networks
from tinhso.lib.hunting.public_suffixes import PublicSuffixes, built_in_suffixes
from tinhso.lib.hunting.spool import spooled
from tinhso.lib.network_logs.rows import LogRow, RowKind
from tinhso.lib.tables import statements as table_statements

READER = re.compile(r"(?:read_csv|read_csv_auto|read_json\w*|sniff_csv)\(\{quoted")
AT = datetime(2024, 3, 1, 8, tzinfo=UTC)


def dns_row(client, name, minutes=0, **words):
    return LogRow(RowKind.DNS, AT + timedelta(minutes=minutes), client, name=name, **words)


def spool_of(path, rows):
    with spooled(path) as spool:
        for number, row in enumerate(rows, 1):
            spool.add(number, row)
    return spool


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("log")
    rows = [
        dns_row("10.0.0.1", "a.evil.example"),
        dns_row("10.0.0.1", "evil.example", 5),
        dns_row("10.0.0.1", "notevil.example"),
        dns_row("10.0.0.1", "evil.example.safe.vn"),
        dns_row("10.0.0.2", "x.deep.evil.example"),
        dns_row("10.0.0.2", "deep.evil.example.", 9),
        dns_row("10.0.0.2", "EVIL-more.example"),
        dns_row("10.0.0.3", "_dmarc.evil.example"),
        dns_row("10.0.0.3", "bücher.example"),
        dns_row("10.0.0.3", "not a name..x"),
        LogRow(RowKind.CONNECTION, AT, "10.0.0.4", destination="203.0.113.7", port=443),
        LogRow(RowKind.WEB, AT, "10.0.0.4", name="a.evil.example", destination="203.0.113.7"),
        LogRow(RowKind.WEB, AT, "10.0.0.5", name="203.0.113.7"),
    ]
    spool = spool_of(folder / "spool.tsv", rows)
    assert (spool.rows, spool.nameless) == (13, 1)
    assert logs.encode(folder / "spool.tsv", folder) == {"rows": 13, "names": 9, "suffixes": 13}
    return folder


INDICATORS = [("name", "evil.example"), ("name", "deep.Evil.example."), ("name", "xn--bcher-kva.example"), ("address", "203.0.113.7"), ("name", "..")]  # fmt: skip
FOUND = [
    ("10.0.0.1", "name", "evil.example", 2),
    ("10.0.0.2", "name", "deep.evil.example", 2),
    ("10.0.0.3", "name", "evil.example", 1),
    ("10.0.0.3", "name", "xn--bcher-kva.example", 1),
    ("10.0.0.4", "address", "203.0.113.7", 1),
    ("10.0.0.4", "name", "evil.example", 1),
    ("10.0.0.5", "address", "203.0.113.7", 1),
]


@pytest.mark.long
def test_names_below_an_indicator_are_found_and_the_most_specific_one_counts(folder):
    hits = logs.hunt(folder, INDICATORS)
    assert [(one.client, one.kind, one.value, one.times) for one in hits] == FOUND
    assert (hits[0].first, hits[0].last, hits[0].line) == (AT, AT + timedelta(minutes=5), 1)


def test_a_log_that_is_not_stored_is_hunted_with_the_same_result(folder):
    assert logs.hunt_once(folder / "spool.tsv", INDICATORS) == logs.hunt(folder, INDICATORS)


def test_the_names_of_one_machine_are_read_within_a_time_alone(folder):
    until = AT + timedelta(minutes=5)
    found, missing = logs.names_of([folder, folder / "khong-co"], "10.0.0.1", AT, until, 10)
    assert [one.name for one in found] == ["a.evil.example", "evil.example.safe.vn", "notevil.example"]
    assert missing is None  # a log that cannot be read hides no other
    assert logs.spans(folder, ["10.0.0.2", "10.9.9.9"]) == {"10.0.0.2": (AT, AT + timedelta(minutes=9))}


def test_a_list_or_a_log_without_a_line_finds_nothing_and_is_no_fault(folder, tmp_path):
    assert logs.hunt(folder, [("name", "..")]) == logs.hunt_once(folder / "spool.tsv", []) == []
    spool_of(tmp_path / "spool.tsv", [])
    assert logs.hunt_once(tmp_path / "spool.tsv", INDICATORS) == []
    assert logs.encode(tmp_path / "spool.tsv", tmp_path) == {"rows": 0, "names": 0, "suffixes": 0}
    assert logs.hunt(tmp_path, INDICATORS) == [] and logs.spans(tmp_path, ["10.0.0.1"]) == {}


def test_no_statement_lets_the_engine_guess_what_a_file_holds():
    """A guess at an empty or odd file is a refusal. Only rows of the demo's own making are guessed at."""
    texts = {path.name: path.read_text() for path in Path(lib.__file__).parent.rglob("*.py")}
    texts = {name: text for name, text in texts.items() if not name.startswith("test_")}
    readers = {name for name, text in texts.items() if READER.search(text)}
    assert readers == {"statements.py", "parquet_process.py"}
    for text in (Path(one.__file__).read_text() for one in (hunting_statements, table_statements)):
        assert len(READER.findall(text)) == text.count("auto_detect=false") == 1


def test_a_log_that_is_not_there_is_refused_with_a_sentence(tmp_path):
    with pytest.raises(logs.HuntRefused, match="chưa đọc được"):
        logs.hunt(tmp_path, INDICATORS)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("WWW.Example.COM.", "www.example.com"),
        ("_ldap._tcp.dc", "_ldap._tcp.dc"),
        ("tỉnh。vn", "xn--tnh-dlz.vn"),
        ("10.0.0.1", ""),
        ("a..b", ""),
        ("x" * 64 + ".vn", ""),
        ("a b.vn", ""),
        ("", ""),
    ],
)
def test_names_are_made_one(text, name):
    assert normal_name(text) == name


def test_the_registered_domain_lies_below_the_longest_suffix():
    for name, domain in (
        ("a.b.com.vn", "b.com.vn"),
        ("a.b.vn", "b.vn"),
        ("com.vn", ""),
        ("vn", ""),
        ("b.com", "b.com"),
    ):
        assert built_in_suffixes().registered_domain(name) == domain
    assert PublicSuffixes(["b.com.vn"]).registered_domain("x.a.b.com.vn") == "a.b.com.vn"
    assert list(parents("a.b.vn")) == ["a.b.vn", "b.vn", "vn"]


@pytest.mark.long
def test_an_address_counts_for_itself_else_for_the_narrowest_network_and_the_same_in_both_hunts(folder):
    def of(row, *pairs):
        found = logs.hunt(folder, list(pairs))
        assert logs.hunt_once(folder / "spool.tsv", list(pairs)) == found
        return [(one.kind, one.value) for one in found if one.client == row]

    wide, narrow, single = (
        ("network", "203.0.112.0/22"),
        ("network", "203.0.113.0/29"),
        ("address", "203.0.113.7"),
    )
    assert of("10.0.0.4", wide, narrow, single) == [single]
    assert of("10.0.0.4", wide, narrow) == [narrow]
    assert of("10.0.0.4", wide, ("name", "evil.example")) == [("name", "evil.example"), wide]
    assert of("10.0.0.4", ("network", "203.0.113.8/29"), ("network", "2001:db8::/32")) == []


def test_a_name_that_is_an_address_of_a_strange_scope_spoils_no_log(tmp_path):
    spool = spool_of(tmp_path / "spool.tsv", [dns_row("10.0.0.1", "fe80::1%é"), dns_row("10.0.0.1", "[::ffff:203.0.113.7]")])  # fmt: skip
    lines = (tmp_path / "spool.tsv").read_text().splitlines()
    assert spool.rows == 2 and [one.split("\t")[7] for one in lines] == ["fe80::1", "203.0.113.7"]


@pytest.mark.parametrize(
    "wanted",
    [
        INDICATORS,
        [("network", "203.0.112.0/22"), ("name", "evil.example")],
        [("address", "203.0.113.7")],
        [("name", "khong.co")],
    ],
)
def test_the_expression_for_other_engines_finds_what_the_hunt_finds(folder, wanted):
    clean = [(kind, normal_name(value) if kind == "name" else value) for kind, value in wanted]
    known = Networks([one for one in clean if one[0] != "name"])
    with duckdb.connect() as connection:
        for name in ("rows", "suffixes"):
            connection.execute(f"create view {name} as from read_parquet('{folder / name}.parquet')")
        connection.execute("create table wanted (kind varchar, value varchar)")
        connection.executemany("insert into wanted values (?, ?)", [one for one in clean if one[1]])
        connection.execute("create table addressed (destination varchar, kind varchar, value varchar)")
        for (text,) in connection.execute(
            "select distinct destination from rows where destination <> ''"
        ).fetchall():
            if pair := known.of(text):
                connection.execute("insert into addressed values (?, ?, ?)", [text, *pair])
        found = connection.execute(hits_sql("duckdb")).fetchall()
    hits = logs.hunt(folder, wanted)
    assert [one[:3] + one[5:] for one in found] == [
        (one.client, one.kind, one.value, one.times, one.line) for one in hits
    ]


def test_the_expression_is_a_statement_of_each_engine():
    for dialect in ("pyspark", "trino", "clickhouse"):
        assert (
            sqlglot.parse_one(hits_sql(dialect), dialect="spark" if dialect == "pyspark" else dialect).key
            == "select"
        )
