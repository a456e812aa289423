"""What the search makes of details, of marks, of English, and of what it has no answer for."""

import pytest

from tinhso.kernel.search.models import SearchWord
from tinhso.kernel.search.public import Entry, add_synonyms, replace_kind
from tinhso.kernel.search.tests.makers import catalogue, found, results

pytestmark = pytest.mark.django_db


def entries(**titles: str) -> None:
    rows = [Entry(kind="procedure", ref=ref, title=title, url=f"/{ref}/") for ref, title in titles.items()]
    replace_kind("procedure", rows)


def test_a_paper_or_a_result_leads_to_what_asks_for_it():
    births = Entry(
        kind="procedure", ref="birth", title="Đăng ký khai sinh", url="/", details="Giấy chứng sinh; Căn cước"
    )
    others = [Entry(kind="procedure", ref=f"n{n}", title=f"Việc {n}", url="/") for n in range(9)]
    replace_kind("procedure", [births, *others])
    assert found("giấy chứng sinh") == ["birth"]


def test_what_is_in_the_title_comes_before_what_is_in_the_details():
    entry = Entry(kind="procedure", ref="title", title="Cấp giấy chứng sinh", url="/")
    asked = Entry(
        kind="procedure", ref="paper", title="Khai sinh", url="/", details="Giấy chứng sinh", weight=10
    )
    replace_kind("procedure", [asked, entry])
    assert found("giấy chứng sinh")[0] == "title"


def test_marks_that_were_typed_decide_between_words_that_fold_alike():
    entries(
        pho="Cấp phép lòng đường, hè phố",
        quy="Thành lập quỹ từ thiện",
        other="Thành lập công ty theo quy định",
    )
    assert found("thành lập quỹ")[0] == "quy"
    assert found("hè phố")[0] == "pho"
    assert found("he pho")[0] == "pho"
    assert found("hoà giải") == []
    entries(hoa="Hòa giải tranh chấp đất đai")
    assert found("hoà giải") == ["hoa"]  # two ways to type one word


def test_two_words_that_stand_together_tell_more_than_each_alone():
    entries(study="Dịch vụ tư vấn du học", other="Dịch vụ du lịch, học vấn tư nhân")
    assert SearchWord.objects.get(word="du hoc").entries == 1
    assert found("tu van du hoc")[0] == "study"


def test_english_is_translated_phrase_by_phrase():
    catalogue()
    add_synonyms(
        [("birth certificate", "giấy khai sinh"), ("son", "con"), ("marriage", "kết hôn")], english=True
    )
    assert found("how to get a birth certificate for my son")[0] == "1.001193"
    assert found("marriages")[0] == "1.000894"


def test_words_that_are_english_too_stay_vietnamese_in_a_vietnamese_query():
    entries(paint="Sản xuất sơn", child="Nhận con nuôi")
    add_synonyms([("son", "con"), ("birth", "khai sinh")], english=True)
    assert found("son")[0] == "paint"


def test_what_is_covered_is_sure_and_what_is_not_is_a_guess_with_its_words():
    catalogue()
    assert results("khai sinh").sure
    unsure = results("kết quả khai cuộc cờ vua")
    assert not unsure.sure
    assert all(hit.matched for hit in unsure.hits)
    assert not results("xyzxyz").sure


def test_a_slip_that_is_a_word_elsewhere_is_still_found():
    entries(birth="Đăng ký khai sinh", other="Khía cạnh")
    assert found("khia sinh")[0] == "birth"


def test_a_word_typed_without_marks_beside_others_that_have_them_means_itself():
    entries(target="Chỉ tiêu kinh tế", spent="Chi tiêu ngân sách")
    assert found("chi tiêu") == ["spent", "target"]
    assert found("chỉ tiêu") == ["target", "spent"]
    assert set(found("chi tieu")) == {"target", "spent"}
