import gzip
from pathlib import Path

import pytest

from tinhso.kernel.site.management.commands.build_fonts import build

STATIC = Path(__file__).resolve().parents[1] / "static/site"


@pytest.mark.long
def test_fonts_hold_every_vietnamese_letter_and_the_first_page_stays_within_100_kb(tmp_path, client, db):
    from fontTools.ttLib import TTFont

    fonts = build(tmp_path)
    letters = "ăâđêôơưĂÂĐÊÔƠƯ" + "áàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ₫…–“”"
    for path in fonts:
        with TTFont(path) as font:
            held = font.getBestCmap()
        assert not [letter for letter in letters if ord(letter) not in held]
    weight = sum(path.stat().st_size for path in fonts)
    weight += sum(
        len(gzip.compress((STATIC / name).read_bytes())) for name in ("tinhso.css", "tinhso.js", "drum.svg")
    )
    weight += len(client.get("/").content)
    assert weight <= 100_000


@pytest.mark.long
def test_fonts_are_made_once(tmp_path):
    first = [path.stat().st_mtime_ns for path in build(tmp_path)]
    assert [path.stat().st_mtime_ns for path in build(tmp_path)] == first
