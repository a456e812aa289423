"""What is wrong with a text is said in plain words at its block."""

from uuid import uuid4

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.lib.language.linked_text import pieces_of
from tinhso.press.articles.blocks import (
    LIMITS,
    MOST_BLOCKS,
    BlocksRefused,
    checked_blocks,
    table_rows,
    text_lines,
    texts_of,
)
from tinhso.press.articles.checks import problems_of
from tinhso.press.tests.makers import TEXT, fresh, written


def found(town, *blocks, **words):
    article = fresh(written(town, blocks=list(blocks), **words))
    return [(one.position, one.words) for one in problems_of(article.head, NOW)]


def test_a_sound_text_has_no_fault(newsroom):
    assert found(newsroom, {"type": "heading", "text": "Mục"}, TEXT) == []


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ({"type": "heading", "text": ""}, "Tiêu đề mục để trống"),
        ({"type": "text", "text": " "}, "Đoạn văn để trống"),
        ({"type": "image", "file": ""}, "Chưa chọn ảnh"),
        ({"type": "image", "file": str(uuid4())}, "Ảnh chưa có mô tả"),
        ({"type": "image", "file": str(uuid4()), "alt": "x"}, "Ảnh chưa ghi nguồn"),
        ({"type": "file", "file": str(uuid4())}, "Tệp không thuộc bài này"),
        ({"type": "table", "rows": ""}, "Bảng chưa có dòng"),
        ({"type": "table", "rows": "A||C\n1|2|3"}, "cột chưa có tên"),
        ({"type": "quote", "text": ""}, "Trích dẫn để trống"),
        ({"type": "document", "label": ""}, "Chưa ghi tên văn bản"),
        ({"type": "document", "label": "x", "url": "/khong-co-trang-nay/"}, "không mở được"),
        ({"type": "text", "text": "[x](/khong-co-trang-nay/)"}, "không mở được"),
        ({"type": "text", "text": "[x](/tin-tuc/khong-co-bai-nay/)"}, "không mở được"),
        ({"type": "figure", "indicator": "khong.co", "period": "2023"}, "Không có chỉ tiêu này"),
        ({"type": "text", "text": "Gọi anh A 0912345678"}, "dữ liệu cá nhân"),
    ],
)
def test_each_fault_is_told_at_its_block(newsroom, block, words):
    assert any(position == 2 and words in sentence for position, sentence in found(newsroom, TEXT, block))


def test_faults_of_the_head_and_of_headings_with_nothing_below(newsroom):
    heading = {"type": "heading", "text": "Mục"}
    faults = found(newsroom, heading, heading, TEXT, lead="")
    assert (1, "Dưới tiêu đề mục này chưa có nội dung.") in faults
    assert any(position == 0 and "sapô" in words for position, words in faults)
    assert any("chưa có nội dung" in words for _position, words in found(newsroom))


def test_only_links_of_the_site_and_https_are_links():
    text = 'a [b](/c/) [d](https://e.vn/) [f](javascript:x) [g](//h/) [k](/\\l/) [i](/j"k)'
    assert [one.url for one in pieces_of(text) if one.url] == ["/c/", "https://e.vn/"]


@pytest.mark.parametrize(
    "blocks",
    [
        "x",
        ["x"],
        [{"type": []}],
        [{"type": "text", "text": 5}],
        [{"type": "image", "file": "../x"}],
        [{"type": "image", "focal_part": "top left"}],
        [{"type": "document", "url": "javascript:x"}],
        [{"type": "document", "url": "//x.vn/"}],
        [{"type": "document", "url": "/\\x.vn/"}],
        [{"type": "table", "rows": "|".join("x" * 13)}],
        [{"type": "table", "rows": "x\n" * 101}],
        [{"type": "table", "rows": "x" * 301}],
        [{"type": "text", "text": "x"}] * (MOST_BLOCKS + 1),
    ],
)
def test_what_is_no_block_is_refused(blocks):
    with pytest.raises(BlocksRefused):
        checked_blocks(blocks)


def test_a_block_is_stored_with_its_fields_and_nothing_else():
    (block,) = checked_blocks(
        [{"type": "figure", "indicator": "post.revenue", "period": "2023", "value": "4900"}]
    )
    assert block == {"type": "figure", "indicator": "post.revenue", "period": "2023"}
    (image,) = checked_blocks([{"type": "image", "alt": "Cầu", "focal": "50,30", "focal_part": "top"}])
    assert set(image) == {"type", *LIMITS["image"]} and list(texts_of(image | {"focal": "50,30"}))[0] == "Cầu"
    assert "top" not in texts_of(image) and text_lines("", "", [image]) == ["[Ảnh]", "Cầu", "Phần trên"]
    del image["focal_part"]  # as in a text of before the field was there
    assert text_lines("", "", [image]) == ["[Ảnh]", "Cầu"]


def test_rows_of_a_table_are_as_long_as_its_heading():
    assert table_rows({"type": "table", "rows": "| A | B |\n| 1 |"}) == [["A", "B"], ["1", ""]]
