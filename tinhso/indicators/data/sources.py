"""Reports, targets and the executive page as they are written in this folder. Pure Python."""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent


FIRST_GENERAL, LAST_GENERAL = 2024, 2100
"""Years without a text of their own between these are written by `any_year.yml`."""


def report_years() -> list[int]:
    """The years that have a text of their own, the newest first."""
    return sorted((int(file.stem) for file in (HERE / "reports").glob("[0-9]*.yml")), reverse=True)


@cache
def report_data(year: int) -> dict[str, Any]:
    """What the report of that year says. LookupError where it has no source."""
    file = HERE / "reports" / f"{year}.yml"
    if file.exists():
        return dict(yaml.safe_load(file.read_text()))
    if not FIRST_GENERAL <= year <= LAST_GENERAL:
        raise LookupError(year)
    text = (HERE / "reports/any_year.yml").read_text()
    for word, number in (("<year>", year), ("<before>", year - 1), ("<next>", year + 1)):
        text = text.replace(word, str(number))
    return dict(yaml.safe_load(text))


def report_digest(year: int) -> str:
    return sha256(json.dumps(report_data(year), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@cache
def target_rows() -> list[dict[str, Any]]:
    return list(yaml.safe_load((HERE / "targets.yml").read_text()))


@cache
def executive_data() -> dict[str, Any]:
    return dict(yaml.safe_load((HERE / "executive.yml").read_text()))
