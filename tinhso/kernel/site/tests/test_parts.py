"""The parts of a page, as HTML."""

from datetime import datetime, timedelta

import pytest
from django import forms
from django.template import engines

from tinhso.kernel.site.forms import MOST_VERSION, VnDateField, paragraphs, read_version
from tinhso.kernel.site.models import RateWindow
from tinhso.kernel.site.shapes import Cell, Column, FileRow, Table
from tinhso.lib.dates import HANOI

NOW = datetime(2024, 3, 8, 12, tzinfo=HANOI)


def drawn(template: str, **context) -> str:
    return engines["django"].from_string("{% load tinhso %}" + template).render(context)


class Form(forms.Form):
    name = forms.CharField(label="Họ và tên", help_text="Như trên căn cước")
    born = VnDateField(label="Ngày sinh", required=False)
    way = forms.ChoiceField(label="Cách nhận", widget=forms.RadioSelect, choices=[("1", "Tại quầy")])


def test_a_field_ties_label_hint_and_error_to_its_control():
    html = drawn("{% field form.name %}", form=Form({"born": "8/3/2024"}))
    assert '<label for="id_name">Họ và tên</label>' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_error"' in html


def test_what_is_not_chosen_yet_is_said_in_words():
    class Windows(forms.Form):
        window = forms.ModelChoiceField(RateWindow.objects.none())

    html = drawn("{% field form.window %}", form=Windows())
    assert '<option value="" selected>Chưa chọn</option>' in html and "---" not in html


def test_a_group_of_choices_is_a_fieldset_with_a_legend():
    html = drawn("{% field form.way %}", form=Form())
    assert "<legend>Cách nhận</legend>" in html
    assert '<label for="id_way_0">Tại quầy</label>' in html


@pytest.mark.parametrize("typed", ["8/3/2024", "08/03/2024", "08-03-2024", "08032024"])
def test_a_date_is_read_as_it_is_written_here(typed):
    form = Form({"name": "An", "way": "1", "born": typed})
    assert form.is_valid()
    assert form.cleaned_data["born"].isoformat() == "2024-03-08"


def test_the_error_summary_names_the_field_and_leads_to_it():
    html = drawn("{% error_summary form %}", form=Form({"born": "x"}))
    assert '<a href="#id_name">Họ và tên: ' in html
    assert '<a href="#id_way_0">Cách nhận: ' in html
    assert "ví dụ 08/03/2024" in html
    assert drawn("{% error_summary form %}", form=Form()).strip() == ""


def test_a_field_from_data_escapes_what_was_typed():
    html = drawn('{% input_field "a" "Nhãn" "textarea" value %}', value="</textarea><b>")
    assert "</textarea><b>" not in html
    html = drawn(
        '{% input_field "a" "Nhãn" "radio" "2" choices=choices errors=errors %}',
        choices=[("1", "x"), ("2", "y")],
        errors=["Chọn"],
    )
    assert 'value="2" checked' in html
    assert 'value="1" checked' not in html
    assert 'aria-describedby="id_a_error"' in html


def test_an_unknown_option_of_a_field_is_refused():
    with pytest.raises(TypeError, match="colour"):
        drawn('{% input_field "a" "Nhãn" colour="red" %}')


def test_a_deadline_says_its_exact_time_to_a_screen_reader():
    html = drawn("{% deadline due now %}", due=NOW - timedelta(hours=3), now=NOW)
    assert 'class="tag late"' in html
    assert "quá hạn 3 giờ" in html
    assert "09:00 ngày 08/03/2024" in html


def test_a_citizen_never_sees_the_state_of_the_scanner():
    row = FileRow("la.exe", 2048, scan="refused")
    assert "mã độc" not in drawn("{% file row %}", row=row)
    assert "có mã độc, đã cách ly" in drawn("{% file row show_scan=True %}", row=row)


def test_a_table_turns_to_cards_and_to_csv():
    table = Table(
        "Hồ sơ", [Column("Cơ quan"), Column("Số", number=True)], [["Sở Mẫu", Cell("4.312", url="/x/")]]
    )
    html = drawn("{% table table %}", table=table)
    assert 'data-as="Số"' in html
    assert '<a href="/x/">4.312</a>' in html
    assert table.as_csv() == "Cơ quan,Số\r\nSở Mẫu,4.312\r\n"


def test_no_word_of_a_table_runs_as_a_formula_and_a_negative_number_stays_one():
    table = Table("x", [Column("Nội dung"), Column("Số", number=True)], [['=HYPERLINK("//k")', "-5"]])
    assert table.as_csv().splitlines()[1] == '"\'=HYPERLINK(""//k"")",-5'


def test_a_row_that_lacks_a_cell_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="zip"):
        _ = Table("x", [Column("a"), Column("b")], [["1"]]).labelled_rows


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("7", 7),
        ("99999999", 99_999_999),
        ("100000000", MOST_VERSION),
        ("100000001", 0),
        ("0000000007", 0),  # ten digits
        ("x", 0),
        ("", 0),
        ("-1", 0),
        ("٣", 0),
    ],
)
def test_the_version_of_a_row_has_at_most_nine_digits_and_is_none_beyond_what_a_row_counts(text, version):
    assert read_version(text) == version


def test_a_few_paragraphs_are_at_most_four_thousand_letters():
    field = paragraphs("Nội dung", "Viết nội dung.")
    assert field.clean("x" * 4000) == "x" * 4000
    with pytest.raises(forms.ValidationError):
        field.clean("x" * 4001)
