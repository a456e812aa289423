from typing import Any

from django import template

from tinhso.casework.public import Case
from tinhso.citizen.models import RecordErasure
from tinhso.citizen.retention.retention import erasure_of

register = template.Library()


@register.inclusion_tag("citizen/erased.html")
def erased_note(case: Case, what: str) -> dict[str, Any]:
    """Says on the page of a record that its words were erased, when and by which rule; nothing while they are kept."""
    return {"erasure": erasure_of(case, RecordErasure.What(what))}
