"""Messages to other systems that wait or are stuck."""

from collections.abc import Iterator

from django.db.models import Count

from tinhso.kernel.site.operation import Sample
from tinhso.onestop.models import LinkedMessage, PortalMessage

TO = (("national_portal", PortalMessage), ("linked_services", LinkedMessage))
OPEN = ("waiting", "sending", "stuck")


def messages() -> Iterator[Sample]:
    for to, model in TO:
        found = model.objects.filter(state__in=OPEN).values_list("state").annotate(n=Count("pk")).order_by()
        counts = dict(found)
        for state in OPEN:
            yield Sample(counts.get(state, 0), {"to": to, "state": state})
