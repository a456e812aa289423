"""Parts of the builder's pages."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.context import Context
from django.utils.translation import gettext as _

from tinhso.onestop.catalogue.procedure_page.page import due_words
from tinhso.onestop.models import ProcedureVersion

register = template.Library()


@register.inclusion_tag("onestop/draft_buttons.html", takes_context=True)
def part_buttons(context: Context, draft: ProcedureVersion, kind: str, key: str, name: str) -> dict[str, Any]:
    """Change, up, down, away: for one part of a draft."""
    ways = [("len", _("Lên")), ("xuong", _("Xuống")), ("bo", _("Bỏ"))]
    given = {"code": draft.procedure.code, "ver": draft.ver, "csrf_token": context.get("csrf_token")}
    return given | {"kind": kind, "key": key, "name": name, "ways": ways}


@register.simple_tag
def type_words(types: Mapping[str, Any], kind: str) -> str:
    """The kind of a question in words."""
    return str(types.get(kind, kind))


@register.simple_tag
def fee_due_words(fee: Mapping[str, Any], otherwise: str) -> str:
    """When a fee is asked, in words."""
    return due_words(fee, otherwise)
