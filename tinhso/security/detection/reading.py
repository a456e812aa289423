"""A text of rules as the register reads it: checked in a child process, each fault with its line."""

from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.scan_reports.report import ReportRefused
from tinhso.lib.sigma.running import CheckedRule, check_rules

MOST_TEXT = 1_000_000
"""Bytes of one upload."""
MOST_FAULTS = 30
"""Faults that the page names at once."""


def read_text(text: str, *, skip_faulty: bool) -> list[CheckedRule]:
    """The rules that can be run. EntryRefused with every fault and its line, where one has some and none is to be skipped."""
    try:
        rules = check_rules(text)
    except ReportRefused as refused:
        raise EntryRefused("text", str(refused)) from refused
    faults = [fault for one in rules for fault in one.faults]
    sound = [one for one in rules if not one.faults]
    if faults and not (skip_faulty and sound):
        raise EntryRefused("text", words_of(faults))
    return sound


def words_of(faults: list[tuple[int, str]]) -> str:
    lines = [f"Dòng {line}: {words}" for line, words in faults[:MOST_FAULTS]]
    if len(faults) > MOST_FAULTS:
        lines.append(f"… và {len(faults) - MOST_FAULTS} lỗi nữa.")
    return " ".join(lines)
