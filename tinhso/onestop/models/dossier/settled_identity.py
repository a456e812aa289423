"""What an officer settled of who applies, as a dossier keeps it: written into its row, and erased with it."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class SettledIdentity:
    """The officer's words, by name and moment. `differed` is what stood against what: [label, [[source, text]]].

    `remaining` are the differences that stay with these words (by what they were), so that another one is settled anew.
    `birth_date` is that of the applicant where it was in question.
    """

    words: str
    officer: str
    at: str
    differed: list[list[Any]] = field(default_factory=list)
    remaining: list[list[str]] = field(default_factory=list)
    birth_date: str = ""

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)

    def written(self) -> dict[str, Any]:
        return asdict(self)
