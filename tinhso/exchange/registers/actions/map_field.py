from datetime import datetime

from django.db import transaction

from tinhso.exchange.models import DictionaryTerm, FieldMapping, Service
from tinhso.exchange.registers.events import FieldMapped
from tinhso.exchange.registry.permissions import check_can_describe
from tinhso.exchange.registry.versions import described, newest
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def map_field(
    *, service: Service, field: str, term: DictionaryTerm, by: Actor, now: datetime
) -> FieldMapping:
    """A field that the service's description answers with is this word of the dictionary.

    Raises: ExchangeForbidden, EntryRefused for a field that is not answered, and for personal data in a service said
    to hold none.
    """
    check_can_describe(service.system.member, by, now.date())
    version = newest(service)
    known = {name for names in described(version).outputs.values() for name in names} if version else set()
    if field not in known:
        raise EntryRefused("field", "Bản mô tả của dịch vụ không có trường này.")
    if term.personal and not service.personal:
        raise EntryRefused(
            "term", "Đây là dữ liệu cá nhân, nhưng dịch vụ được khai là không có dữ liệu cá nhân."
        )
    mapping, _made = FieldMapping.objects.update_or_create(
        service=service, field=field, defaults={"term": term}
    )
    record(FieldMapped(service_id=service.pk, term=Code(term.code)), by=by, at=now)
    return mapping
