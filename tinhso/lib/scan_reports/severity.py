"""Which severity a tool's word means: a dated table with its sources beside this file."""

import csv
import re
from datetime import date
from functools import cache
from pathlib import Path

from tinhso.lib.scan_reports.report import Severity

TABLE = Path(__file__).with_name("severities.csv")


class UnknownSeverity(ValueError):
    """The tool's word is in no row of the table."""


@cache
def _words() -> dict[str, list[tuple[str, date, date | None, Severity]]]:
    found: dict[str, list[tuple[str, date, date | None, Severity]]] = {}
    with TABLE.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            until = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
            entry = (row["word"], date.fromisoformat(row["valid_from"]), until, Severity(row["severity"]))
            found.setdefault(row["tool"], []).append(entry)
    return found


def severity_of(tool: str, word: object, on: date | None = None) -> Severity:
    """Raises: UnknownSeverity."""
    plain = re.sub(r"[\W_]+", " ", str(word)[:60].lower()).strip()
    for name in (tool, "any"):
        for text, since, until, severity in _words().get(name, ()):
            if text == plain and (on is None or since <= on and (until is None or on < until)):
                return severity
    raise UnknownSeverity(str(word)[:60])


def severity_of_score(score: float, scale: str = "cvss") -> Severity:
    """By the lower bounds of the bands of a scale: CVSS 3 and 4, or the levels of Wazuh."""
    bands = sorted(
        ((float(word), severity) for word, _, _, severity in _words()[f"{scale} bands"]), reverse=True
    )
    return next((severity for least, severity in bands if score >= least), Severity.INFORMATION)
