from dataclasses import asdict
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.lib.messages.public_addresses import NotAnAddress, parts_of_entered
from tinhso.security.duties.permissions import check_can_coordinate
from tinhso.security.intelligence.events import IntelligenceSourceRegistered
from tinhso.security.intelligence.source_entry import SourceEntry
from tinhso.security.models import NARROW, IntelligenceSource
from tinhso.security.pages.codes import code_of, lock_code

Kind = IntelligenceSource.Kind


@transaction.atomic
def register_source(*, entry: SourceEntry, client_key: UUID, by: Actor, now: datetime) -> IntelligenceSource:
    """Write down a source of indicators; the same form sent twice is one source.

    Raises: SecurityForbidden, EntryRefused.
    """
    check_can_coordinate(by, on=local(now).date())
    code = code_of(client_key, by.user_id)
    lock_code(code)
    if before := IntelligenceSource.objects.filter(code=code).first():
        return before
    _check(entry)
    if IntelligenceSource.objects.filter(name=entry.name, ended_at=None).exists():
        raise EntryRefused("name", "Đã có nguồn đang dùng mang tên này.")
    source = IntelligenceSource.objects.create(code=code, by_id=by.user_id, at=now, **asdict(entry))
    event = IntelligenceSourceRegistered(
        source_id=source.pk, kind=Code(entry.kind), tlp=Code(entry.tlp), trust=entry.trust
    )
    record(event, by=by, at=now)
    return source


def _check(entry: SourceEntry) -> None:
    if entry.tlp in NARROW and entry.audience != IntelligenceSource.Audience.COORDINATORS:
        raise EntryRefused(
            "audience", "Nguồn TLP:AMBER+STRICT hoặc TLP:RED chỉ đơn vị chuyên trách được xem."
        )
    if entry.kind == Kind.UPLOAD:
        if entry.address or entry.key_name or entry.hours:
            raise EntryRefused("address", "Nguồn nạp tệp bằng tay không có địa chỉ, khóa hay chu kỳ.")
        return
    if not entry.address:
        raise EntryRefused("address", "Ghi địa chỉ để lấy danh sách.")
    try:
        parts_of_entered(entry.address, local=settings.FETCH_LOCAL)
    except NotAnAddress as error:
        raise EntryRefused("address", str(error)) from error
    if entry.key_name and entry.key_name not in settings.INTELLIGENCE_KEYS:
        raise EntryRefused("key_name", "Không có khóa tên này trong thiết lập TINHSO_INTELLIGENCE_KEYS.")
    if entry.key_name and entry.kind != Kind.TAXII:
        raise EntryRefused("key_name", "Khóa chỉ dùng cho máy chủ TAXII.")
    if entry.key_name and urlsplit(entry.address).scheme != "https" and not settings.FETCH_LOCAL:
        raise EntryRefused("address", "Khóa truy cập chỉ được gửi qua https.")
