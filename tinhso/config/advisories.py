"""Known holes of the installed libraries, asked of an advisory database that speaks OSV's query protocol.

A clean answer counts only when the database showed in the same breath that it knows a hole that everybody knows, and
answered for every library: silence, a proxy's page or half an answer are "could not look", never "none".
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import requests

DATABASE = "https://api.osv.dev/v1/querybatch"
VULNERABLE_PACKAGE = ("django", "2.2.0")  # has holes that no database may have missed
PACKAGES_AT_A_TIME = 500
SECONDS = 30
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
Ask = Callable[[Mapping[str, Any]], Any]


class NotLooked(Exception):
    """No answer that could be believed; the text says why."""


@dataclass(frozen=True)
class Hole:
    library: str
    version: str
    advisory: str


def installed() -> dict[str, str]:
    """Name and version of everything in this environment but the program itself."""
    found = {one.metadata["Name"].lower(): one.version for one in distributions() if one.metadata["Name"]}
    found.pop("tinhso", None)
    return found


def pinned(file: Path) -> dict[str, str]:
    """Name and version of every line `name==version` of a requirements file. OSError, NotLooked where there is none."""
    found = {name.lower(): version for name, version in PIN.findall(file.read_text(encoding="utf-8"))}
    if not found:
        raise NotLooked(f"tệp {file} không có thư viện nào")
    return found


def asking(url: str) -> Ask:
    """Posts one batch of questions to the database."""

    def ask(question: Mapping[str, Any]) -> Any:
        try:
            answer = requests.post(url, json=question, timeout=SECONDS, allow_redirects=False)
            if answer.status_code != 200:
                raise NotLooked(f"cơ sở dữ liệu trả lời mã {answer.status_code}")
            return answer.json()
        except requests.RequestException as error:
            raise NotLooked(f"không tới được cơ sở dữ liệu ({type(error).__name__})") from error

    return ask


def holes_of(libraries: Mapping[str, str], ask: Ask) -> list[Hole]:
    """What is known of these versions, by name. NotLooked."""
    wanted = sorted(libraries.items())
    if not wanted:
        raise NotLooked("không có thư viện nào để tra")
    found: list[Hole] = []
    for start in range(0, len(wanted), PACKAGES_AT_A_TIME):
        found += _batch(wanted[start : start + PACKAGES_AT_A_TIME], ask)
    return found


def _batch(wanted: Sequence[tuple[str, str]], ask: Ask) -> list[Hole]:
    asked = [VULNERABLE_PACKAGE, *wanted]
    questions = [{"package": {"name": n, "ecosystem": "PyPI"}, "version": v} for n, v in asked]
    answer = ask({"queries": questions})
    results = answer.get("results") if isinstance(answer, dict) else None
    if not isinstance(results, list) or len(results) != len(asked):
        raise NotLooked("cơ sở dữ liệu trả lời thiếu")
    answers = [_advisories(result) for result in results]
    if not answers[0]:
        raise NotLooked("cơ sở dữ liệu không biết cả lỗ hổng ai cũng biết, nên câu trả lời không tin được")
    return [
        Hole(name, version, advisory)
        for (name, version), advisories in zip(wanted, answers[1:], strict=True)
        for advisory in advisories
    ]


def _advisories(result: Any) -> list[str]:
    """The numbers of the advisories; a library without any is an empty object."""
    listed = result.get("vulns", []) if isinstance(result, dict) else None
    if not isinstance(listed, list) or not all(isinstance(one, dict) and one.get("id") for one in listed):
        raise NotLooked("cơ sở dữ liệu trả lời sai dạng")
    return [str(one["id"]) for one in listed]
