"""The token by which the office suite calls back: for one draft, one officer in one post, some hours, and only as long as the
account's password is the one of then. What the officer may do is asked anew at each call."""

from datetime import date, datetime, timedelta

from django.core import signing
from django.utils import timezone

from tinhso.documents.models import OutgoingDocument
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import User, actor_of

LIFE = timedelta(hours=4)
SALT = "documents.office_editor"
LONGEST = 400


def make_token(document: OutgoingDocument, user: User, by: Actor) -> tuple[str, datetime]:
    """The token and the moment at which it ends (of the real clock)."""
    content = [document.pk, user.pk, by.post_id, _password_of(user)]
    return signing.dumps(content, salt=SALT), timezone.now() + LIFE


def actor_of_token(token: str, *, on: date) -> tuple[Actor, int, User] | None:
    """Whose call it is and about which document; None for a token that is forged, over, or whose officer holds the
    post no more. The caller compares the document. Two queries."""
    try:
        document_id, user_id, post_id, password = signing.loads(token[: LONGEST + 1], salt=SALT, max_age=LIFE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None or password != _password_of(user):
        return None
    by = actor_of(user, post_id=post_id, on=on)
    return (by, document_id, user) if by.is_officer and by.post_id == post_id else None


def _password_of(user: User) -> str:
    return str(user.get_session_auth_hash())[:16]
