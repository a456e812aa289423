"""What a document may hold, and what runs over pages."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date

import pytest

from tinhso.documents.layout.document_forms import NoForm, every_form, form_of
from tinhso.documents.layout.document_types import every_type
from tinhso.documents.layout.letter_content import BodyBlock, LetterAppendix, LetterSigner
from tinhso.documents.layout.letter_data import letter_data, roman, without_letterhead
from tinhso.documents.layout.letter_limits import LetterRefused, check_content
from tinhso.documents.layout.letter_pdf import letter_pdf
from tinhso.documents.layout.tests.makers import AT, DAY, HEAD, letter
from tinhso.documents.layout.tests.measured import words_of
from tinhso.kernel.papers import render as rendering
from tinhso.kernel.papers.contents import CONTENTS

LONG = tuple(BodyBlock("text", text="Nội dung của văn bản dài qua trang. " * 30) for _ in range(9))


@pytest.fixture(autouse=True)
def without_words_of_a_demo(monkeypatch):
    monkeypatch.setattr(rendering, "is_demo", lambda: False)


def test_each_of_the_29_types_has_its_form_with_a_source():
    assert [form.code for form in every_form()] == [one.code for one in every_type()]
    assert len(every_form()) == 29 and all(
        form.source.startswith("NĐ 30/2020/NĐ-CP") for form in every_form()
    )
    with pytest.raises(NoForm):
        form_of("QD", date(2020, 3, 4))
    with pytest.raises(NoForm):
        form_of("XX", DAY)


@pytest.mark.parametrize(
    ("code", "changes", "field"),
    [
        ("QD", {"legal_basis": ()}, "legal_basis"),
        ("QD", {"issuer": ""}, "issuer"),
        ("CV", {"to": ()}, "to"),
        ("CV", {"subject": " "}, "subject"),
        ("TB", {"blocks": ()}, "blocks"),
        ("TB", {"agency": ""}, "agency"),
        ("BB", {"signers": (HEAD,)}, "signers"),
        ("TB", {"signers": (LetterSigner(("",), "A"),)}, "signers"),
        ("TB", {"signers": (LetterSigner(("PP. A", "A"), "A"),)}, "signers"),
        ("TB", {"urgency": "MẬT"}, "urgency"),
        ("TB", {"circulation": "MẬT"}, "circulation"),
        ("TB", {"subject": "x" * 501}, "subject"),
        ("TB", {"agency": "x" * 201}, "names"),
        ("TB", {"contact": "x" * 1001}, "lines"),
        ("TB", {"blocks": (BodyBlock("text", text="x" * 20_001),)}, "blocks"),
        ("TB", {"blocks": (BodyBlock("text", text="x"),) * 3001}, "blocks"),
        ("TB", {"blocks": (BodyBlock("text", text="x" * 20_000),) * 31}, "blocks"),
        ("TB", {"blocks": (BodyBlock("table"),)}, "blocks"),  # type: ignore[arg-type]
        ("TB", {"recipients": ("x",) * 201}, "recipients"),
        ("TB", {"appendices": (LetterAppendix("x", ()),) * 51}, "appendices"),
    ],
)
def test_what_is_missing_or_too_much_is_told_with_its_field(code, changes, field):
    with pytest.raises(LetterRefused) as refused:
        check_content(letter(code, **changes), on=DAY)
    assert [name for name, _words in refused.value.problems] == [field]
    assert all(words[0].isupper() and words.endswith(".") for _name, words in refused.value.problems)


def test_the_keys_are_those_of_the_paper_and_the_kernel_adds_the_letterhead():
    data = letter_data(letter("QD"), on=DAY)
    wanted = set(CONTENTS["official"].__annotations__)
    assert set(data) == wanted
    assert set(without_letterhead(data)) == wanted - {
        "parent",
        "agency",
        "number",
        "place",
        "date",
        "verify_url",
    }


def test_pages_are_numbered_from_the_second_and_each_appendix_begins_anew(poppler):
    content = letter("KH", blocks=LONG, appendices=(LetterAppendix("Danh mục nhiệm vụ", LONG),) * 2)
    lines, sizes = words_of(poppler, letter_pdf(content, on=DAY, at=AT))
    numbers = [(one.page, one.text) for one in lines if one.text.isdigit() and one.top < 20]
    first = {
        label: next(one.page for one in lines if one.text == label) for label in ("Phụ lục I", "Phụ lục II")
    }
    assert numbers[0] == (2, "2") and len(sizes) > first["Phụ lục II"]
    for page in first.values():
        assert page not in dict(numbers) and dict(numbers)[page + 1] == "2"
    for one in lines:
        if one.text.isdigit() and one.top < 20:
            assert 12.8 <= one.size <= 14.2 and one.middle == pytest.approx(112.5, abs=0.5)
    note = next(one for one in lines if one.text.startswith("(Kèm theo"))
    assert note.italic and note.text.startswith(
        "(Kèm theo Kế hoạch số 05/STTTT-VP ngày 08 tháng 3 năm 2024 của Sở"
    )


def test_several_addressees_stand_in_lines_below_the_colon(poppler):
    content = letter("CV", to=("Bộ Nội vụ", "Bộ Tài chính", "Ủy ban nhân dân tỉnh"))
    lines, _sizes = words_of(poppler, letter_pdf(content, on=DAY, at=AT))
    colon = next(one for one in lines if one.text == "Kính gửi:")
    names = [one for one in lines if one.text.startswith("- ") and one.size > 13]
    assert [one.text for one in names] == ["- Bộ Nội vụ;", "- Bộ Tài chính;", "- Ủy ban nhân dân tỉnh."]
    assert all(one.left == pytest.approx(colon.right, abs=2.5) for one in names)


def test_room_is_left_for_number_day_and_both_signatures():
    content = replace(letter("BB"), number="", day=None)
    _pdf, spots = rendering.render_with_spots("official", letter_data(content, on=DAY), at=AT)
    assert {one.name for one in spots} == {"So_van_ban", "Ngay_ban_hanh", "Nguoi_ky_cung", "Nguoi_ky"}


@pytest.mark.long
@pytest.mark.parametrize("code", [form.code for form in every_form()])
def test_qpdf_finds_no_fault(code, tmp_path):
    """Other people's reading of the file, where it is installed."""
    if shutil.which("qpdf") is None:
        pytest.skip("no qpdf on this machine")
    (tmp_path / "a.pdf").write_bytes(letter_pdf(letter(code), on=DAY, at=AT))
    checked = subprocess.run(
        ["qpdf", "--check", tmp_path / "a.pdf"], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_what_was_typed_is_printed_and_never_run(poppler):
    hostile = '#eval("1+1") *đậm* $x$ <nhãn> {{ 7*7 }} \u202e\x00'
    content = letter("CV", subject=hostile, to=(hostile,), blocks=(BodyBlock("text", text=hostile),))
    words = poppler.text(letter_pdf(replace(content, recipients=(hostile,)), on=DAY, at=AT))
    assert words.count('#eval("1+1")') == 4 and "{{ 7*7 }}" in words


def test_roman_numbers():
    assert [roman(number) for number in (1, 4, 9, 14, 40, 49)] == ["I", "IV", "IX", "XIV", "XL", "XLIX"]
