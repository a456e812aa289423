"""The typed blocks of an article: what each kind holds, how long it may be, and the text that lies in it.

A block is data, never markup: pages write it, whatever stands in it. A figure block names an indicator and a period and
has no place for a digit of it.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.language.linked_text import ADDRESS, without_links

MOST_BLOCKS = 100
MOST_ROWS, MOST_COLUMNS = 100, 12
LONGEST_CELL = 300
LIMITS: dict[str, dict[str, int]] = {
    "heading": {"text": 200},
    "text": {"text": 10_000},
    "image": {"file": 36, "alt": 300, "caption": 300, "credit": 200, "focal_part": 10},
    "table": {"caption": 200, "rows": 20_000},
    "quote": {"text": 2_000, "who": 200},
    "figure": {"indicator": 80, "period": 20},
    "file": {"file": 36, "label": 200},
    "audio": {"file": 36, "label": 200, "transcript": 20_000},
    "document": {"number": 100, "label": 300, "url": 200},
}
"""The fields of each kind with the most letters of each."""
FOCAL_PARTS = {"": "Giữa ảnh", "top": "Phần trên", "bottom": "Phần dưới"}
"""What of a picture stays in sight: pages show it over their whole width, and of a high one a part."""
KINDS = {
    "heading": "Tiêu đề mục",
    "text": "Đoạn văn",
    "image": "Ảnh",
    "table": "Bảng",
    "quote": "Trích dẫn",
    "figure": "Con số của tỉnh",
    "file": "Tệp kèm theo",
    "audio": "Âm thanh",
    "document": "Văn bản liên quan",
}
Block = dict[str, Any]


class BlocksRefused(EntryRefused):
    """A block cannot be stored as it is; `position` counts from 1, the words say what to do."""

    def __init__(self, position: int, words: str) -> None:
        super().__init__("blocks", f"Khối {position}: {words}" if position else words)
        self.position = position


def checked_blocks(blocks: Any) -> list[Block]:
    """The same blocks with their fields and nothing else. Raises: BlocksRefused."""
    if not isinstance(blocks, list) or len(blocks) > MOST_BLOCKS:
        raise BlocksRefused(0, f"Bài có nhiều nhất {MOST_BLOCKS} khối. Ông/bà gộp các đoạn văn lại.")
    return [_checked(position, block) for position, block in enumerate(blocks, 1)]


def _checked(position: int, block: Any) -> Block:
    kind = block.get("type") if isinstance(block, dict) else None
    if not isinstance(kind, str) or kind not in LIMITS:
        raise BlocksRefused(position, "không rõ loại khối.")
    found: Block = {"type": kind}
    for name, longest in LIMITS[kind].items():
        text = block.get(name, "")
        if not isinstance(text, str):
            raise BlocksRefused(position, "nội dung không phải là chữ.")
        text = text.replace("\x00", "").replace("\r\n", "\n").strip()
        if len(text) > longest:
            words = f"dài {len(text)} ký tự, nhiều nhất {longest}. Ông/bà viết ngắn lại hoặc chia khối."
            raise BlocksRefused(position, words)
        found[name] = text
    _check_shape(position, found)
    return found


def _check_shape(position: int, block: Block) -> None:
    kind = block["type"]
    if kind in ("image", "file", "audio") and block["file"]:
        try:
            UUID(block["file"])
        except ValueError as error:
            raise BlocksRefused(position, "tệp không có; chọn trong danh sách tệp của bài.") from error
    if kind == "image" and block["focal_part"] not in FOCAL_PARTS:
        raise BlocksRefused(position, "chọn phần ảnh cần thấy trong danh sách.")
    if kind == "document" and block["url"] and not ADDRESS.match(block["url"]):
        raise BlocksRefused(position, "đường dẫn bắt đầu bằng / hoặc https://.")
    if kind == "table":
        rows = table_rows(block)
        if len(rows) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in rows):
            raise BlocksRefused(position, f"bảng có nhiều nhất {MOST_ROWS} dòng, {MOST_COLUMNS} cột.")
        if any(len(cell) > LONGEST_CELL for row in rows for cell in row):
            raise BlocksRefused(position, f"một ô dài nhất {LONGEST_CELL} ký tự.")


def table_rows(block: Block) -> list[list[str]]:
    """The rows of a table block, one a line with bars between cells; the first is its heading. All are as long as that one."""
    lines = [line for line in block["rows"].split("\n") if line.strip()]
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    width = len(rows[0]) if rows else 0
    return [(row + [""] * width)[: max(width, len(row))] for row in rows]


def digest_of(title: str, lead: str, blocks: list[Block]) -> str:
    whole = json.dumps([title, lead, blocks], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(whole.encode()).hexdigest()


def texts_of(block: Block) -> Iterator[str]:
    """What a reader reads of it."""
    for name in LIMITS[block["type"]]:
        if name not in ("file", "focal_part", "indicator", "period", "url"):
            yield block[name]


def plain_text(blocks: list[Block]) -> str:
    """The words alone, for search and feeds; links lose their address."""
    return "\n\n".join(without_links(text) for block in blocks for text in texts_of(block) if text)


def quotes_of(blocks: list[Block]) -> list[tuple[int, tuple[str, str]]]:
    """The figure blocks with their position, from 1."""
    return [
        (position, (block["indicator"], block["period"]))
        for position, block in enumerate(blocks, 1)
        if block["type"] == "figure"
    ]


def files_of(blocks: list[Block]) -> list[UUID]:
    """The files that blocks show, each once."""
    return list(dict.fromkeys(UUID(block["file"]) for block in blocks if block.get("file")))


def text_lines(title: str, lead: str, blocks: list[Block]) -> list[str]:
    """A whole text line by line, each block with its kind, for setting two texts side by side."""
    lines = [title, lead]
    for block in blocks:
        lines.append(f"[{KINDS[block['type']]}]")
        for name in LIMITS[block["type"]]:
            text = block.get(name, "")  # texts of before a field was there lack it
            if name == "focal_part" and text:
                text = FOCAL_PARTS[text]
            lines += [line for line in text.split("\n") if line.strip()]
    return [line for line in lines if line]
