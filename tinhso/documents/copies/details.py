"""What is wanted of a copy, and its limits."""

from collections.abc import Sequence
from dataclasses import dataclass

from tinhso.documents.models import DocumentCopy

MOST_COPIES, MOST_PAGE, LONGEST_RECEIVERS = 9_999, 10_000, 1000


@dataclass(frozen=True)
class CopyDetails:
    """What is wanted: the kind, electronic or on paper, for whom, how many; of an extract its pages."""

    kind: DocumentCopy.Kind
    form: DocumentCopy.Form
    receivers: Sequence[str]
    copies: int = 1
    first_page: int | None = None
    last_page: int | None = None
