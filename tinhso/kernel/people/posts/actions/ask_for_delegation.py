from datetime import date, datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.people.models import Post, PostList, ProposedPost
from tinhso.kernel.people.posts.actions.delegate import draw_up
from tinhso.kernel.people.posts.events import PostsAsked
from tinhso.kernel.people.posts.signing_fields import signing_fields
from tinhso.lib.dates import vn_date


@transaction.atomic
def ask_for_delegation(
    giver: Post,
    receiver: Post,
    *,
    capacity: str,
    field: str = "",
    starts: date,
    ends: date | None = None,
    source: str,
    by: Actor,
    now: datetime,
) -> PostList:
    """Record the paper of a head; it counts once the head or another administrator has confirmed it (`confirm_posts`).

    Raises: NotYoursToDelegate, NotYourAgency, DateInPast, EndsBeforeStart, SourceMissing, GiverCannotSign,
    ReceiverElsewhere, UnknownField, DelegatedAlready.
    """
    words = {"giver": giver, "receiver": receiver, "capacity": capacity, "field": field, "source": source}
    paper = draw_up(**words, starts=starts, ends=ends, by=by, now=now)  # type: ignore[arg-type]
    paper.request = PostList.objects.create(
        kind=PostList.Kind.DELEGATION, asked_by_id=None if by.system else by.user_id, asked_at=now
    )
    paper.save()
    ProposedPost.objects.create(
        post_list=paper.request,
        username=receiver.user.username,
        agency=giver.agency,
        title=in_words(capacity, giver.user.full_name, field, paper.source, starts),
        roles=[],
        valid=paper.valid,
    )
    event = PostsAsked(post_list=paper.request.pk, kind=Code(PostList.Kind.DELEGATION.value), posts=1)
    record(event, by=by, at=now)
    return paper.request


def in_words(capacity: str, giver: str, field: str, source: str, starts: date) -> str:
    """What the second person reads of a right to sign; of the field its name. One query where there is a field."""
    name = f"lĩnh vực {signing_fields().get(field, field)}" if field else "mọi lĩnh vực"
    return f"Ký {capacity} cho {giver}, {name}, theo {source}, từ {vn_date(starts)}"[:600]
