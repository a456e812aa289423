"""Everyday words in the search box that lead to a guide at once."""

from django.urls import reverse

from tinhso.kernel.site import clock
from tinhso.lib.language.vietnamese import fold
from tinhso.onestop.guides.lines import guides_on

LONGEST = 60
AFTER_HOURS = (
    *("ngoai gio", "lam viec ngoai gio", "gio lam viec ngoai gio", "buoi toi", "lam viec buoi toi"),
    *(
        "thu bay",
        "thu 7",
        "lam viec thu bay",
        "lam viec thu 7",
        "cuoi tuan",
        "lam viec cuoi tuan",
        "chu nhat",
    ),
)
"""Words for offices that are open in the evening or on Saturday."""


def guide_address(words: str) -> str:
    """The guide that has exactly these words among its own; "" for all others."""
    wanted = " ".join(fold(words).split()) if len(words) <= LONGEST else ""
    found = next((one for one in guides_on(clock.today()) if wanted in one.words), None)
    return reverse("guide", args=[found.code]) if found else ""
