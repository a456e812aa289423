"""The inventory of the installed libraries as CycloneDX 1.6, read from what their makers wrote beside them."""

import re
from collections.abc import Iterable
from datetime import datetime
from importlib.metadata import Distribution, distributions
from typing import Any
from uuid import uuid4

PROGRAM = "tinhso"
REQUIRED = re.compile(r"^\s*([A-Za-z0-9][A-Za-z0-9._-]*)")
LONGEST_NAME = 200  # of a licence: some put the whole text where its name belongs


def inventory(now: datetime, found: Iterable[Distribution] | None = None) -> dict[str, Any]:
    """The document, ready for JSON. `now` with its zone; `found` is everything installed."""
    held = {_plain(one.metadata["Name"]): one for one in found or distributions() if one.metadata["Name"]}
    program = held.pop(PROGRAM, None)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid4()}",
        "version": 1,
        "metadata": {
            "timestamp": now.isoformat(timespec="seconds"),
            "component": _program(program),
        },
        "components": [_library(name, held[name]) for name in sorted(held)],
        "dependencies": [
            {"ref": reference, "dependsOn": _needs(one, held)}
            for reference, one in sorted(_references(program, held).items())
        ],
    }


def _references(program: Distribution | None, held: dict[str, Distribution]) -> dict[str, Distribution]:
    known = {_reference(name, one): one for name, one in held.items()}
    return known | ({PROGRAM: program} if program else {})


def _program(program: Distribution | None) -> dict[str, Any]:
    version = {"version": program.version} if program else {}
    licences = [{"license": {"id": "Apache-2.0"}}]
    return {"type": "application", "bom-ref": PROGRAM, "name": PROGRAM, **version, "licenses": licences}


def _library(name: str, one: Distribution) -> dict[str, Any]:
    made = {
        "type": "library",
        "bom-ref": _reference(name, one),
        "name": one.metadata["Name"],
        "version": one.version,
        "purl": _reference(name, one),
    }
    summary, licences = _metadata(one, "Summary"), _licences(one)
    return made | ({"description": summary} if summary else {}) | ({"licenses": licences} if licences else {})


def _licences(one: Distribution) -> list[dict[str, Any]]:
    """An SPDX expression where it is one by its field, else the names that it was given."""
    if expression := _metadata(one, "License-Expression"):
        return [{"expression": expression}]
    classified = [
        line.rpartition(" :: ")[2]
        for line in one.metadata.get_all("Classifier") or []
        if line.startswith("License :: ") and line != "License :: OSI Approved"
    ]
    written = _metadata(one, "License")
    names = classified or ([written] if written and len(written.splitlines()) == 1 else [])
    return [{"license": {"name": name[:LONGEST_NAME]}} for name in dict.fromkeys(names)]


def _metadata(one: Distribution, field: str) -> str:
    return one.metadata[field].strip() if field in one.metadata else ""


def _needs(one: Distribution, held: dict[str, Distribution]) -> list[str]:
    """What is installed of what it asks for; what only an extra asks for is not told as needed."""
    names = {
        _plain(match[1])
        for line in one.requires or []
        if "extra ==" not in line and (match := REQUIRED.match(line))
    }
    return sorted(_reference(name, held[name]) for name in names if name in held)


def _reference(name: str, one: Distribution) -> str:
    return f"pkg:pypi/{name}@{one.version}"


def _plain(name: str) -> str:
    """As package indexes compare names."""
    return re.sub(r"[-_.]+", "-", name).lower()
