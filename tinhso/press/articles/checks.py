"""What an article is checked for before it is sent on and before it is published; each fault in plain words at its block."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from tinhso.indicators.public import quoted_figures
from tinhso.kernel.moderation.public import personal_words
from tinhso.lib.dates import local
from tinhso.lib.language.linked_text import paragraphs_of
from tinhso.press.articles.blocks import Block, quotes_of, table_rows, texts_of
from tinhso.press.models import Article, ArticleRevision

EMPTY = {
    "heading": ("text", "Tiêu đề mục để trống. Ông/bà ghi tiêu đề hoặc bỏ khối."),
    "text": ("text", "Đoạn văn để trống. Ông/bà viết nội dung hoặc bỏ khối."),
    "quote": ("text", "Trích dẫn để trống. Ông/bà ghi lời trích hoặc bỏ khối."),
    "table": ("rows", "Bảng chưa có dòng nào. Ông/bà nhập bảng hoặc bỏ khối."),
    "image": ("file", "Chưa chọn ảnh. Ông/bà tải ảnh lên rồi chọn, hoặc bỏ khối."),
    "file": ("file", "Chưa chọn tệp. Ông/bà tải tệp lên rồi chọn, hoặc bỏ khối."),
    "audio": ("file", "Chưa chọn bản ghi âm. Ông/bà tải tệp MP3, OGG hoặc M4A lên rồi chọn, hoặc bỏ khối."),
    "document": ("label", "Chưa ghi tên văn bản. Ông/bà ghi tên hoặc bỏ khối."),
}


@dataclass(frozen=True)
class Problem:
    """A fault at a block (from 1; 0 is title and sapô)."""

    position: int
    words: str


def problems_of(revision: ArticleRevision, now: datetime) -> list[Problem]:
    """All faults, in the order of the text. A few queries."""
    blocks = revision.blocks
    found = [*_of_head(revision), *_of_figures(blocks, now), *_of_files(revision), *_of_order(blocks)]
    for position, block in enumerate(blocks, 1):
        found += [Problem(position, words) for words in _of_block(block, now)]
    return sorted(found, key=lambda one: one.position)


def _of_head(revision: ArticleRevision) -> Iterator[Problem]:
    withdrawn = Article.objects.filter(state=Article.State.WITHDRAWN, translations=revision.article_id)
    if withdrawn.exists():
        yield Problem(0, "Bản gốc đã gỡ: bản dịch này không đăng được.")
    if not revision.lead:
        yield Problem(0, "Chưa có sapô. Ông/bà viết một, hai câu tóm tắt.")
    if not revision.blocks:
        yield Problem(0, "Bài chưa có nội dung. Ông/bà thêm ít nhất một khối.")
    for words in _personal(f"{revision.title}\n{revision.lead}"):
        yield Problem(0, words)


def _personal(text: str) -> list[str]:
    return [
        f"Có thể là dữ liệu cá nhân: {kind}. Ông/bà bỏ đi hoặc viết cách khác."
        for kind in personal_words(text)
    ]


def _of_block(block: Block, now: datetime) -> Iterator[str]:
    kind = block["type"]
    if kind in EMPTY and not block[EMPTY[kind][0]]:
        yield EMPTY[kind][1]
    if kind == "image" and block["file"]:
        if not block["alt"]:
            yield "Ảnh chưa có mô tả. Ông/bà tả điều người xem thấy, cho người không nhìn được ảnh."
        if not block["credit"]:
            yield "Ảnh chưa ghi nguồn. Ông/bà ghi người chụp hoặc nơi cho dùng ảnh."
    if kind == "audio" and block["file"] and not block["transcript"]:
        yield "Âm thanh chưa có lời ghi lại. Ông/bà chép lại lời, cho người không nghe được."
    if kind == "table" and any(not cell for row in table_rows(block)[:1] for cell in row):
        yield "Dòng đầu của bảng có cột chưa có tên."
    yield from dict.fromkeys(words for text in texts_of(block) for words in _personal(text))
    yield from (
        f"Đường dẫn {url} không mở được. Ông/bà sửa địa chỉ." for url in _links(block) if is_broken(url, now)
    )


def _links(block: Block) -> list[str]:
    if block["type"] == "document":
        return [block["url"]] if block["url"] else []
    if block["type"] not in ("text", "quote"):
        return []
    return [piece.url for part in paragraphs_of(block["text"]) for piece in part if piece.url]


def is_broken(url: str, now: datetime) -> bool:
    """Whether a link within the site leads to no page, or to an article that nobody may read."""
    if not url.startswith("/"):
        return False
    try:
        page = resolve(urlsplit(url).path)
    except Resolver404:
        return True
    if page.url_name != "article":
        return False
    return not Article.objects.public(now).filter(slug=page.kwargs["slug"]).exists()


def _of_figures(blocks: list[Block], now: datetime) -> Iterator[Problem]:
    quotes = quotes_of(blocks)
    known = quoted_figures((quote for _position, quote in quotes), today=local(now).date())
    for position, quote in quotes:
        figure = known.get(quote)
        if figure is None:
            yield Problem(
                position,
                "Không có chỉ tiêu này, hoặc kỳ ghi sai hay chưa bắt đầu. Kỳ ghi như 2023, 2023Q1, 202303.",
            )
        elif figure.value is None:
            yield Problem(
                position, f"{figure.name}: kỳ {quote[1]} {figure.text}. Ông/bà chọn kỳ khác hoặc bỏ khối."
            )


def _of_files(revision: ArticleRevision) -> Iterator[Problem]:
    named = {
        block["file"]: position for position, block in enumerate(revision.blocks, 1) if block.get("file")
    }
    if not named:
        return
    files = revision.article.files.select_related("file").filter(file__in=list(named))
    states = {str(one.file_id): one.file.state for one in files}
    sounds = {str(one.file_id) for one in files if one.sound}
    for position, block in enumerate(revision.blocks, 1):
        if block.get("file") in states and (block["type"] == "audio") != (block["file"] in sounds):
            yield Problem(position, "Tệp này không phải loại của khối. Ông/bà chọn tệp khác.")
    for file, position in named.items():
        if file not in states:
            yield Problem(position, "Tệp không thuộc bài này. Ông/bà tải lên lại rồi chọn.")
        elif states[file] != "clean":
            yield Problem(position, "Tệp đang được kiểm tra an toàn. Ông/bà chờ ít phút.")


def _of_order(blocks: list[Block]) -> Iterator[Problem]:
    """A heading that nothing stands under tells a reader of a part that is not there."""
    for position, block in enumerate(blocks, 1):
        following = blocks[position]["type"] if position < len(blocks) else "heading"
        if block["type"] == "heading" and following == "heading":
            yield Problem(position, "Dưới tiêu đề mục này chưa có nội dung.")
