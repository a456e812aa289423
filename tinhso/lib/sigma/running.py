"""Rules are read and run in a child process; the web and the workers open neither DuckDB nor pySigma.

check_rules(text)                                          -> what each rule says of itself, with its faults
run_rules(rules, path, heard=lambda read: …)               -> RunOutcome
"""

import json
import os
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tinhso.lib.scan_reports.report import ReportRefused

CHECK_SECONDS = 60
RUN_SECONDS = 1800
LONGEST_SAID = 100_000_000
STOPPED = "Chạy quy tắc quá {seconds} giây nên đã dừng; hãy chia nhỏ tệp hoặc tắt bớt quy tắc."
BROKEN = "Chương trình chạy quy tắc đã dừng giữa chừng; tệp này hoặc một quy tắc làm nó hỏng. Không có kết quả nào được ghi."


@dataclass(frozen=True)
class CheckedRule:
    """One document of an upload. `faults` are (line, words); with one it cannot be run."""

    kind: str
    text: str
    line: int
    title: str
    identifier: str
    name: str
    level: str
    status: str
    author: str
    licence: str
    description: str
    date: str
    modified: str
    tags: tuple[str, ...]
    references: tuple[str, ...]
    false_positives: tuple[str, ...]
    logsource: dict[str, str]
    calls: tuple[str, ...]
    """Of a correlation or a filter: the rules that it names."""
    faults: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class RunRule:
    """A rule that is run; one that is not `reported` only serves those that refer to it."""

    text: str
    reported: bool = True


@dataclass(frozen=True)
class FoundEvent:
    """`begin` and `end` are seconds since 1970, None where the event has no time."""

    rule: int
    begin: float | None
    end: float | None
    machines: tuple[str, ...]
    events: int
    fields: dict[str, str]


@dataclass(frozen=True)
class RunOutcome:
    """Rules by their place. `refused` were not run, and nothing of them is among the finds."""

    events: int
    unread: int
    untimed: int
    cut: int
    whole: bool
    reasons: dict[str, int]
    machines: dict[str, int]
    refused: dict[int, str]
    counts: dict[int, int]
    finds: tuple[FoundEvent, ...] = field(default=())


def check_rules(text: str, *, placeholders: dict[str, list[str]] | None = None) -> list[CheckedRule]:
    """Raises: ReportRefused with words for the sender."""
    words = {"text": text, "placeholders": placeholders or {}, "seconds": CHECK_SECONDS}
    answer = _ask("check", words, CHECK_SECONDS, lambda read: None)
    return [CheckedRule(**{name: _frozen(value) for name, value in one.items()}) for one in answer["rules"]]


def run_rules(
    rules: list[RunRule],
    path: Path,
    *,
    declared: dict[str, str] | None = None,
    placeholders: dict[str, list[str]] | None = None,
    seconds: int = RUN_SECONDS,
    heard: Callable[[int], None] = lambda read: None,
) -> RunOutcome:
    """`declared` is the log source of events that are not of Windows. Raises: ReportRefused."""
    words = {
        "rules": [{"text": one.text, "reported": one.reported} for one in rules],
        "path": str(path),
        "declared": declared,
        "placeholders": placeholders or {},
        "seconds": seconds,
    }
    answer = _ask("run", words, seconds, heard)
    answer["refused"], answer["counts"] = (
        {int(place): one for place, one in answer[name].items()} for name in ("refused", "counts")
    )
    answer["finds"] = tuple(
        FoundEvent(**one | {"machines": tuple(one["machines"])}) for one in answer["finds"]
    )
    return RunOutcome(**answer)


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _ask(deed: str, words: dict[str, Any], seconds: int, heard: Callable[[int], None]) -> dict[str, Any]:
    known = {"PATH": "/usr/bin:/bin", "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with tempfile.TemporaryFile() as sent:
        sent.write(json.dumps(words).encode())
        sent.seek(0)
        child = subprocess.Popen(
            [sys.executable, "-P", "-m", "tinhso.lib.sigma.child", deed],
            stdin=sent,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=known,
        )
    try:
        return _answer(child, time.monotonic() + seconds, seconds, heard)
    finally:
        child.kill()
        child.wait()
        if child.stdout is not None:
            child.stdout.close()


def _answer(
    child: "subprocess.Popen[bytes]", until: float, seconds: int, heard: Callable[[int], None]
) -> dict[str, Any]:
    """The last line that the child says. Raises: ReportRefused."""
    assert child.stdout is not None
    pipe, rest = child.stdout.fileno(), b""
    while True:
        if not select.select([pipe], [], [], max(0.0, until - time.monotonic()))[0]:
            raise ReportRefused(STOPPED.format(seconds=seconds))
        block = os.read(pipe, 1 << 16)
        *lines, rest = (rest + block).split(b"\n")
        for line in lines:
            message = json.loads(line)
            if "read" in message:
                heard(message["read"])
            elif "failed" in message:
                raise ReportRefused(message["failed"])
            else:
                found: dict[str, Any] = message["done"]
                return found
        if not block or len(rest) > LONGEST_SAID:
            raise ReportRefused(BROKEN)
