from datetime import datetime

from django.db import transaction
from django.urls import reverse

from tinhso.kernel.events.public import SYSTEM, Actor
from tinhso.kernel.notices.public import notify
from tinhso.opendata.models import Dataset, DatasetFollow, DataVersion


class NotFollowable(LookupError):
    """The dataset is not open, or nobody is signed in."""


@transaction.atomic
def follow_dataset(*, dataset: Dataset, by: Actor, now: datetime) -> None:
    """Be told of new versions; twice is once.

    Raises: NotFollowable. What one follows is one's own: no event tells it.
    """
    if dataset.state != Dataset.State.OPEN or by.user_id is None:
        raise NotFollowable(dataset.pk)
    DatasetFollow.objects.get_or_create(dataset=dataset, user_id=by.user_id, defaults={"since": now})


@transaction.atomic
def unfollow_dataset(*, dataset: Dataset, by: Actor) -> None:
    """Not told any more; whoever did not follow stays so."""
    if by.user_id is not None:
        DatasetFollow.objects.filter(dataset=dataset, user_id=by.user_id).delete()


@transaction.atomic
def tell_followers(*, version: DataVersion, now: datetime) -> int:
    """Tell whoever follows an open dataset of its new version, once each; how many follow."""
    dataset = version.dataset
    if dataset.state != Dataset.State.OPEN:
        return 0
    follows = list(dataset.follows.filter(since__lte=version.published_at).select_related("user"))
    for follow in follows:
        notify(
            to=follow.user,
            topic="opendata.followed",
            template="opendata.new_version",
            params={"code": dataset.slug[:64], "number": version.number},
            now=now,
            key=f"new_version:{version.pk}:{follow.user_id}",
            path=reverse("dataset", args=[dataset.slug]),
            by=SYSTEM,
        )
    return len(follows)
