"""What a source said, as a dossier keeps it: written into the row of the dossier, and erased with it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any


class ConsentBy(StrEnum):
    """How the person said yes."""

    ONLINE = "online"
    SCREEN = "screen"
    PAPER = "paper"


CONSENT_WORDS = {
    ConsentBy.ONLINE: "Người nộp hồ sơ đã đồng ý trên trang này.",
    ConsentBy.SCREEN: "Người nộp hồ sơ đã đọc và đồng ý trên màn hình tại quầy.",
    ConsentBy.PAPER: "Người nộp hồ sơ đã ký giấy đồng ý tại quầy.",
}


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
    Asked anew while the dossier is settled, the newest answer stands here, `before` are the rows of the one before where they
    differ, `calls` the earlier calls. Where nothing came then, what was known stays, with `again_at` and `again_reason`.
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
    consent_by: str = ""
    before: list[list[str]] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    again_at: str = ""
    again_reason: str = ""

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
    def asked_again(self) -> datetime | None:
        """When it was asked anew without an answer."""
        return datetime.fromisoformat(self.again_at) if self.again_at else None

    @property
    def consent_words(self) -> str:
        """How the person said yes; "" where the law alone is the ground."""
        if not self.by_consent:
            return ""
        return CONSENT_WORDS[ConsentBy(self.consent_by or ConsentBy.ONLINE)]

    def is_stale(self, fresh_days: int | None, now: datetime) -> bool:
        """Whether what came is older than the register lets it be."""
        return fresh_days is not None and self.found and now - self.moment > timedelta(days=fresh_days)

    def followed_by(self, newer: "SourceRecord") -> "SourceRecord":
        """What the dossier keeps after it was asked anew: the newer answer, or this one with the reason why none came."""
        calls = [*self.calls, *filter(None, [self.call])]
        if self.found and not newer.found:
            missed = [*self.calls, *filter(None, [newer.call])]
            return replace(self, calls=missed, again_at=newer.at, again_reason=newer.reason)
        before = self.rows if self.found and self.rows != newer.rows else []
        return replace(newer, calls=calls, before=before, consent_by=self.consent_by)

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
