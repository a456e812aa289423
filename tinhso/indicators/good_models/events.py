from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class ModelEntered(Event):
    """An agency entered or changed a good model; its words stand in the register."""

    label: ClassVar[str] = "Nhập mô hình hay"
    model_id: int


@dataclass(frozen=True, kw_only=True)
class ModelHandedOn(Event):
    """A good model was handed in to be confirmed, or given back as a draft; why stands with it."""

    label: ClassVar[str] = "Gửi xác nhận, trả lại mô hình hay"
    model_id: int
    state: Code


@dataclass(frozen=True, kw_only=True)
class ModelConfirmed(Event):
    """A good model was confirmed: everybody sees it and it counts."""

    label: ClassVar[str] = "Xác nhận mô hình hay"
    public: ClassVar[bool] = True
    model_id: int
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class ModelCopied(Event):
    """An agency said that it copied a good model of another."""

    label: ClassVar[str] = "Áp dụng mô hình hay"
    public: ClassVar[bool] = True
    model_id: int
    agency_id: int
