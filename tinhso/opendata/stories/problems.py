"""What has to be mended before a text is sent and published, and what its reviewer should look at."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from tinhso.kernel.files.public import StoredFile
from tinhso.lib.forms.block_editor import Block
from tinhso.lib.language.linked_text import without_links
from tinhso.lib.language.personal_data import LABELS, find_personal_data
from tinhso.opendata.models import StoryText
from tinhso.opendata.stories.blocks import MARK, PAGES, texts_of
from tinhso.opendata.stories.page_blocks import PageBlock, page_blocks
from tinhso.opendata.stories.sources import sources_of

NEEDED = {"heading": ("text",), "text": ("text",), "figure": ("label",), "image": ("file", "alt", "credit")}
NEEDED |= dict.fromkeys(("chart", "table", "map"), ("caption",))
LEAST_WORDS = 80  # letters of all paragraphs: charts without a word tell nobody anything
TYPED_NUMBER = re.compile(r"(?<![\w/.,-])\d[\d.,]*\d?%?(?![\w/-])")
NO_FIGURE = re.compile(
    r"(?:năm|tháng|quý|ngày|điều|khoản|điểm|giờ|lúc|mục|bước|số|lớp|thứ|cấp)\s*$", re.IGNORECASE
)
YEARS = range(1900, 2101)


class StoryUnready(ValueError):
    """The text cannot be sent or published; `problems` are sentences by the position of the block, 0 for the whole."""

    def __init__(self, problems: Mapping[int, list[str]]) -> None:
        super().__init__(" ".join(one for words in problems.values() for one in words))
        self.problems = problems


def problems_of(text: StoryText) -> dict[int, list[str]]:
    """Asks every block once."""
    blocks = page_blocks(text, sources_of(text))
    found: dict[int, list[str]] = {0: _of_whole(text)}
    marks = [one.block["mark"] for one in blocks if one.kind == "figure" and one.block["mark"]]
    for one in blocks:
        words = _of_block(one) + _of_marks(one.block, marks)
        if personal := personal_words("\n".join(texts_of(one.block))):
            words.append(personal)
        found[one.position] = words
    return {position: words for position, words in found.items() if words}


def _of_whole(text: StoryText) -> list[str]:
    found = []
    if not text.lead:
        found.append(_("Hãy viết tóm tắt: một, hai câu nói điều chính của chuyện."))
    if not any(one["type"] in PAGES for one in text.blocks):
        found.append(_("Chuyện cần ít nhất một biểu đồ, bảng, bản đồ hoặc con số từ bộ dữ liệu."))
    if sum(len(one["text"]) for one in text.blocks if one["type"] == "text") < LEAST_WORDS:
        found.append(_("Hãy viết vài câu nói người đọc biết số liệu cho thấy điều gì."))
    if personal := personal_words(f"{text.title}\n{text.lead}"):
        found.append(personal)
    return found


def _of_block(one: PageBlock) -> list[str]:
    words = {
        "text": _("Khối chưa có chữ."),
        "label": _("Hãy ghi con số này là gì."),
        "caption": _("Hãy ghi lời dẫn: người đọc cần thấy điều gì."),
        "file": _("Chưa chọn ảnh."),
        "alt": _("Hãy mô tả ảnh cho người không nhìn được."),
        "credit": _("Hãy ghi nguồn ảnh."),
    }
    found = [words[name] for name in NEEDED[one.kind] if not one.block[name]]
    if one.problem:
        found.append(one.problem)
    if one.kind == "image" and one.block["file"]:
        if one.file is None:
            found.append(_("Ảnh không thuộc chuyện này."))
        elif one.file.file.state != StoredFile.State.CLEAN:
            found.append(_("Ảnh chưa kiểm tra xong mã độc hoặc có mã độc."))
    return found


def _of_marks(block: Block, marks: list[str]) -> list[str]:
    if block["type"] == "figure" and marks.count(block["mark"]) > 1:
        return [_("Tên gọi {%(mark)s} đã đặt cho con số khác.") % {"mark": block["mark"]}]
    named = MARK.findall(block["text"]) if block["type"] == "text" else []
    return [
        _("Không có con số nào tên {%(mark)s}.") % {"mark": mark}
        for mark in dict.fromkeys(named)
        if mark not in marks
    ]


def personal_words(text: str) -> str:
    """A sentence that names the kinds of personal data in what readers would see, or nothing."""
    kinds = list(dict.fromkeys(one.kind for one in find_personal_data(text)))
    if not kinds:
        return ""
    return _("Lời viết có dữ liệu cá nhân: %(what)s. Hãy bỏ đi.") % {
        "what": ", ".join(LABELS[one] for one in kinds)
    }


def typed_numbers(blocks: list[Block]) -> dict[int, list[str]]:
    """Numbers that somebody typed into words, by position: no query stands behind them, so the reviewer checks each. Years,
    dates and numbers of papers are none."""
    found = {}
    for position, block in enumerate(blocks, 1):
        if block["type"] != "text":
            continue
        text = MARK.sub("", without_links(block["text"]))
        numbers = [
            match[0].rstrip(".,")
            for match in TYPED_NUMBER.finditer(text)
            if not NO_FIGURE.search(text[: match.start()]) and not _is_year(match[0].rstrip(".,"))
        ]
        if numbers:
            found[position] = numbers
    return found


def _is_year(word: str) -> bool:
    return word.isdigit() and int(word) in YEARS
