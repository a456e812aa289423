"""Which rates may be compared with others: those of enough cases, each with the interval in which it lies."""

from datetime import date

from tinhso.indicators.figures.figures import Figure
from tinhso.kernel.law.public import rule_or
from tinhso.lib.intervals import share_interval
from tinhso.lib.numbers import vn_number, vn_percent

LEAST_RULE, LEAST = "indicators.ranking.least_cases", 30


def least_cases(on: date) -> int:
    """Of how many cases a rate must be to stand in a ranking of that day. One query."""
    return int(rule_or(LEAST_RULE, LEAST, on=on))


def is_share(figure: Figure) -> bool:
    """A percentage of cases that were counted one by one: neither money nor an average."""
    above, below = figure.above, figure.below
    if figure.definition.unit != "%" or above is None or not below:
        return False
    return 0 <= above <= below and above == int(above) and below == int(below)


def is_of_few(figure: Figure, least: int) -> bool:
    """A share of too few to be compared."""
    return is_share(figure) and (figure.below or 0) < least


def interval_text(figure: Figure) -> str:
    """ "30,1–95,4%": where the share lies with a confidence of 95%; "" for what is none."""
    if not is_share(figure):
        return ""
    low, high = share_interval(figure.above or 0, figure.below or 0)
    return f"{vn_number(100 * low, 1)}–{vn_percent(100 * high, 1)}"
