"""What happens to services of this program."""

from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class ProvidedServiceOffered(Event):
    """A service that this program gives itself was entered: from now on others may apply for it."""

    label: ClassVar[str] = "Cung cấp dịch vụ của nền tảng"
    service_id: int
    declared: Code
