from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor, record
from tinhso.lib.language.personal_data import find_personal_data
from tinhso.opendata.dataset.permissions import check_can_write
from tinhso.opendata.models import Dataset, DataTable
from tinhso.opendata.models.data_table import FIRST
from tinhso.opendata.publishing.events import TableAdded

MOST_TABLES = 20


class TableRefused(ValueError):
    """Not this table, not now; a Vietnamese sentence."""


@transaction.atomic
def add_table(*, dataset: Dataset, title: str, description: str, by: Actor, now: datetime) -> DataTable:
    """A further table of a dataset, without rows yet; readers see it with its first published version.

    Raises: OpenDataForbidden; TableRefused without title or with one that another table has, with personal data in its
    words, for too many tables, and of a dataset that a system fills or that is withdrawn.
    """
    check_can_write(dataset.publisher_id, by)
    held = Dataset.objects.select_for_update(no_key=True).get(pk=dataset.pk)
    title, description = " ".join(title.split())[:200], description.strip()[:3000]
    _check_words(held, title, description)
    if held.table is not None:
        raise TableRefused(_("Bảng của bộ dữ liệu này do hệ thống tạo, không thêm tay được."))
    if held.state == Dataset.State.WITHDRAWN:
        raise TableRefused(_("Bộ dữ liệu này đã thôi mở."))
    DataTable.objects.first_of(held)
    tables = DataTable.objects.filter(dataset=held)
    if tables.exclude(state=DataTable.State.WITHDRAWN).count() >= MOST_TABLES:
        raise TableRefused(_("Bộ dữ liệu đã có %(n)s bảng; hãy bỏ bớt trước.") % {"n": MOST_TABLES})
    last = tables.aggregate(last=Max("number"))["last"] or FIRST
    table = DataTable.objects.create(dataset=held, number=last + 1, title=title, description=description)
    record(TableAdded(dataset=held.slug, table=table.number), by=by, at=now)
    return table


def _check_words(dataset: Dataset, title: str, description: str) -> None:
    if not title:
        raise TableRefused(_("Hãy ghi tên của bảng."))
    shown = DataTable.objects.filter(dataset=dataset, title__iexact=title)
    if shown.exclude(state=DataTable.State.WITHDRAWN).exists():
        raise TableRefused(_("Bộ dữ liệu đã có một bảng mang tên này."))
    if find_personal_data(f"{title}\n{description}"):
        raise TableRefused(_("Tên hoặc mô tả của bảng có thể có dữ liệu cá nhân; hãy viết lại."))
