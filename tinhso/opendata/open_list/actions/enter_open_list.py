from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor, record
from tinhso.opendata.dataset.permissions import check_can_keep
from tinhso.opendata.models import Dataset, OpenDataLine, OpenDataList
from tinhso.opendata.open_list.events import OpenDataListEntered


class ListRefused(ValueError):
    """The decision cannot be entered so; `field` names what has to be mended."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def enter_open_list(
    *,
    number: str,
    signed_on: date,
    title: str,
    stage_from: date,
    stage_to: date,
    datasets: Sequence[Dataset],
    by: Actor,
    now: datetime,
    synthetic: bool = False,
) -> OpenDataList:
    """Enter the chairman's decision with a line for each dataset, in this order.

    Raises: ListRefused, OpenDataForbidden.
    """
    check_can_keep(by)
    if signed_on > now.date():
        raise ListRefused("signed_on", _("Ngày ký không được sau hôm nay."))
    if stage_to < stage_from:
        raise ListRefused("stage_to", _("Giai đoạn phải kết thúc sau ngày bắt đầu."))
    if not datasets:
        raise ListRefused("datasets", _("Danh mục phải có ít nhất một bộ dữ liệu."))
    given = {"signed_on": signed_on, "title": title, "stage_from": stage_from, "stage_to": stage_to}
    made, fresh = OpenDataList.objects.get_or_create(number=number, defaults=given | {"synthetic": synthetic})
    if not fresh:
        raise ListRefused("number", _("Quyết định số này đã được nhập."))
    lines = [OpenDataLine(list=made, dataset=one, position=place) for place, one in enumerate(datasets, 1)]
    OpenDataLine.objects.bulk_create(lines)
    record(OpenDataListEntered(list_id=made.pk, lines=len(lines)), by=by, at=now)
    return made
