"""Who decides as it is printed: each combination of NĐ 30/2020, phụ lục III (mẫu 1.2, 1.3, 1.5), read back from the page."""

import pytest

from tinhso.documents.layout.document_types import every_type
from tinhso.documents.layout.letter_content import LetterSigner
from tinhso.documents.layout.letter_pdf import letter_pdf
from tinhso.documents.layout.tests.makers import AT, DAY, letter
from tinhso.documents.layout.tests.measured import Words, words_of
from tinhso.kernel.papers import render as rendering
from tinhso.kernel.papers.render import render
from tinhso.kernel.papers.tests.makers import permit
from tinhso.kernel.people.posts.tests.signing_makers import COMBINATIONS, PROVINCE
from tinhso.kernel.people.public import SigningForm, of_agency
from tinhso.lib.province_pack import ProvincePack

MIDDLE = 112.5  # of the words on a page, millimetres
COMMITTEE = COMBINATIONS[1][0]


@pytest.fixture(autouse=True)
def without_words_of_a_demo(monkeypatch):
    monkeypatch.setattr(rendering, "is_demo", lambda: False)


def signer(form: SigningForm) -> LetterSigner:
    return LetterSigner(tuple(form.lines), form.block["name"])


def decision(form: SigningForm) -> bytes:
    content = letter("QD", agency=form.agency.name, issuer=form.issuer, signers=(signer(form),), urgency="")
    return letter_pdf(content, on=DAY, at=AT)


def result(form: SigningForm) -> bytes:
    data = permit(agency=form.agency.name, issuer=form.issuer, signer=form.block)
    return render("permit", data, at=AT)


def placed(lines: list[Words], words: list[str]) -> list[Words]:
    """These words under each other, one line each, bold and on one axis."""
    found = [next(one for one in reversed(lines) if one.text == each) for each in words]
    assert all(one.bold and one.middle == pytest.approx(found[0].middle, abs=1) for one in found)
    assert [one.top for one in found] == sorted(one.top for one in found)
    return found


@pytest.mark.parametrize("drawn", [decision, result])
@pytest.mark.parametrize(("form", "capacity", "issuer", "lines"), COMBINATIONS)
def test_the_page_names_one_authority_above_and_below(drawn, form, capacity, issuer, lines, poppler):
    found, _sizes = words_of(poppler, drawn(form))
    (above,) = placed(found, [issuer.upper()])
    assert above.middle == pytest.approx(MIDDLE, abs=1)
    block = placed(found, [*(one.upper() for one in lines), form.block["name"]])
    assert block[0].middle > MIDDLE and block[-1].top - block[-2].bottom > 15  # the room of the signature
    assert any("TM. ỦY BAN NHÂN DÂN" in one.text for one in found) == (issuer == PROVINCE.name)
    assert sum(one.text.startswith("CHỦ TỊCH ỦY BAN") for one in found) == (issuer != PROVINCE.name) * (
        form.agency == PROVINCE
    )


def test_where_two_agencies_sign_each_names_its_own(poppler):
    both = [of_agency(one) for one in (COMBINATIONS[10][0], COMMITTEE)]
    signers = tuple(LetterSigner(tuple(one["lines"]), one["name"]) for one in both)
    found, _sizes = words_of(poppler, letter_pdf(letter("BTT", signers=signers), on=DAY, at=AT))
    right = placed(found, ["TM. ỦY BAN NHÂN DÂN", "TỈNH THANH HÓA", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"])
    left = placed(found, ["KT. GIÁM ĐỐC SỞ Y TẾ", "PHÓ GIÁM ĐỐC"])
    assert left[0].middle < MIDDLE < right[0].middle
    names = [one for one in found if one.text == both[0]["name"]]
    assert len(names) == 2 and names[0].top == pytest.approx(names[1].top, abs=0.5)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Sở Thông tin và Truyền thông", ["SỞ THÔNG TIN", "VÀ TRUYỀN THÔNG"]),
        ("Sở Nông nghiệp và Phát triển nông thôn", ["SỞ NÔNG NGHIỆP", "VÀ PHÁT TRIỂN NÔNG THÔN"]),
        ("Sở Văn hóa, Thể thao và Du lịch", ["SỞ VĂN HÓA,", "THỂ THAO VÀ DU LỊCH"]),
        ("Sở Y tế", ["SỞ Y TẾ"]),
        ("Ủy ban nhân dân thị xã Nghi Sơn", ["ỦY BAN NHÂN DÂN", "THỊ XÃ NGHI SƠN"]),
        (
            "Ban Quản lý Khu kinh tế Nghi Sơn và các khu công nghiệp",
            ["BAN QUẢN LÝ KHU", "KINH TẾ NGHI SƠN", "VÀ CÁC KHU CÔNG NGHIỆP"],
        ),
    ],
)
def test_a_name_is_torn_where_it_has_a_seam_and_no_word_stands_alone(name, lines, poppler):
    content = letter("CV", agency=name, parent="", urgency="")
    placed(words_of(poppler, letter_pdf(content, on=DAY, at=AT))[0], lines)


def test_each_type_of_document_says_who_decides_it(settings):
    rows = ProvincePack(settings.PROVINCE_PACK).rows("deciders.csv")
    codes = {one["code"] for one in rows if one["what"] == "document" and not one["valid_to"]}
    assert {one.code for one in every_type()} <= codes
