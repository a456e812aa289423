"""Who reads what outlets publish about the province, and who steers its reading: names of writers are nowhere to be seen."""

from datetime import date

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import User, actor_of, posts_of
from tinhso.kernel.people.roles import PressEditor, PressSpokesperson
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.models import NewsSearch
from tinhso.press.questions.permissions import can_enter_issue


def can_follow_news(by: Actor) -> bool:
    """Press editors and spokespersons of any agency read the list and have searches of their own."""
    return by.is_officer and (by.holds(PressEditor) or by.holds(PressSpokesperson))


def follows_press(user: User, on: date) -> bool:
    """Whoever follows the press that day in one of their posts: a search outlives the post in which it was saved."""
    return any(can_follow_news(actor_of(user, post_id=post.pk, on=on)) for post in posts_of(user, on=on))


def check_can_follow_news(by: Actor) -> User:
    """Who it is. Raises: PressForbidden."""
    if not can_follow_news(by) or by.user_id is None:
        raise PressForbidden("Biên tập viên, người phát ngôn theo dõi tin báo chí.")
    return User.objects.get(pk=by.user_id)


def can_steer_news(by: Actor, on: date) -> bool:
    """Sources, the morning's list and what is handed to an agency: press editors of the focal agency of that day."""
    return can_enter_issue(by, on)


def check_can_steer_news(by: Actor, on: date) -> tuple[int, int]:
    """The ids of account and agency. Raises: PressForbidden."""
    if not can_steer_news(by, on) or by.user_id is None or by.agency_id is None:
        raise PressForbidden("Biên tập viên của cơ quan đầu mối báo chí làm việc này.")
    return by.user_id, by.agency_id


def check_can_change_search(search: NewsSearch, by: Actor) -> None:
    """A search is its owner's. Raises: PressForbidden."""
    if by.user_id is None or search.user_id != by.user_id:
        raise PressForbidden("Tìm kiếm đã lưu của người khác.")
