from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from tinhso.casework.case.kind import kind_of
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Auditor


def page_of(case: Any, by: Actor) -> str:
    """The page of a case with `taken_part` that this reader may open: its own where they take part, else its events without names.

    "" for a confidential case in which they take no part, but for auditors (`audit.followed_by`).
    """
    if case.taken_part:
        return reverse(kind_of(case.kind).url_name, args=[case.code])
    hidden = case.confidential and not by.holds(Auditor)
    return "" if hidden else f"{reverse('audit')}?{urlencode({'ma': case.code})}"
