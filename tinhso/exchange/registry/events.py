"""What happens to members, systems and services of the data exchange."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class MemberEntered(Event):
    """An agency or a company became a member of the exchange."""

    label: ClassVar[str] = "Thêm thành viên chia sẻ dữ liệu"
    member_id: int


@dataclass(frozen=True, kw_only=True)
class MemberSuspended(Event):
    """A member neither calls nor answers from now on."""

    label: ClassVar[str] = "Tạm dừng thành viên chia sẻ dữ liệu"
    member_id: int
    ground: Code


@dataclass(frozen=True, kw_only=True)
class MemberResumed(Event):
    """A suspended member calls and answers again."""

    label: ClassVar[str] = "Nối lại thành viên chia sẻ dữ liệu"
    member_id: int


@dataclass(frozen=True, kw_only=True)
class SystemEntered(Event):
    """A member's system was entered: it may call and provide."""

    label: ClassVar[str] = "Thêm hệ thống thông tin"
    member_id: int
    system_id: int


@dataclass(frozen=True, kw_only=True)
class SystemMarked(Event):
    """The operator said whether a system is a national database."""

    label: ClassVar[str] = "Ghi hệ thống là cơ sở dữ liệu quốc gia"
    system_id: int
    national: bool


@dataclass(frozen=True, kw_only=True)
class ServiceEntered(Event):
    """A system offers a service; nobody may call it before an agreement."""

    label: ClassVar[str] = "Thêm dịch vụ chia sẻ dữ liệu"
    service_id: int
    personal: bool


@dataclass(frozen=True, kw_only=True)
class ServiceSubjectNamed(Event):
    """A member said anew where a call of its service names the person it is about."""

    label: ClassVar[str] = "Ghi chỗ nêu cá nhân trong lời gọi"
    service_id: int
    place: Code


@dataclass(frozen=True, kw_only=True)
class ServiceVersionImported(Event):
    """The OpenAPI of a service was imported; `digest` is SHA-256 of its canonical JSON."""

    label: ClassVar[str] = "Nhập mô tả dịch vụ"
    service_id: int
    number: int
    digest: Code
    breaking: bool


@dataclass(frozen=True, kw_only=True)
class ServiceMoved(Event):
    """A service answers at another place in this environment."""

    label: ClassVar[str] = "Đổi nơi đặt dịch vụ"
    service_id: int
    environment: Code


@dataclass(frozen=True, kw_only=True)
class ServiceMaintenanceAnnounced(Event):
    """Callers were told that the service will not answer between two moments."""

    label: ClassVar[str] = "Báo bảo trì dịch vụ"
    service_id: int
    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class ServiceMaintenanceEnded(Event):
    """The service answers again, before or at its time."""

    label: ClassVar[str] = "Kết thúc bảo trì dịch vụ"
    service_id: int


@dataclass(frozen=True, kw_only=True)
class ServiceWithdrawalAnnounced(Event):
    """Callers were told that the service closes on that day."""

    label: ClassVar[str] = "Báo ngừng cung cấp dịch vụ"
    service_id: int
    last_day: date


@dataclass(frozen=True, kw_only=True)
class GroupEntered(Event):
    """A group of systems was made that agreements may name."""

    label: ClassVar[str] = "Lập nhóm hệ thống"
    group_id: int


@dataclass(frozen=True, kw_only=True)
class GroupChanged(Event):
    """Systems came into a group or left it; agreements of the group follow."""

    label: ClassVar[str] = "Đổi thành phần nhóm hệ thống"
    group_id: int
    joined: tuple[int, ...]
    left: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class SystemKeyEntered(Event):
    """A system proves who it is by one more key until that day; `thumbprint` is SHA-256 of the public half."""

    label: ClassVar[str] = "Thêm khóa của hệ thống"
    system_id: int
    thumbprint: Code
    last_day: date


@dataclass(frozen=True, kw_only=True)
class SystemKeyRevoked(Event):
    """A key proves nothing any more, from now on."""

    label: ClassVar[str] = "Thu hồi khóa của hệ thống"
    system_id: int
    thumbprint: Code


@dataclass(frozen=True, kw_only=True)
class ClientCertificateEntered(Event):
    """The end of a certificate to which a system binds its tokens is told from now on; `thumbprint` is SHA-256 of it."""

    label: ClassVar[str] = "Ghi chứng thư máy khách của hệ thống"
    system_id: int
    thumbprint: Code
    ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class ClientCertificateRemoved(Event):
    """The end of this certificate is told no more: the system has another one."""

    label: ClassVar[str] = "Bỏ chứng thư máy khách của hệ thống"
    system_id: int
    thumbprint: Code
