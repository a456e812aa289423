"""What pages ask about the resources of a dataset beside its table."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from tinhso.kernel.events.public import Actor
from tinhso.opendata.dataset.publisher_queries import MOST_WAITING
from tinhso.opendata.models import Dataset, Distribution

MOST_FORMER = 50


def shown_resources(dataset: Dataset) -> list[Distribution]:
    """What readers see, in its order."""
    return list(Distribution.objects.published().filter(dataset=dataset).select_related("file"))


def resources_in(dataset: Dataset, *states: str) -> "QuerySet[Distribution]":
    found = dataset.distributions.filter(state__in=states)
    return found.select_related("file", "made_by", "decided_by", "replaces")


def resource_of(dataset: Dataset, uid: UUID) -> Distribution:
    """Http404."""
    found = (
        dataset.distributions.select_related("file", "dataset", "dataset__publisher").filter(uid=uid).first()
    )
    if found is None:
        raise Http404
    return found


def waiting_resources(by: Actor) -> "QuerySet[Distribution]":
    """What the data officer of this agency has to decide on, longest waiting first, at most MOST_WAITING."""
    waiting = Distribution.objects.filter(
        state=Distribution.State.WAITING, dataset__publisher_id=by.agency_id or 0
    )
    return waiting.select_related("dataset", "made_by").order_by("made_at", "pk")[:MOST_WAITING]
