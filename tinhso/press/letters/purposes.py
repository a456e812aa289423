"""What a letter may be for."""

from tinhso.press.models import Clarification, PressIssue, PressLetter


def purposes_of(of: PressIssue | Clarification) -> list[str]:
    """What goes round on networks goes to the competent body alone; an issue is given out, sent on or reported."""
    if isinstance(of, Clarification):
        return [PressLetter.Purpose.COMPETENT.value]
    return list(PressLetter.Purpose.values)
