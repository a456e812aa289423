"""`{% load casework %}`: what any officer's page of a case may show."""

from typing import Any

from django import template

from tinhso.casework.case.group_message import group_message_of
from tinhso.casework.models import Case

register = template.Library()


@register.inclusion_tag("casework/group_message.html")
def group_message(case: Case) -> dict[str, Any]:
    """A neutral text with a link, to be sent to a group by hand; nothing of a confidential case."""
    return {"text": group_message_of(case)}
