from datetime import datetime

from django.db import transaction

from tinhso.indicators.infrastructure.events import InfrastructureItemRevised
from tinhso.indicators.infrastructure.permissions import check_can_enter_infrastructure
from tinhso.indicators.infrastructure.row_reading import ItemWords
from tinhso.indicators.infrastructure.writing_items import Change, change_items, differing_columns
from tinhso.indicators.models import InfrastructureItem, NetworkOperator
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local


@transaction.atomic
def revise_item(
    *, item: InfrastructureItem, words: ItemWords, by: Actor, now: datetime
) -> InfrastructureItem:
    """Mend a row in use; a change that figures count begins another row today. The row that stands then.

    Raises:
        InfrastructureForbidden: not of the focal agency.
        EntryRefused: a row that was ended or followed by another meanwhile, another code, nothing changed.
    """
    day = local(now).date()
    agency_id = check_can_enter_infrastructure(by, day)
    NetworkOperator.objects.select_for_update().get(pk=item.operator_id)  # an import may be at its rows
    rows = InfrastructureItem.objects.standing().select_for_update(of=["self"])
    held = rows.select_related("position", "operator").filter(pk=item.pk).first()
    if held is None:
        raise EntryRefused("", "Dòng này đã kết thúc hoặc đã có dòng mới thay. Hãy mở lại sổ.")
    if words.code != held.code:
        raise EntryRefused("code", "Mã của dòng không đổi được; hãy kết thúc dòng này và nhập dòng mới.")
    if words.until is not None:
        raise EntryRefused("until", "Ghi ngày ngừng ở nút “Ngừng sử dụng”.")
    columns = differing_columns(held, words)
    if not columns:
        raise EntryRefused("", "Không có gì thay đổi.")
    agency = Agency.objects.get(pk=agency_id)
    (found,) = change_items([Change(held, words, columns)], agency=agency, day=day, table=None)
    record(InfrastructureItemRevised(item_id=found.pk, before_id=held.pk), by=by, at=now)
    return found
