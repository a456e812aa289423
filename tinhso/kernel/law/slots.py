from datetime import date

from tinhso.kernel.law.public import rule_or
from tinhso.kernel.site.slots import DeskName, RuleSetName


def read_name(day: date) -> str:
    """The name of the one-stop rules of that day, for the demo banner: 2023/24 or 2025/26."""
    return str(rule_or("onestop.regime", "", on=day))


def read_desk_name(day: date) -> str:
    """Bộ phận Một cửa, since 01/07/2025 Trung tâm Phục vụ hành chính công; "" where the instance has no such rule."""
    return str(rule_or("onestop.desk_name", "", on=day))


RULE_SET = [RuleSetName(read_name), DeskName(read_desk_name)]
