"""What a monitoring system and the doctor ask of the axis."""

from collections.abc import Iterable

import requests
from django.db.models import Count

from tinhso.documents.axis.client import axis_settings
from tinhso.documents.models import AxisMessage
from tinhso.kernel.site.operation import Finding, Sample

OPEN = ("waiting", "sending", "stuck")


def axis_messages() -> Iterable[Sample]:
    """One query."""
    rows = AxisMessage.objects.filter(state__in=OPEN).values_list("state").annotate(n=Count("pk")).order_by()
    counts = dict(rows)
    return [Sample(counts.get(state, 0), {"state": state}) for state in OPEN]


def axis_reached() -> Iterable[Finding]:
    """Whether the axis answers at all: that it knows us, its answer to the first message says."""
    given = axis_settings()
    name = "Trục liên thông văn bản"
    if given is None:
        yield Finding(name, "note", "chưa kết nối (TINHSO_DOCUMENT_AXIS); văn bản điện tử không được gửi đi")
        return
    with requests.Session() as session:
        session.trust_env = False
        try:
            session.get(given["url"], timeout=5, allow_redirects=False)
        except (requests.RequestException, KeyError):
            yield Finding(name, "wrong", "không trả lời; văn bản chờ trong hàng đợi và được gửi lại")
            return
    yield Finding(name, "good", "trả lời")
