from datetime import date

from tinhso.kernel.law.public import rules_under
from tinhso.kernel.site.operation import Empty, Export
from tinhso.kernel.site.slots import RulesOfDay


def read_rules(day: date) -> tuple[str, str]:
    """The name of the one-stop rules of that day (2023/24 or 2025/26), and of the desk: Bộ phận Một cửa, since 01/07/2025
    Trung tâm Phục vụ hành chính công."""
    found = rules_under("onestop.", on=day)
    regime, desk = (str(found.get(f"onestop.{key}", ("", ""))[0]) for key in ("regime", "desk_name"))
    return regime, desk


RULE_SET = [RulesOfDay(read_rules)]
EXPORTS = [Export("law", "Quy tắc có ngày hiệu lực và căn cứ", order=2)]
EMPTY = [
    Empty("Metric", why="rules change by deeds, not by the hour"),
    Empty("Setting", why="the rules lie in the pack of the province, whose place the program declares"),
    Empty("Probe", why="rules need nothing outside"),
    Empty("Retention", why="a rule that is over still says what was law on its days"),
]
