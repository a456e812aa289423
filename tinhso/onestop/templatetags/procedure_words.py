"""What of the law's own words is shown in a page of another language: marked as Vietnamese, so that it is read right."""

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from tinhso.onestop.data.reading import english_titles
from tinhso.onestop.models import Procedure

register = template.Library()


@register.simple_tag
def in_vietnamese() -> str:
    """The attribute of an element that holds the law's words; nothing in a Vietnamese page."""
    return "" if get_language() == "vi" else format_html(' lang="{}"', "vi")


@register.filter
def procedure_name(procedure: Procedure) -> str:
    """Its name; in an English page the English title where there is one, with the name of the law."""
    if get_language() == "vi":
        return procedure.name
    if title := english_titles().get(procedure.code):
        return format_html('{} <small class="soft" lang="vi">{}</small>', title, procedure.name)
    return format_html('<span lang="vi">{}</span>', procedure.name)


@register.filter
def procedure_title(procedure: Procedure) -> str:
    """The same for the title of the window, which cannot mark a language: English where there is an English title."""
    return (get_language() != "vi" and english_titles().get(procedure.code)) or procedure.name
