"""Which reports of citizens tell of missing signal, by the rule of the day."""

from datetime import date

from tinhso.kernel.law.public import rule_or

RULE = "infrastructure.report_category"


def signal_report_category(on: date) -> str:
    """The code of the category; "" where the pack has no such rule: then nothing is summed. One query."""
    return str(rule_or(RULE, "", on=on))
