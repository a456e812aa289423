"""Domains that a log holds for the first time: counted by machine, no name leaves, and what is familiar or known is not new."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tinhso.lib.hunting import engine
from tinhso.lib.hunting.logs import DIGESTS
from tinhso.lib.hunting.signs.first_seen import digest_of, first_seen
from tinhso.lib.hunting.spool import spooled
from tinhso.lib.network_logs.rows import LogRow, RowKind

AT = datetime(2024, 3, 1, 8, tzinfo=UTC)
KEY = "ab" * 32


def dns_rows(client: str, name: str, times: int, **words: Any) -> list[LogRow]:
    return [LogRow(RowKind.DNS, AT + timedelta(seconds=n), client, name=name, **words) for n in range(times)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("log")
    rows = [
        *dns_rows("10.0.0.1", "a.moi-la.example", 12),
        *dns_rows("10.0.0.1", "www.quen.example", 30),
        *dns_rows("10.0.0.1", "www.cu.example", 30),
        *dns_rows("10.0.0.1", "mot-lan.example", 2),
        *dns_rows("10.0.0.2", "hai.example", 15, rcode="NXDOMAIN"),
        *dns_rows("10.0.0.1", "hai.example", 3),
        *(row for n in range(5) for row in dns_rows(f"10.0.1.{n}", "nhieu.example", 20)),
    ]
    with spooled(folder / "spool.tsv") as spool:
        for number, row in enumerate(rows, 1):
            spool.add(number, row)
    with engine.connect(folder) as connection:
        engine.encode(connection, folder / "spool.tsv", folder)
    return folder


def found(folder: Path, known: list[str], **limits: Any) -> list[Any]:
    before, familiar = folder / "known.txt", folder / "familiar.txt"
    before.write_text("".join(f"{digest_of(one, KEY)}\n" for one in known))
    familiar.write_text("quen.example")
    with engine.connect(folder) as connection:
        return first_seen(connection, folder, key=KEY, known=before, familiar=familiar, limits=limits)


def test_new_rare_and_repeated_domains_count_by_machine_and_no_name_is_told(folder):
    first, second = found(folder, ["cu.example"])
    assert (first.client, first.target, first.figures) == (
        "10.0.0.1",
        "",
        {"names": 1, "alone": 1, "made": 0, "failed": 0, "times": 12},
    )
    assert (second.client, second.figures["failed"], second.figures["alone"]) == ("10.0.0.2", 1, 0)
    assert 0 < second.score <= first.score <= 0.75
    digests = (folder / DIGESTS).read_text().split()
    assert len(digests) == len(set(digests)) == 6 and digest_of("cu.example", KEY) in digests
    assert (
        digest_of("cu.example", "cd" * 32) not in digests and "example" not in (folder / DIGESTS).read_text()
    )


def test_with_nothing_known_all_is_new_but_what_is_familiar(folder):
    assert {one.client: one.figures["names"] for one in found(folder, [])} == {"10.0.0.1": 2, "10.0.0.2": 1}
    wide = found(folder, ["cu.example"], rare_clients=9, first_times=2)
    assert {one.client for one in wide} == {"10.0.0.1", "10.0.0.2", *(f"10.0.1.{n}" for n in range(5))}
