"""How long the certificates hold by which signatures are judged."""

from collections.abc import Iterator

from django.utils import timezone

from tinhso.kernel.papers.signing.trust_roots import trust_roots
from tinhso.kernel.site.operation import Sample


def trust_root_left() -> Iterator[Sample]:
    """Seconds until the first of them ends, less than nothing where one has; no line where none is trusted."""
    ends = [root.not_valid_after for root in trust_roots()]
    if ends:
        yield Sample((min(ends) - timezone.now()).total_seconds())
