"""What a source said, as a dossier keeps it: written into the row of the dossier, and erased with it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class ReplyKind(StrEnum):
    """What became of a question to a source."""

    FOUND = "found"
    NO_RECORD = "no_record"
    NOT_FITTING = "not_fitting"
    REFUSED = "refused"
    AWAY = "away"


REASONS = {
    ReplyKind.NO_RECORD: "Nguồn không có dữ liệu này.",
    ReplyKind.REFUSED: "Nguồn từ chối trả lời.",
    ReplyKind.AWAY: "Nguồn đang không trả lời.",
}


@dataclass(frozen=True)
class SourceRecord:
    """From where, when, by which law, by whose word, and what; `call` is the exchange's own id of the call.

    `values` is what the source said, `rows` [label, value] of it for people; both are empty where nothing came. `given`
    are the answers by which it was asked: where one of them is another now, the record is of somebody or something else.
    """

    key: str
    outcome: str
    title: str
    law: str
    at: str
    by_consent: bool
    reason: str = ""
    call: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    rows: list[list[str]] = field(default_factory=list)
    given: Mapping[str, str] = field(default_factory=dict)

    @property
    def found(self) -> bool:
        return self.outcome == ReplyKind.FOUND

    def stands_in(self, answers: Mapping[str, Any]) -> bool:
        """Whether it may be used in place of a paper, as the answers are now."""
        return self.found and all(str(answers.get(name, "")) == value for name, value in self.given.items())

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)

    @property
    def is_person(self) -> bool:
        """A record that fills in the form and stands for no paper."""
        return self.key.startswith("@")

    def written(self) -> dict[str, Any]:
        return asdict(self)


def read_records(rows: Mapping[str, Mapping[str, Any]]) -> dict[str, SourceRecord]:
    """The applicant's own first, then the family's, then those in place of papers."""
    keys = sorted(rows, key=lambda key: (key != "@applicant", not key.startswith("@"), key))
    return {key: SourceRecord(**rows[key]) for key in keys}
