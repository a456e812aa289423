"""Messages on their way, by channel."""

from collections.abc import Iterator

from django.db.models import Count

from tinhso.kernel.notices.models import Delivery
from tinhso.kernel.site.operation import Sample

ON_THEIR_WAY = (Delivery.State.QUEUED, Delivery.State.SENDING)


def on_their_way() -> Iterator[Sample]:
    found = Delivery.objects.filter(state__in=ON_THEIR_WAY).values_list("channel").annotate(n=Count("pk"))
    counts = dict(found.order_by("channel"))
    for channel in Delivery.Channel.values:
        yield Sample(counts.get(channel, 0), {"channel": channel})
