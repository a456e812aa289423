from datetime import datetime

from django.db import transaction

from tinhso.indicators.infrastructure.events import InfrastructureItemEntered
from tinhso.indicators.infrastructure.permissions import check_can_enter_infrastructure
from tinhso.indicators.infrastructure.row_reading import ItemWords
from tinhso.indicators.infrastructure.writing_items import add_items
from tinhso.indicators.models import InfrastructureItem, NetworkOperator
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local


@transaction.atomic
def enter_item(
    *, kind: str, operator: NetworkOperator, words: ItemWords, by: Actor, now: datetime
) -> InfrastructureItem:
    """Enter a row of a register by hand.

    Raises:
        InfrastructureForbidden: not of the focal agency.
        EntryRefused: a code that the operator has in use already, or one that has an end before it begins.
    """
    day = local(now).date()
    agency_id = check_can_enter_infrastructure(by, day)
    held = NetworkOperator.objects.select_for_update().get(pk=operator.pk)
    if held.items.standing().of(kind).filter(code=words.code).exists():
        raise EntryRefused("code", "Doanh nghiệp đã có dòng mã này đang dùng. Hãy mở dòng đó để sửa.")
    if words.until is not None:
        raise EntryRefused("until", "Dòng mới nhập là dòng đang dùng; nhập rồi mới ghi ngày ngừng.")
    agency = Agency.objects.get(pk=agency_id)
    (made,) = add_items([words], kind=kind, operator=held, agency=agency, day=day)
    record(InfrastructureItemEntered(item_id=made.pk, kind=kind), by=by, at=now)
    return made
