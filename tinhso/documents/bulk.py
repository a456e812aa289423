"""COPY writer of outgoing documents that were issued, for the demo and for imports; receivers hear nothing.

Whoever calls has made the rows so that they could have come from the deeds. Cases are copied before, by casework's own writer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Model

from tinhso.documents import events
from tinhso.documents.layout.document_types import DocumentType, name_of, type_of
from tinhso.documents.models import (
    Approval,
    DocumentRecipient,
    DraftVersion,
    OutgoingDocument,
    RegisterNumber,
    RoutingSeat,
)
from tinhso.documents.outgoing.drawing import paper_kind
from tinhso.documents.outgoing.text import Text
from tinhso.documents.outgoing.way import (
    CONTENT,
    DRAFT,
    FORM,
    ISSUE,
    ISSUE_ACT,
    KIND,
    SENT,
    SIGN,
    SIGN_ACT,
    STEPS,
    draft_limit,
    issue_limit,
    process,
)
from tinhso.documents.pages.places import place_name
from tinhso.documents.registers.notations import notation_of
from tinhso.documents.registers.series import folded_words, series
from tinhso.documents.signing.actions.complete_seal import OUTCOME
from tinhso.kernel.papers.public import Paper
from tinhso.kernel.site.public import copy_rows, reserve_ids

__all__ = [
    "CONTENT",
    "DRAFT",
    "FORM",
    "ISSUE",
    "ISSUE_ACT",
    "KIND",
    "OUTCOME",
    "SENT",
    "SIGN",
    "SIGN_ACT",
    "STEPS",
    "Approval",
    "DocumentRecipient",
    "DocumentType",
    "DraftVersion",
    "OutgoingDocument",
    "OutgoingHistory",
    "RegisterNumber",
    "RoutingSeat",
    "Text",
    "copy_documents",
    "draft_limit",
    "events",
    "folded_words",
    "issue_limit",
    "name_of",
    "notation_of",
    "paper_kind",
    "place_name",
    "process",
    "series",
    "type_of",
]


@dataclass
class OutgoingHistory:
    """One issued document as it stands. Case, number and paper have their keys already, since events name them."""

    document: OutgoingDocument
    number: RegisterNumber
    paper: Paper
    version: DraftVersion
    approvals: list[Approval] = field(default_factory=list)
    seats: list[RoutingSeat] = field(default_factory=list)
    recipients: list[DocumentRecipient] = field(default_factory=list)


def copy_documents(histories: Iterable[OutgoingHistory], others: Sequence[RegisterNumber] = ()) -> int:
    """Write them in the caller's transaction, with the numbers of `others`, which are no document of this system."""
    every = list(histories)
    copy_rows([*others, *(one.number for one in every)])
    copy_rows([one.paper for one in every])
    copy_rows([one.document for one in every])
    _copy(DraftVersion, [one.version for one in every])
    for one in every:
        for approval in one.approvals:
            approval.version_id = one.version.pk
    _copy(Approval, [row for one in every for row in one.approvals])
    _copy(RoutingSeat, [row for one in every for row in one.seats])
    _copy(DocumentRecipient, [row for one in every for row in one.recipients])
    return len(every)


def _copy(model: type[Model], rows: Sequence[Model]) -> None:
    for key, row in zip(reserve_ids(model, len(rows)), rows, strict=True):
        row.pk = key
    copy_rows(rows)
