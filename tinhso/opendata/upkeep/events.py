from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class DatasetReviewed(Event):
    """The data officer looked a dataset over again: it is still right and still to be open."""

    label: ClassVar[str] = "Rà soát bộ dữ liệu"
    public: ClassVar[bool] = True
    dataset: Code
