"""Who says what stands on the first page of the province."""

from datetime import date

from tinhso.kernel.events.public import Actor
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.questions.permissions import can_enter_issue


def can_place(by: Actor, on: date) -> bool:
    """An editor of the agency that answers for the press that day: the first page is the province's."""
    return can_enter_issue(by, on)


def check_can_place(by: Actor, on: date) -> int:
    """The account. Raises: PressForbidden."""
    if not can_place(by, on) or by.user_id is None:
        raise PressForbidden("Biên tập viên của cơ quan đầu mối báo chí xếp tin trang nhất.")
    return by.user_id
