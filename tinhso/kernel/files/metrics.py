"""Files that wait for their scan."""

from collections.abc import Iterator

from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.site.operation import Sample


def waiting_for_scan() -> Iterator[Sample]:
    yield Sample(StoredFile.objects.pending().count())
