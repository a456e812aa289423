"""What happens in the one-stop shop. Fields are ids, codes, enumerations, times and numbers."""

from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class CatalogueLoaded(Event):
    """The catalogue was read from the data of the province: how many of each are new or changed."""

    procedures: int
    versions: int
    services: int


@dataclass(frozen=True, kw_only=True)
class ProcedureVersionPublished(Event):
    """A version of a procedure comes into force for new dossiers; the one before it ends the day it begins.

    `weight` is what the change of the form means for drafts under way: safe or migration.
    """

    procedure_code: Code
    number: int
    weight: Code


@dataclass(frozen=True, kw_only=True)
class ResultDelivered(Event):
    """The post has delivered a result that the desk sent."""

    label: ClassVar[str] = "Bưu chính đã phát kết quả"
    public: ClassVar[bool] = True
