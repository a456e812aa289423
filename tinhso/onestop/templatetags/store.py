from collections.abc import Mapping, Sequence

from django import template

from tinhso.kernel.site import clock
from tinhso.onestop.models import StoreEntry
from tinhso.onestop.store.reusable_papers import StoreLine, line_of

register = template.Library()


@register.filter
def lines_of(stored: Mapping[str, Sequence[StoreLine]], paper: str) -> Sequence[StoreLine]:
    """The stored papers that are offered for that paper."""
    return stored.get(paper, ())


@register.filter
def stored_line(entry: StoreEntry) -> StoreLine:
    """The stored paper with its worth today."""
    return line_of(entry, clock.today())
