from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class ResultDelivered(Event):
    """The post has delivered a result that the desk sent."""

    label: ClassVar[str] = "Bưu chính đã phát kết quả"
    public: ClassVar[bool] = True
