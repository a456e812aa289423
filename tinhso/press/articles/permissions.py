"""Who may do what with articles: writers write, editors edit and hand on, approvers let through what is not of their hand."""

from django.core.exceptions import PermissionDenied

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import User
from tinhso.kernel.people.roles import PressApprover, PressEditor, PressWriter
from tinhso.press.models import Article

CHANGED_BY_EDITORS = (Article.State.EDITING, Article.State.APPROVAL, Article.State.APPROVED)


class PressForbidden(PermissionDenied):
    """Not for this actor, or not at this step; the words say whose it is."""


def _own_agency(article: Article, by: Actor) -> bool:
    return by.is_officer and by.agency_id == article.agency_id


def can_start(by: Actor) -> bool:
    """Writers and editors begin articles of their agency."""
    return by.is_officer and (by.holds(PressWriter) or by.holds(PressEditor))


def check_can_start(by: Actor) -> tuple[int, int]:
    """The ids of account and agency. Raises: PressForbidden."""
    if not can_start(by) or by.user_id is None or by.agency_id is None:
        raise PressForbidden("Phóng viên, biên tập viên của cơ quan viết bài.")
    return by.user_id, by.agency_id


def check_works_for(article: Article, by: Actor) -> int:
    """The account of who writes or edits at the article's agency, at whatever step it is. Raises: PressForbidden."""
    user_id, agency_id = check_can_start(by)
    if agency_id != article.agency_id:
        raise PressForbidden("Bài của cơ quan khác.")
    return user_id


def can_change(article: Article, by: Actor) -> bool:
    """The text: while it is written by writers and editors, then by editors; a published one first needs a change begun."""
    if not _own_agency(article, by):
        return False
    if article.state == Article.State.DRAFT:
        return by.holds(PressWriter) or by.holds(PressEditor)
    return article.state in CHANGED_BY_EDITORS and by.holds(PressEditor)


def check_can_change(article: Article, by: Actor) -> User:
    """Who changes it. Raises: PressForbidden."""
    if not can_change(article, by) or by.user_id is None:
        raise PressForbidden("Bài ở bước này không sửa được bằng vai của ông/bà.")
    return User.objects.get(pk=by.user_id)


def can_send(article: Article, by: Actor) -> bool:
    """To the next step: whoever may change it, from writing or editing."""
    steps = (Article.State.DRAFT, Article.State.EDITING)
    return article.state in steps and can_change(article, by)


def check_can_send(article: Article, by: Actor) -> None:
    """Raises: PressForbidden."""
    if not can_send(article, by):
        raise PressForbidden("Bài không ở bước chuyển tiếp, hoặc không do vai của ông/bà chuyển.")


def can_return(article: Article, by: Actor) -> bool:
    """An editor gives back to the writer, an approver to the editor, also what waits for its hour."""
    if not _own_agency(article, by):
        return False
    if article.state == Article.State.EDITING:
        return by.holds(PressEditor)
    return article.state in (Article.State.APPROVAL, Article.State.APPROVED) and by.holds(PressApprover)


def check_can_return(article: Article, by: Actor) -> None:
    """Raises: PressForbidden."""
    if not can_return(article, by):
        raise PressForbidden("Bài không ở bước trả lại, hoặc không do vai của ông/bà trả lại.")


def can_approve(article: Article, by: Actor) -> bool:
    """An approver of the agency; whether the text is of the own hand is asked by the deed."""
    return _own_agency(article, by) and article.state == Article.State.APPROVAL and by.holds(PressApprover)


def check_can_approve(article: Article, by: Actor) -> None:
    """Raises: PressForbidden."""
    if not can_approve(article, by):
        raise PressForbidden("Bài không chờ duyệt, hoặc ông/bà không phải người duyệt đăng của cơ quan.")


def can_ask_outside(article: Article, by: Actor) -> bool:
    """An editor of the agency, before the article is approved."""
    steps = (Article.State.EDITING, Article.State.APPROVAL)
    return _own_agency(article, by) and article.state in steps and by.holds(PressEditor)


def check_can_ask_outside(article: Article, by: Actor) -> User:
    """Who asks. Raises: PressForbidden."""
    if not can_ask_outside(article, by) or by.user_id is None:
        raise PressForbidden(
            "Biên tập viên của cơ quan gửi bài chờ biên tập, chờ duyệt cho người ngoài duyệt."
        )
    return User.objects.get(pk=by.user_id)


def check_can_revoke_outside(article: Article, by: Actor) -> None:
    """An editor of the agency, at whatever step. Raises: PressForbidden."""
    if not _own_agency(article, by) or not by.holds(PressEditor):
        raise PressForbidden("Biên tập viên của cơ quan thu hồi đường dẫn duyệt ngoài.")


def can_begin_change(article: Article, by: Actor) -> bool:
    """Of what is live: an editor or approver of the agency."""
    works = by.holds(PressEditor) or by.holds(PressApprover)
    return _own_agency(article, by) and article.state == Article.State.PUBLISHED and works


def check_can_begin_change(article: Article, by: Actor) -> None:
    """Raises: PressForbidden."""
    if not can_begin_change(article, by):
        raise PressForbidden("Chỉ sửa bài đã đăng, do biên tập viên hoặc người duyệt đăng của cơ quan.")


def can_withdraw(article: Article, by: Actor) -> bool:
    """An approver, whatever is live, also while a change of it is on its way."""
    live = article.live is not None and article.live.kind != "withdrawal"
    return _own_agency(article, by) and live and by.holds(PressApprover)


def check_can_withdraw(article: Article, by: Actor) -> None:
    """Raises: PressForbidden."""
    if not can_withdraw(article, by):
        raise PressForbidden("Chỉ người duyệt đăng của cơ quan gỡ bài đang đăng.")
