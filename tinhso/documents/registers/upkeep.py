"""What a monitoring system asks of the registers."""

from collections.abc import Iterable

from tinhso.documents.models import RegisterNumber
from tinhso.kernel.site.operation import Sample


def numbers_held() -> Iterable[Sample]:
    """One query."""
    return [Sample(RegisterNumber.objects.filter(state=RegisterNumber.State.RESERVED).count())]
