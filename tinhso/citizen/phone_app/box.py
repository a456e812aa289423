from urllib.parse import urlencode

from django.urls import reverse

from tinhso.kernel.people.public import Agency
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site import clock
from tinhso.kernel.site.context import read_through
from tinhso.lib.language.vietnamese import fold

BEGINNINGS = (
    *("ubnd", "uy ban", "xa", "phuong", "thi tran", "huyen", "thi xa", "thanh pho", "so", "ban", "cong an"),
    *("bo phan mot cua", "trung tam phuc vu hanh chinh cong"),
)
OFFICE_WORDS = ("ubnd ", "uy ban nhan dan ", "uy ban ")
LONGEST = 80


def directory_address(words: str) -> str:
    """The name of an agency, or of a commune with its kind, leads to its office; other words are none of a place."""
    asked = fold(words).strip() if len(words) <= LONGEST else ""
    if not any(asked == one or asked.startswith(f"{one} ") for one in BEGINNINGS):
        return ""
    bare = next((asked.removeprefix(w) for w in OFFICE_WORDS if asked.startswith(w)), asked)
    if {asked, bare}.isdisjoint(read_through("folded places", place_names)):
        return ""
    return f"{reverse('agency_list')}?{urlencode({'q': bare})}"


def place_names() -> frozenset[str]:
    """The names of today's units and agencies, folded; two queries."""
    today = clock.today()
    units = AdminUnit.objects.on(today).values_list("name", flat=True)
    agencies = Agency.objects.on(today).exclude(kind=Agency.Kind.DIVISION).values_list("name", flat=True)
    return frozenset(fold(name) for name in (*units, *agencies))
