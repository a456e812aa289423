"""What happens to policies."""

from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class PolicyIssued(Event):
    """A signed policy of one environment was issued; planes serve on it from their next look on."""

    label: ClassVar[str] = "Ban hành chính sách chia sẻ dữ liệu"
    environment: Code
    version: int
    digest: Code
