"""The typed blocks of a data story: what each kind holds, how long it may be, and which address of the portal it shows.

A block is data, never markup. One that stands on data names an address of the portal (a chart, a map, a table with its
conditions) and a version, and has no place for a digit of it; words name a figure by its mark, `{so-truong}`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.http import QueryDict
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.forms.block_editor import Block, whole_number
from tinhso.lib.language.linked_text import without_links
from tinhso.opendata.dataset.table_names import PARAMETER
from tinhso.opendata.engine.grouping import MEASURES

MOST_BLOCKS, MOST_DATA, MOST_ROWS = 60, 16, 30
LONGEST_ADDRESS = 1500
DATA = {"address": LONGEST_ADDRESS, "caption": 300, "version": 8}
LIMITS: dict[str, dict[str, int]] = {
    "heading": {"text": 200},
    "text": {"text": 10_000},
    "figure": {
        "address": LONGEST_ADDRESS,
        "measure": 20,
        "column": 80,
        "label": 200,
        "unit": 30,
        "mark": 30,
        "place": 10,
        "version": 8,
    },
    "chart": DATA,
    "table": {**DATA, "columns": 600, "rows": 4},
    "map": DATA,
    "image": {"file": 36, "alt": 300, "caption": 300, "credit": 200},
}
"""The fields of each kind with the most letters of each."""
KINDS = {
    "heading": gettext_lazy("Tiêu đề mục"),
    "text": gettext_lazy("Đoạn văn"),
    "figure": gettext_lazy("Con số"),
    "chart": gettext_lazy("Biểu đồ"),
    "table": gettext_lazy("Bảng"),
    "map": gettext_lazy("Bản đồ"),
    "image": gettext_lazy("Ảnh"),
}
PAGES = {"chart": "dataset_chart", "map": "dataset_map", "table": "dataset", "figure": "dataset"}
"""Which page of a dataset the address of a block is."""
CONDITIONS = ("cot", "dk", "gt")
GROUPING = ("loai", "nhom", "buoc", "phep", "gia", "thu-tu", "so")
PARAMETERS = {
    "chart": (PARAMETER, *GROUPING, *CONDITIONS),
    "map": (PARAMETER, "kieu", "nhan", "ngay", *GROUPING, *CONDITIONS),
    "table": (PARAMETER, "xep", *CONDITIONS),
    "figure": (PARAMETER, *CONDITIONS),
}
SHARE = "ti-le"
FIGURES = {"dem": MEASURES["dem"], SHARE: gettext_lazy("tỷ lệ số dòng đúng điều kiện (%)")} | {
    code: words for code, words in MEASURES.items() if code != "dem"
}
IN_WORDS = "loi"  # a figure that only stands in words
MARK = re.compile(r"\{([a-z][a-z0-9-]{0,29})\}")
NAMED = re.compile(r"[a-z][a-z0-9-]{0,29}")


class BlocksRefused(EntryRefused):
    """A block cannot be stored as it is; `position` counts from 1, the words say what to do."""

    def __init__(self, position: int, words: str) -> None:
        named = _("Khối %(n)s: %(words)s") % {"n": position, "words": words}
        super().__init__("blocks", named if position else words)
        self.position = position


def checked_blocks(blocks: Any) -> list[Block]:
    """The same blocks with their fields and nothing else. Raises: BlocksRefused."""
    if not isinstance(blocks, list) or len(blocks) > MOST_BLOCKS:
        raise BlocksRefused(
            0, _("Chuyện có nhiều nhất %(n)s khối. Hãy gộp các đoạn văn lại.") % {"n": MOST_BLOCKS}
        )
    found = [_checked(position, block) for position, block in enumerate(blocks, 1)]
    if sum(one["type"] in PAGES for one in found) > MOST_DATA:
        raise BlocksRefused(
            0, _("Chuyện có nhiều nhất %(n)s biểu đồ, bảng, bản đồ và con số.") % {"n": MOST_DATA}
        )
    return found


def _checked(position: int, block: Any) -> Block:
    kind = block.get("type") if isinstance(block, dict) else None
    if not isinstance(kind, str) or kind not in LIMITS:
        raise BlocksRefused(position, _("không rõ loại khối."))
    found: Block = {"type": kind}
    for name, longest in LIMITS[kind].items():
        text = block.get(name, "")
        if not isinstance(text, str):
            raise BlocksRefused(position, _("nội dung không phải là chữ."))
        text = text.replace("\x00", "").replace("\r\n", "\n").strip()
        if len(text) > longest:
            words = _("dài %(n)s ký tự, nhiều nhất %(most)s. Hãy viết ngắn lại hoặc chia khối.")
            raise BlocksRefused(position, words % {"n": len(text), "most": longest})
        found[name] = text
    _check_shape(position, found)
    return found


def _check_shape(position: int, block: Block) -> None:
    kind = block["type"]
    if kind == "image" and block["file"]:
        try:
            UUID(block["file"])
        except ValueError as error:
            raise BlocksRefused(position, _("ảnh không có; chọn trong danh sách ảnh của chuyện.")) from error
    if kind == "figure":
        if block["measure"] and block["measure"] not in FIGURES:
            raise BlocksRefused(position, _("chọn phép tính trong danh sách."))
        if block["mark"] and not NAMED.fullmatch(block["mark"]):
            raise BlocksRefused(
                position, _("tên gọi trong lời văn viết chữ thường không dấu, chữ số, gạch ngang: so-truong.")
            )
        if block["place"] not in ("", IN_WORDS):
            raise BlocksRefused(position, _("chọn chỗ hiện trong danh sách."))
    if kind == "table" and block["rows"] and not 1 <= whole_number(block["rows"], 9999) <= MOST_ROWS:
        raise BlocksRefused(position, _("số dòng từ 1 đến %(n)s.") % {"n": MOST_ROWS})
    if kind in PAGES and block["version"] and not whole_number(block["version"], 10**7):
        raise BlocksRefused(position, _("phiên bản dữ liệu là một số, để trống là bản mới nhất."))
    if kind in PAGES and block["address"]:
        address = address_of(position, kind, block["address"])
        block["address"] = address.written
        block["version"] = block["version"] or address.version


@dataclass(frozen=True)
class Address:
    """An address of the portal that a block shows: the dataset, the question without empty parts, the version and the number
    of the table that it names (0: none)."""

    path: str
    slug: str
    query: str
    version: str = ""
    table: int = 0

    @property
    def written(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path


def address_of(position: int, kind: str, text: str) -> Address:
    """What was copied from the browser, of this portal or another name of it. Raises: BlocksRefused."""
    try:
        parts = urlsplit(text.strip())
        match = resolve(parts.path)
    except (ValueError, Resolver404) as error:
        raise BlocksRefused(position, _wrong_page(kind)) from error
    if match.url_name != PAGES[kind]:
        raise BlocksRefused(position, _wrong_page(kind))
    given = QueryDict(parts.query[:LONGEST_ADDRESS])
    pairs = [(name, value) for name in PARAMETERS[kind] for value in _values(given, name)]
    version, table = given.get("phien-ban", ""), given.get(PARAMETER, "")
    if table and not whole_number(table, 10**4):
        raise BlocksRefused(position, _wrong_page(kind))
    return Address(
        parts.path,
        match.kwargs["slug"],
        urlencode(pairs),
        version if whole_number(version, 10**7) else "",
        whole_number(table, 10**4),
    )


def _values(given: QueryDict, name: str) -> list[str]:
    """Conditions stand in threes, so that their empty parts stay; of everything else an empty part says nothing."""
    if name in CONDITIONS:
        return given.getlist(name) if any(given.getlist("cot")) else []
    return [value for value in given.getlist(name)[-1:] if value]


def _wrong_page(kind: str) -> str:
    return {
        "chart": _("dán địa chỉ của trang Vẽ biểu đồ, ví dụ /du-lieu/…/bieu-do/?nhom=…"),
        "map": _("dán địa chỉ của trang Xem trên bản đồ, ví dụ /du-lieu/…/ban-do/?nhom=…"),
    }.get(kind, _("dán địa chỉ trang của một bộ dữ liệu, có thể kèm điều kiện lọc."))


def texts_of(block: Block) -> Iterator[str]:
    """What somebody wrote of it and a reader reads."""
    for name in ("text", "label", "unit", "caption", "alt", "credit"):
        if block.get(name):
            yield block[name]


def plain_text(blocks: list[Block]) -> str:
    """The words alone, for search and feeds; links lose their address, figures their marks."""
    words = (MARK.sub("", without_links(text)) for block in blocks for text in texts_of(block))
    return "\n\n".join(" ".join(text.split(" ")) for text in words if text)


def files_of(blocks: list[Block]) -> list[UUID]:
    """The pictures that blocks show, each once."""
    return list(dict.fromkeys(UUID(block["file"]) for block in blocks if block.get("file")))
