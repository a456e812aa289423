"""What happens between a draft and the office suite. Versions that it writes are told by `DraftVersionWritten`."""

from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class DraftLocked(Event):
    """An officer opened the draft in the office suite, at that version; nobody writes it elsewhere meanwhile."""

    label: ClassVar[str] = "Mở dự thảo trong bộ soạn thảo"
    case_id: int
    version: int


@dataclass(frozen=True, kw_only=True)
class DraftUnlocked(Event):
    """The office suite closed the draft, or (`by_hand`) an officer ended what was open there."""

    label: ClassVar[str] = "Đóng dự thảo trong bộ soạn thảo"
    case_id: int
    by_hand: bool


@dataclass(frozen=True, kw_only=True)
class EditorSaveStored(Event):
    """The office suite saved what no version could be made of: its bytes wait for the officer."""

    label: ClassVar[str] = "Giữ bản lưu của bộ soạn thảo"
    case_id: int
    save_id: int


@dataclass(frozen=True, kw_only=True)
class EditorSaveDropped(Event):
    """An officer dropped such a save, with its bytes."""

    label: ClassVar[str] = "Bỏ bản lưu của bộ soạn thảo"
    case_id: int
    save_id: int
