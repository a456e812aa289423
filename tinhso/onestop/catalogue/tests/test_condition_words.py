"""When a paper is asked for, in words: on the page of a procedure and on its leaflet."""

import pytest

from tinhso.lib.forms.check import checked_form
from tinhso.onestop.catalogue.procedure_page.condition_words import when_words
from tinhso.onestop.data import reading

CHOICES = [{"value": "co", "label": "Có giấy"}, {"value": "mat", "label": "Mất giấy"}]
FIELDS = [
    {"id": "giay", "type": "choice", "label": "Giấy tờ thế nào?", "choices": CHOICES},
    {"id": "da_cuoi", "type": "boolean", "label": "Đã kết hôn"},
    {"id": "tang", "type": "number", "label": "Số tầng"},
]
FORM = checked_form(
    {
        "id": "t",
        "title": "T",
        "version": 1,
        "steps": [{"id": "s", "title": "S", "sections": [{"title": "", "fields": FIELDS}]}],
    }
)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (None, ""),
        ({"==": [{"var": "giay"}, "mat"]}, "khi “Giấy tờ thế nào”: Mất giấy"),
        ({"!=": [{"var": "giay"}, "co"]}, "khi “Giấy tờ thế nào”: không phải Có giấy"),
        ({"in": [{"var": "giay"}, ["co", "mat"]]}, "khi “Giấy tờ thế nào”: Có giấy hoặc Mất giấy"),
        (
            {"and": [{"==": [{"var": "da_cuoi"}, True]}, {">": [{"var": "tang"}, 6]}]},
            "khi “Đã kết hôn”: có và “Số tầng”: hơn 6",
        ),
        ({"==": [{"var": "giay"}, "gone"]}, ""),
        ({"==": [{"var": "nothing"}, 1]}, ""),
        ({"!": [{"var": "giay"}]}, ""),
    ],
)
def test_a_condition_is_told_by_its_questions_and_answers(condition, words):
    assert when_words(FORM, condition) == words


def test_every_paper_that_is_asked_for_at_times_says_when():
    silent = [
        (version["procedure"], paper["name"])
        for version in reading.versions()
        if "procedure" in version
        for paper in version["papers"]
        if "show_if" in paper and not when_words(checked_form(version["form"]), paper["show_if"])
    ]
    assert silent == []
