from datetime import date

from tinhso.kernel.law.public import rule_or
from tinhso.kernel.site.slots import RuleSetName


def read_name(day: date) -> str:
    """The name of the one-stop rules of that day, for the demo banner: 2023/24 or 2025/26."""
    return str(rule_or("onestop.regime", "", on=day))


RULE_SET = [RuleSetName(read_name)]
