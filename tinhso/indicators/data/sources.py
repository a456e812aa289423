"""Reports, targets and the executive page as they are written in this folder. Pure Python."""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent


def report_years() -> list[int]:
    """The years that have a source file, the newest first."""
    return sorted((int(file.stem) for file in (HERE / "reports").glob("[0-9]*.yml")), reverse=True)


@cache
def report_data(year: int) -> dict[str, Any]:
    """LookupError where that year has no source."""
    file = HERE / "reports" / f"{year}.yml"
    if not file.exists():
        raise LookupError(year)
    return dict(yaml.safe_load(file.read_text()))


def report_digest(year: int) -> str:
    return sha256(json.dumps(report_data(year), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@cache
def target_rows() -> list[dict[str, Any]]:
    return list(yaml.safe_load((HERE / "targets.yml").read_text()))


@cache
def executive_data() -> dict[str, Any]:
    return dict(yaml.safe_load((HERE / "executive.yml").read_text()))
