"""What a monitoring system asks of drafts under consultation."""

from collections.abc import Iterable

from django.db.models import Count

from tinhso.documents.models import PublicComment
from tinhso.kernel.site.operation import Sample


def public_comments() -> Iterable[Sample]:
    """One query."""
    rows = PublicComment.objects.values_list("state").annotate(n=Count("pk")).order_by("state")
    return [Sample(n, {"state": state}) for state, n in rows]
