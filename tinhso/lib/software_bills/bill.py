"""What a software bill and a VEX document say, in the same words whatever format they came in."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True)
class Component:
    """One part of a program. `package` is its package URL without version and qualifiers, "" where the bill gives none."""

    name: str
    version: str = ""
    package: str = ""
    licence: str = ""


@dataclass(frozen=True)
class SoftwareBill:
    """A bill that was read: each component once, and how many records could not be understood, the first of them by reason."""

    format: str
    version: str
    tool: str
    made_at: datetime | None
    components: tuple[Component, ...]
    rejected: tuple[tuple[int, str], ...] = ()
    rejected_count: int = 0
    subject: str = ""


class Status(StrEnum):
    """The four of every VEX format."""

    NOT_AFFECTED = "not_affected"
    AFFECTED = "affected"
    FIXED = "fixed"
    UNDER_INVESTIGATION = "under_investigation"


class Justification(StrEnum):
    """Why something is not affected, in the words of OpenVEX and CSAF."""

    COMPONENT_NOT_PRESENT = "component_not_present"
    CODE_NOT_PRESENT = "vulnerable_code_not_present"
    CODE_NOT_IN_EXECUTE_PATH = "vulnerable_code_not_in_execute_path"
    NOT_CONTROLLED_BY_ADVERSARY = "vulnerable_code_cannot_be_controlled_by_adversary"
    MITIGATED = "inline_mitigations_already_exist"


@dataclass(frozen=True)
class Statement:
    """What a document says of one weakness in one package; `version` "" for every version."""

    names: tuple[str, ...]
    package: str
    version: str
    status: Status
    justification: str = ""
    text: str = ""


@dataclass(frozen=True)
class VexDocument:
    format: str
    statements: tuple[Statement, ...]
    rejected: tuple[tuple[int, str], ...] = ()
    author: str = ""
    made_at: datetime | None = None


@dataclass
class Rejects:
    """Records that were not understood: all of them counted, the first named."""

    most: int = 200
    first: list[tuple[int, str]] = field(default_factory=list)
    count: int = 0

    def add(self, record: int, reason: str) -> None:
        self.count += 1
        if len(self.first) < self.most:
            self.first.append((record, reason))
