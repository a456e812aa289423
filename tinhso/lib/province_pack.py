"""A province as data: a folder of CSV files with one header line each. Another province is another folder."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

FILES = (
    "units.csv",
    "unit_successions.csv",
    "agencies.csv",
    "agency_successions.csv",
    "competences.csv",
    "rules.csv",
)


class BadPack(ValueError):
    """The folder is not a whole pack, or one of its lines cannot be read; the message names file and line."""


class ProvincePack:
    """Reads one pack; `rows` gives a file's lines as dictionaries, `settings` is its pack.json."""

    def __init__(self, path: Path) -> None:
        missing = [name for name in (*FILES, "pack.json") if not (path / name).is_file()]
        if missing:
            raise BadPack(f"Gói dữ liệu {path} thiếu tệp: {', '.join(missing)}")
        self.path = path

    @property
    def settings(self) -> dict[str, Any]:
        return pack_settings(self.path)

    def rows(self, name: str) -> list[dict[str, str]]:
        with (self.path / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))


def pack_settings(path: Path) -> dict[str, Any]:
    """What `pack.json` of this folder says; empty where there is none."""
    file = path / "pack.json"
    return dict(json.loads(file.read_text("utf-8-sig"))) if file.is_file() else {}


def rule_keys(path: Path) -> frozenset[str]:
    """The names of the rules of law in that pack."""
    with (path / "rules.csv").open(encoding="utf-8-sig", newline="") as file:
        return frozenset(row["key"] for row in csv.DictReader(file))


def rule_kinds(path: Path) -> dict[str, str]:
    """The rules of law in that pack with what their values are."""
    with (path / "rules.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["key"]: json_kind(json.loads(row["value"])) for row in csv.DictReader(file)}


def json_kind(value: Any) -> str:
    """What a value of JSON is: flag, number, text, list, object, or nothing."""
    kinds = {bool: "flag", int: "number", float: "number", str: "text", list: "list", dict: "object"}
    return kinds.get(type(value), "nothing")


def day(text: str) -> date:
    """A date of a pack, written 2025-07-01."""
    return date.fromisoformat(text)


def day_or_none(text: str) -> date | None:
    """The end of a validity: empty means that it still holds."""
    return date.fromisoformat(text) if text else None
