"""Copies are found, neighbours are not; the numbers are the same on every machine."""

from hashlib import sha256

from bench.press.near_duplicates import invented
from tinhso.lib.news.near_duplicates import BANDS, NearDuplicates, bands, likeness, signature

TEXT = "Người dân quanh chợ Mô Phỏng phản ánh tuyến đường trước chợ hỏng đã ba tuần, xe máy đi lại khó khăn vào buổi tối (số mô phỏng)."


def test_of_four_hundred_articles_the_copies_are_found_and_no_other_pair():
    rows = invented(400, seed=3)
    found, joined, wrong = NearDuplicates(), 0, 0
    for number, (story, text) in enumerate(rows):
        near = {rows[other][0] for other in found.add(number, text)}
        joined += story in near
        wrong += len(near - {story})
    copies = len(rows) - len({story for story, _ in rows})
    assert not wrong and joined >= 0.97 * copies > 150


def test_a_signature_is_the_same_everywhere_and_does_not_mind_diacritics_or_case():
    sign = signature(TEXT)
    assert sha256(sign).hexdigest()[:16] == sha256(signature(TEXT.upper())).hexdigest()[:16]
    assert sign == signature(
        "Nguoi dan quanh cho Mo Phong phan anh tuyen duong truoc cho hong da ba tuan xe may di lai kho khan vao buoi toi so mo phong"
    )
    assert int.from_bytes(sign[:4], "little") == FIRST and len(sign) == 1024 and len(bands(sign)) == BANDS


FIRST = 11574464


def test_short_and_empty_texts_are_like_nothing():
    assert signature("Ba chữ thôi") == b"" and bands(b"") == []
    assert likeness(b"", signature(TEXT)) == 0 and likeness(signature(TEXT), signature(TEXT)) == 1
    assert NearDuplicates().add(1, "") == []
