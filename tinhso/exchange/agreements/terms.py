"""What an agreement says, as it was typed, and what of it cannot stand."""

from dataclasses import dataclass
from datetime import date, datetime

from tinhso.exchange.models import Agreement, InformationSystem, MemberGroup, Service
from tinhso.exchange.registry.versions import newest
from tinhso.kernel.law.public import rule
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.exchange.operations import Operation

MOST_FIELDS, MOST_AGENCIES = 200, 200
MOST = {"per_second": 10_000, "per_day": 100_000_000, "concurrent": 10_000}


@dataclass(frozen=True)
class Quota:
    """How often may be called: in a second, in a day, at the same time."""

    per_second: int
    per_day: int
    concurrent: int


@dataclass(frozen=True)
class Terms:
    """An application's content; `ends` is the day after the last."""

    kind: str
    service: Service
    consumer: InformationSystem | None
    group: MemberGroup | None
    operations: tuple[Operation, ...]
    legal_basis: str
    purpose: str
    fields: tuple[str, ...]
    quota: Quota
    evidence: bool
    begins: date
    ends: date
    disclosure: str = Agreement.Disclosure.SHOWN
    certificate: bool = False
    stores_bodies: bool = False
    agencies: tuple[str, ...] = ()
    """Of a topic: codes of the agencies whose events are given; of all where none is named."""


def check_terms(terms: Terms, now: datetime) -> None:
    """EntryRefused."""
    if (terms.consumer is None) == (terms.group is None):
        raise EntryRefused("consumer", "Chọn một hệ thống khai thác, hoặc một nhóm.")
    if terms.kind not in rule("exchange.kinds", on=now.date()):
        raise EntryRefused("kind", "Hình thức chia sẻ này chưa có hiệu lực vào ngày hôm nay.")
    if not terms.legal_basis.strip():
        raise EntryRefused("legal_basis", "Ghi căn cứ pháp lý: văn bản, điều, khoản.")
    if not terms.purpose.strip():
        raise EntryRefused("purpose", "Ghi mục đích dùng dữ liệu.")
    _check_service(terms, now)
    _check_bodies(terms)
    _check_agencies(terms, now.date())
    _check_days(terms, now.date())
    check_quota(terms.quota)


def _check_service(terms: Terms, now: datetime) -> None:
    service = terms.service
    if service.withdrawn_on is not None and service.withdrawn_on <= terms.begins:
        raise EntryRefused("service", "Dịch vụ ngừng cung cấp trước ngày bắt đầu của đề nghị.")
    version = newest(service)
    offered = set(version.calls) if version else set()
    unknown = [str(one) for one in terms.operations if one not in offered]
    if unknown or not terms.operations:
        what = ", ".join(unknown)[:200] or "chưa chọn thao tác nào"
        raise EntryRefused("operations", f"Dịch vụ không có thao tác: {what}.")
    if service.personal and not terms.fields:
        raise EntryRefused("fields", "Dịch vụ có dữ liệu cá nhân: ghi từng trường dữ liệu cần dùng.")
    if len(terms.fields) > MOST_FIELDS:
        raise EntryRefused("fields", "Tối đa 200 trường dữ liệu.")


def _check_bodies(terms: Terms) -> None:
    """Whether a service has personal data its provider said, or the place where its calls name somebody says it."""
    service = terms.service
    if terms.stores_bodies and (service.personal or service.subject_in != Service.Subject.NONE):
        raise EntryRefused(
            "stores_bodies",
            "Dịch vụ có dữ liệu cá nhân: không giữ nội dung lời gọi, chỉ giữ mã băm và tên trường.",
        )
    if terms.stores_bodies and service.topic:
        raise EntryRefused("stores_bodies", "Thỏa thuận về sự kiện không giữ nội dung.")


def _check_agencies(terms: Terms, today: date) -> None:
    if not terms.agencies:
        return
    if not terms.service.topic:
        raise EntryRefused("agencies", "Chỉ thỏa thuận về sự kiện mới chọn cơ quan.")
    if len(terms.agencies) > MOST_AGENCIES:
        raise EntryRefused("agencies", "Tối đa 200 cơ quan.")
    known = set(Agency.objects.on(today).filter(code__in=terms.agencies).values_list("code", flat=True))
    if unknown := [one for one in terms.agencies if one not in known]:
        raise EntryRefused("agencies", f"Không có cơ quan mã: {', '.join(unknown)[:200]}.")


def _check_days(terms: Terms, today: date) -> None:
    if terms.begins < today:
        raise EntryRefused("begins", "Ngày bắt đầu đã qua.")
    if terms.ends <= terms.begins:
        raise EntryRefused("ends", "Ngày cuối phải từ ngày bắt đầu trở đi.")


def check_quota(quota: Quota) -> None:
    """EntryRefused."""
    for name, value in vars(quota).items():
        if not 1 <= value <= MOST[name]:
            raise EntryRefused(name, f"Hạn mức từ 1 đến {MOST[name]}.")
    if quota.per_day < quota.per_second:
        raise EntryRefused("per_day", "Hạn mức ngày không nhỏ hơn hạn mức giây.")
