"""The document axis lists what waits for one agency; nothing is fetched or sent."""

from collections.abc import Mapping

from django.utils import timezone

from tinhso.documents.axis.actions.poll_messages import polling_agencies
from tinhso.documents.axis.client import EDOC, AxisAway, axis_client
from tinhso.kernel.site.trial import Deed, NotSetUp, Recipient, not_reached
from tinhso.lib.dates import local

VARIABLE = "TINHSO_DOCUMENT_AXIS"


def ask_axis(_recipient: Recipient) -> Mapping[str, Deed]:
    if axis_client() is None:
        raise NotSetUp("chưa đặt TINHSO_DOCUMENT_AXIS: văn bản điện tử không được gửi đi")
    agencies = polling_agencies(local(timezone.now()).date())
    if not agencies:
        raise NotSetUp("chưa thử: không cơ quan nào có mã định danh và văn thư")
    return {"": lambda: _list(agencies[0].ident_code)}


def _list(organ: str) -> str:
    axis, day = axis_client(), local(timezone.now()).date()
    assert axis is not None
    try:
        waiting = axis.received(organ, EDOC, since=day, until=day)
    except AxisAway as error:
        raise not_reached(error, f"{VARIABLE} (url, system, secret)") from error
    return f"nhận chữ ký của hệ thống, {len(waiting)} văn bản chờ ở {organ}"
