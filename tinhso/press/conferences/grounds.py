"""On which grounds a seat at a press conference may be refused, by the rule of the day; no other counts."""

from datetime import date

from tinhso.kernel.law.public import rule_or
from tinhso.kernel.site.public import EntryRefused


def seat_grounds(day: date) -> dict[str, str]:
    """Code and words of each ground of that day."""
    return dict(rule_or("press.accreditation_grounds", {}, on=day))


def check_seat_ground(code: str, day: date) -> None:
    """Raises: EntryRefused."""
    if code not in seat_grounds(day):
        raise EntryRefused("ground", "Lý do này không có trong quy định; chọn một lý do trong danh sách.")


def briefing_hosts(day: date) -> list[str]:
    """Who holds the press briefing that day."""
    return list(rule_or("press.briefing_hosts", [], on=day))
