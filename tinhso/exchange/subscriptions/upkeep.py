"""Whether what is told arrives: what waits, what is dead."""

from collections.abc import Iterator

from django.db.models import Count

from tinhso.exchange.models import EventDelivery
from tinhso.kernel.site.operation import Finding, Sample

NAME = "sự kiện gửi bên nhận"
State = EventDelivery.State


def deliveries_by_state() -> Iterator[Sample]:
    """One query."""
    rows = EventDelivery.objects.filter(state__in=[State.WAITING, State.SENDING, State.DEAD])
    found = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    for state in (State.WAITING, State.SENDING, State.DEAD):
        yield Sample(found.get(state, 0), {"state": state.value})


def dead_deliveries() -> Iterator[Finding]:
    n = EventDelivery.objects.filter(state=State.DEAD, subscription__ended_at=None).count()
    if n:
        yield Finding(
            NAME,
            "note",
            f"{n} sự kiện không gửi được, chờ gửi lại hoặc bỏ qua ở trang Sự kiện của Chia sẻ dữ liệu",
        )
    else:
        yield Finding(NAME, "good", "không có sự kiện nào không gửi được")
