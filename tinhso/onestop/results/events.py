from dataclasses import dataclass

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class ResultDrafted(Event):
    """The examiner drafted the result, or drafted it anew: no paper of it stands yet."""


@dataclass(frozen=True, kw_only=True)
class ResultDrawn(Event):
    """The drafted result was drawn up as that paper, which the head signs."""

    paper_id: int
