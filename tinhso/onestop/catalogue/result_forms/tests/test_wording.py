"""A result without a layout of its own begins in the right kind of paper and is not sealed while it says nothing."""

import pytest

from tinhso.onestop.catalogue.result_forms.wording import OPEN, first_articles, says_nothing

WHO = "Lê Thị An"


@pytest.mark.parametrize(
    ("result", "begins"),
    [
        ("Giấy phép kinh doanh; Văn bản từ chối", "Cấp Giấy phép kinh doanh cho Lê Thị An."),
        ("Giấy chứng nhận đủ điều kiện", "Chứng nhận Lê Thị An"),
        ("Quyết định hưởng trợ cấp", "Quyết định hưởng trợ cấp đối với Lê Thị An"),
        ("Giấy xác nhận", "Xác nhận Lê Thị An"),
        ("Thông báo", "Thông báo đến Lê Thị An"),
        ("Danh sách", "Danh sách của Lê Thị An"),
    ],
)
def test_the_draft_is_of_the_kind_that_the_name_tells_and_has_to_be_filled(result, begins):
    articles = first_articles(result, WHO, {"ten_doi_tuong": "Quán phở 24"})
    assert articles[0].startswith(begins)
    assert "Đối tượng: Quán phở 24." in articles
    assert any(OPEN in article for article in articles)
    assert says_nothing(articles)
    assert not says_nothing([article.replace(OPEN, "bán phở") for article in articles])


def test_formal_sentences_alone_say_nothing():
    formal = ["Văn bản này có hiệu lực kể từ ngày ký.", ""]
    assert says_nothing(formal)
    assert not says_nothing(["Cấp Giấy phép số 12 cho bà An bán phở.", *formal])
