"""The audit of libraries: a hole is named, and what could not be looked up is never called clean."""

import argparse
import json
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import Distribution
from pathlib import Path

import pytest

from tinhso.config.advisories import Hole, NotLooked, asking, holes_of, installed, pinned
from tinhso.config.commands import audit
from tinhso.config.refusal import Refusal
from tinhso.config.sbom import inventory

ROOT = Path(__file__).resolve().parents[3]
NOWHERE = "http://127.0.0.1:9/v1/querybatch"  # nobody listens there
VULNERABILITY = {"vulns": [{"id": "GHSA-known"}]}


def test_a_hole_is_told_by_library_version_and_number():
    answer = {"results": [VULNERABILITY, {}, {"vulns": [{"id": "GHSA-1"}, {"id": "CVE-2"}]}]}
    found = holes_of({"b": "2.0", "a": "1.0"}, lambda question: answer)
    assert found == [Hole("b", "2.0", "GHSA-1"), Hole("b", "2.0", "CVE-2")]


def test_no_hole_is_none_only_from_a_database_that_knows_one():
    assert holes_of({"a": "1.0"}, lambda question: {"results": [VULNERABILITY, {}]}) == []


@pytest.mark.parametrize(
    "answer",
    [
        {},
        [],
        None,
        "<html>",
        {"results": None},
        {"results": [VULNERABILITY]},
        {"results": [{}, {}]},
        {"results": [VULNERABILITY, None]},
        {"results": [VULNERABILITY, {"vulns": "none"}]},
        {"results": [VULNERABILITY, {"vulns": [{}]}]},
    ],
)
def test_half_an_answer_is_no_answer(answer):
    with pytest.raises(NotLooked):
        holes_of({"a": "1.0"}, lambda question: answer)


def test_nothing_to_ask_about_is_not_clean(tmp_path):
    with pytest.raises(NotLooked):
        holes_of({}, lambda question: {"results": [VULNERABILITY]})
    (tmp_path / "pins.txt").write_text("# nothing\n")
    with pytest.raises(NotLooked, match="không có thư viện nào"):
        pinned(tmp_path / "pins.txt")


def test_every_pin_and_every_installed_library_is_asked_about():
    pins = pinned(ROOT / "requirements.txt")
    assert len(pins) > 50 and pins["django"].startswith("5.")
    assert installed()["django"] and "tinhso" not in installed()


def test_a_closed_network_is_said_and_fails(monkeypatch):
    with pytest.raises(NotLooked, match="không tới được"):
        asking(NOWHERE)({"queries": []})
    monkeypatch.setenv("TINHSO_ADVISORIES", NOWHERE)
    words = argparse.Namespace(sbom=None, pins=None, json=False)
    with pytest.raises(Refusal, match="không tra được") as refused:
        audit.run(words)
    assert refused.value.code == 2


def test_a_missing_file_is_not_clean_either(tmp_path):
    with pytest.raises(Refusal, match="không tra được"):
        audit.run(argparse.Namespace(sbom=None, pins=tmp_path / "no.txt", json=False))


@pytest.mark.parametrize("as_json", [True, False])
def test_the_command_counts_what_it_asked_and_found(monkeypatch, capsys, as_json):
    holes = [Hole("django", "2.2.0", "GHSA-1")]
    monkeypatch.setattr(audit, "holes_of", lambda libraries, ask: holes)
    assert audit.run(argparse.Namespace(sbom=None, pins=ROOT / "requirements.txt", json=as_json)) == 1
    printed = capsys.readouterr().out
    assert "GHSA-1" in printed and str(len(pinned(ROOT / "requirements.txt"))) in printed


def test_from_the_command_line_it_ends_with_two_where_nobody_answers():
    words = [sys.executable, "-P", "-m", "tinhso", "audit", "--pins", "requirements.txt"]
    done = subprocess.run(
        words,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        env={"TINHSO_ADVISORIES": NOWHERE, "PATH": "/usr/bin", "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 2 and "không tra được" in done.stderr and not done.stdout


class Beside(Distribution):
    """What a library's maker wrote beside it."""

    def __init__(self, name: str, version: str, *more: str) -> None:
        self.text = "\n".join((f"Name: {name}", f"Version: {version}", *more)) + "\n"

    def read_text(self, filename: str) -> str | None:
        return self.text if filename == "METADATA" else None

    def locate_file(self, path: object) -> Path:
        raise NotImplementedError


NOW = datetime(2024, 3, 8, tzinfo=UTC)


def test_the_inventory_tells_each_library_with_licence_and_what_it_needs():
    found = [
        Beside("tinhso", "0.1.0", "Requires-Dist: Some.Lib>=1"),
        Beside("Some.Lib", "1.2", "License-Expression: MIT", 'Requires-Dist: other; extra == "x"'),
        Beside("other", "3", "License: " + "x" * 300, "Requires-Dist: some_lib (>=1)", "Requires-Dist: gone"),
        Beside(
            "third", "4", "Classifier: License :: OSI Approved :: BSD License", "License: whole\n        text"
        ),
    ]
    made = inventory(NOW, found)
    assert (made["bomFormat"], made["specVersion"], made["version"]) == ("CycloneDX", "1.6", 1)
    assert made["metadata"]["timestamp"] == "2024-03-08T00:00:00+00:00"
    assert [one["purl"] for one in made["components"]] == [
        "pkg:pypi/other@3",
        "pkg:pypi/some-lib@1.2",
        "pkg:pypi/third@4",
    ]
    assert made["components"][1]["licenses"] == [{"expression": "MIT"}]
    assert len(made["components"][0]["licenses"][0]["license"]["name"]) == 200
    assert made["components"][2]["licenses"] == [{"license": {"name": "BSD License"}}]
    needs = {one["ref"]: one["dependsOn"] for one in made["dependencies"]}
    assert needs["tinhso"] == needs["pkg:pypi/other@3"] == ["pkg:pypi/some-lib@1.2"]
    assert needs["pkg:pypi/some-lib@1.2"] == []


@pytest.mark.long
def test_the_inventory_of_this_machine_is_written_without_asking_anybody(tmp_path, monkeypatch):
    monkeypatch.setattr(audit, "asking", lambda address: pytest.fail("asked"))
    file = tmp_path / "sbom.json"
    assert audit.run(argparse.Namespace(sbom=file, pins=None, json=False)) == 0
    made = json.loads(file.read_text(encoding="utf-8"))
    assert {one["name"].lower(): one["version"] for one in made["components"]}.items() >= installed().items()
    known = {one["bom-ref"] for one in made["components"]} | {"tinhso"}
    assert len(known) == len(made["components"]) + 1
    assert all({one["ref"], *one["dependsOn"]} <= known for one in made["dependencies"])
    with pytest.raises(Refusal):
        audit.run(argparse.Namespace(sbom=tmp_path / "no" / "x.json", pins=None, json=False))
