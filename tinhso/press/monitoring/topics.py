"""Topics of the morning's list: dated data of the province."""

from datetime import date

from tinhso.kernel.law.public import rule_or
from tinhso.kernel.site.public import EntryRefused

OTHER = {"other": "Khác"}


def topics_on(day: date) -> dict[str, str]:
    """Code and words of the topics of that day, in their order."""
    return dict(rule_or("press.news_topics", OTHER, on=day))


def check_topic(code: str, day: date) -> None:
    """Raises: EntryRefused."""
    if code not in topics_on(day):
        raise EntryRefused("topic", "Chọn chủ đề trong danh sách.")
