from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class ProcedureVersionPublished(Event):
    """A version of a procedure comes into force for new dossiers; the one before it ends the day it begins.

    `weight` is what the change of the form means for drafts under way: safe or migration; `safe` and `migration` count
    its changes of each weight.
    """

    procedure_code: Code
    number: int
    weight: Code
    safe: int = 0
    migration: int = 0


@dataclass(frozen=True, kw_only=True)
class VersionDrafted(Event):
    """A keeper began the draft of a procedure's next version, from version `copied` or from nothing (0)."""

    procedure_code: Code
    number: int
    copied: int


@dataclass(frozen=True, kw_only=True)
class VersionDraftChanged(Event):
    """A keeper changed one part of a draft, which is its `ver`-th state now."""

    procedure_code: Code
    number: int
    part: Code
    ver: int


@dataclass(frozen=True, kw_only=True)
class VersionDraftDiscarded(Event):
    """A keeper threw the draft of a version away; it was never in force."""

    procedure_code: Code
    number: int


@dataclass(frozen=True, kw_only=True)
class MigrationOrdered(Event):
    """A keeper ordered open dossiers onto another version; `foreseen` are the dossiers that the dry run would move."""

    migration_id: int
    procedure_code: Code
    number: int
    foreseen: int


@dataclass(frozen=True, kw_only=True)
class DossierMigrated(Event):
    """An open dossier goes on under another version of its procedure; `asks` new answers are wanted of the citizen."""

    label: ClassVar[str] = "Chuyển sang nội dung mới của thủ tục"
    public: ClassVar[bool] = True
    migration_id: int
    old_version: int
    new_version: int
    old_step: Code | None
    new_step: Code | None
    left: int
    asks: int
    version_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class MigrationFinished(Event):
    """Every open dossier was looked at: so many moved, of those so many ask the citizen, kept, refused."""

    migration_id: int
    moved: int
    asked: int
    kept: int
    refused: int
