from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.events.public import SYSTEM, Code, record
from tinhso.kernel.people.models import Agency, PostList, ProposedPost
from tinhso.kernel.people.posts.events import PostsAsked


@dataclass(frozen=True)
class PostRequest:
    """A post that decides or, without roles, a right to sign, as an import or a succession would give it."""

    username: str
    agency: Agency
    title: str
    roles: tuple[str, ...]
    starts: date
    ends: date | None

    @property
    def line(self) -> str:
        words = (self.username, self.agency.code, self.title, *self.roles, self.ends)
        return "\x1f".join(str(word) for word in words)


def digest_of(wanted: Sequence[PostRequest]) -> str:
    """Of the lines in their order by name; the day on which they begin is that of the deed, and is not in it."""
    return sha256("\n".join(sorted(one.line for one in wanted)).encode()).hexdigest()


def carry_out(kind: PostList.Kind, wanted: Sequence[PostRequest]) -> bool:
    """Whether a second person confirmed these very lines; that word is used up, in the transaction of the deed."""
    same = PostList.objects.filter(kind=kind, digest=digest_of(wanted), state=PostList.State.CONFIRMED)
    return bool(same.update(state=PostList.State.DONE))


@transaction.atomic
def ask_for_list(kind: PostList.Kind, wanted: Sequence[PostRequest], *, now: datetime) -> PostList:
    """The machine asks for a list of posts once; one administrator confirms the whole of it. The same list waits once."""
    digest = digest_of(wanted)
    asked, made = PostList.objects.get_or_create(
        kind=kind, digest=digest, state=PostList.State.WAITING, defaults={"asked_at": now}
    )
    if made:
        ProposedPost.objects.bulk_create(
            ProposedPost(
                post_list=asked,
                username=one.username,
                agency=one.agency,
                title=one.title,
                roles=list(one.roles),
                valid=DateRange(one.starts, one.ends),
            )
            for one in wanted
        )
        record(PostsAsked(post_list=asked.pk, kind=Code(kind.value), posts=len(wanted)), by=SYSTEM, at=now)
    return asked
