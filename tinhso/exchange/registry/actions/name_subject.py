from datetime import datetime

from django.db import transaction

from tinhso.exchange.models import Service
from tinhso.exchange.registry.events import ServiceSubjectNamed
from tinhso.exchange.registry.permissions import check_can_describe
from tinhso.exchange.registry.subject_places import check_place, offers_place
from tinhso.exchange.registry.versions import newest
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def name_subject(*, service: Service, subject_in: str, subject_at: str, by: Actor, now: datetime) -> None:
    """The member says where a call names the person it is about; planes learn it with the next policy.

    Raises: ExchangeForbidden, EntryRefused for a place that no operation of the newest description has.
    """
    check_can_describe(service.system.member, by, now.date())
    place = check_place(subject_in, subject_at)
    version = newest(service)
    if subject_in != Service.Subject.NONE and (
        version is None or not offers_place(version, subject_in, place)
    ):
        raise EntryRefused(
            "subject_at", "Không thao tác nào của bản mô tả hiện hành có chỗ này; kiểm tra lại tên."
        )
    held = Service.objects.select_for_update().get(pk=service.pk)
    if (held.subject_in, held.subject_at) == (subject_in, place):
        raise EntryRefused("subject_in", "Không khác điều đang ghi.")
    held.subject_in, held.subject_at = Service.Subject(subject_in), place
    held.save(update_fields=["subject_in", "subject_at"])
    record(ServiceSubjectNamed(service_id=held.pk, place=Code(subject_in)), by=by, at=now)
