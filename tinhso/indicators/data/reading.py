"""The definitions of this folder as plain values. Pure Python: nothing here knows the database."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent


def definitions() -> dict[str, dict[str, Any]]:
    """Code to content of every indicator, in the order of the files; a code that stands twice is a ValueError."""
    found: dict[str, dict[str, Any]] = {}
    for file in sorted((HERE / "indicators").glob("*.yml")):
        for code, content in (yaml.safe_load(file.read_text()) or {}).items():
            if code in found:
                raise ValueError(f"{code} stands twice, the second time in {file.name}")
            found[code] = {name: _plain(value) for name, value in content.items()}
    return found


def criteria_sets() -> dict[str, dict[str, Any]]:
    """Code to content of every set of criteria; the name of its file is its code."""
    files = sorted((HERE / "criteria").glob("*.yml"))
    return {file.stem: yaml.safe_load(file.read_text()) for file in files}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def data_sets() -> dict[str, dict[str, dict[str, Any]]]:
    """`elements`, `data_sets` and `rules` of all files of the folder `data_sets`, each by code."""
    found: dict[str, dict[str, dict[str, Any]]] = {"elements": {}, "data_sets": {}, "rules": {}}
    for file in sorted((HERE / "data_sets").glob("*.yml")):
        for part, entries in (yaml.safe_load(file.read_text()) or {}).items():
            found[part] |= entries
    return found
