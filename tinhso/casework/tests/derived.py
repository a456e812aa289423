"""For tests of whoever writes cases, one by one or by COPY: what does not follow from the log."""

from tinhso.casework.proof.compare import compare
from tinhso.casework.proof.lines import lines_of
from tinhso.casework.proof.scope import every_case


def differing() -> list[str]:
    """A line for each value of any case that its events do not say; what no event says is one too."""
    found = compare(every_case())
    unknown = [f"{found.uncheckable} cases hold something that no event says"] if found.uncheckable else []
    return lines_of(found) + unknown
