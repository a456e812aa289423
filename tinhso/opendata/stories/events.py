"""What happens to data stories."""

from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class StoryStarted(Event):
    """An officer began a data story of an agency."""

    label: ClassVar[str] = "Bắt đầu viết câu chuyện dữ liệu"
    story: Code
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class StorySaved(Event):
    """A text of a story was written or changed; `sources` is how many blocks show data."""

    label: ClassVar[str] = "Lưu bản viết câu chuyện dữ liệu"
    story: Code
    number: int
    sources: int


@dataclass(frozen=True, kw_only=True)
class StoryPictureAttached(Event):
    """A picture was laid beside a story, for its blocks to show."""

    label: ClassVar[str] = "Thêm ảnh cho câu chuyện dữ liệu"
    story: Code
    picture: int


@dataclass(frozen=True, kw_only=True)
class StorySent(Event):
    """A text was sent to the data officer for review."""

    label: ClassVar[str] = "Gửi duyệt câu chuyện dữ liệu"
    story: Code
    number: int


@dataclass(frozen=True, kw_only=True)
class StoryRecalled(Event):
    """A text that waited was taken back to be written on."""

    label: ClassVar[str] = "Rút lại câu chuyện dữ liệu để viết tiếp"
    story: Code
    number: int


@dataclass(frozen=True, kw_only=True)
class StoryReturned(Event):
    """The data officer sent a text back with a remark."""

    label: ClassVar[str] = "Trả lại câu chuyện dữ liệu để sửa"
    story: Code
    number: int


@dataclass(frozen=True, kw_only=True)
class StoryDropped(Event):
    """A text was given up before anybody read it."""

    label: ClassVar[str] = "Bỏ bản viết câu chuyện dữ liệu"
    story: Code
    number: int


@dataclass(frozen=True, kw_only=True)
class StoryPublished(Event):
    """A text that its writers did not review themselves stands on the public page."""

    label: ClassVar[str] = "Công bố câu chuyện dữ liệu"
    public: ClassVar[bool] = True
    story: Code
    number: int


@dataclass(frozen=True, kw_only=True)
class StoryCorrectionStarted(Event):
    """A new text of a published story was begun, with the reason of the correction."""

    label: ClassVar[str] = "Bắt đầu đính chính câu chuyện dữ liệu"
    story: Code
    number: int


@dataclass(frozen=True, kw_only=True)
class StoryWithdrawn(Event):
    """A published story was taken from the public; its address says when and why."""

    label: ClassVar[str] = "Gỡ câu chuyện dữ liệu"
    public: ClassVar[bool] = True
    story: Code


@dataclass(frozen=True, kw_only=True)
class StoryPictureHidden(Event):
    """A picture that only earlier texts of a story show was taken from the public."""

    label: ClassVar[str] = "Gỡ ảnh khỏi các bản cũ của câu chuyện dữ liệu"
    story: Code
    picture: int


@dataclass(frozen=True, kw_only=True)
class StoryErased(Event):
    """The days of given up texts, or of a withdrawn story, are over: so many texts lost their words, pictures their files."""

    label: ClassVar[str] = "Xoá nội dung câu chuyện dữ liệu hết thời hạn lưu"
    story: Code
    texts: int
    pictures: int
