"""Where somebody stands on the way of a form: "Bước 2/6"."""

from collections.abc import Sequence
from dataclasses import dataclass

from tinhso.kernel.site.shapes import Step


@dataclass(frozen=True)
class Progress:
    """Step `n` of `total`."""

    n: int
    total: int


def progress_of(steps: Sequence[Step]) -> Progress:
    """The step that is open now; the first where none is."""
    at = next((n for n, step in enumerate(steps, 1) if step.state == "now"), 1)
    return Progress(at, len(steps))
