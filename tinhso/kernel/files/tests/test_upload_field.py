"""The file field that pages include."""

from django.forms import CharField, Form
from django.template.loader import render_to_string


class Page(Form):
    words = CharField()


def drawn(**context: object) -> str:
    return render_to_string(
        "files/upload_field.html", {"id": "giay", "name": "giay", "ticket": "x"} | context
    )


def test_the_form_of_the_page_around_it_does_not_fall_into_the_field():
    assert drawn(form=Page()) == drawn()
    assert ' form="' not in drawn(form=Page())


def test_a_form_elsewhere_on_the_page_is_named():
    assert ' form="papers"' in drawn(form_id="papers")
