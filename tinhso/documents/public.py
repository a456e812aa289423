"""The door of official documents: numbers of the register, and documents that arrive."""

from tinhso.documents.incoming.actions.receive_document import CameFile, receive_document
from tinhso.documents.incoming.letter import ArrivingLetter
from tinhso.documents.layout.document_types import DocumentType, UnknownType, type_of, types_on
from tinhso.documents.pages.refusals import DocumentsForbidden, SecretDocument
from tinhso.documents.registers.actions.give_number import NotReserved, give_number
from tinhso.documents.registers.actions.release_number import release_number
from tinhso.documents.registers.actions.reserve_number import reserve_number
from tinhso.kernel.site.public import EntryRefused

__all__ = [
    "ArrivingLetter",
    "CameFile",
    "DocumentType",
    "DocumentsForbidden",
    "EntryRefused",
    "NotReserved",
    "SecretDocument",
    "UnknownType",
    "give_number",
    "receive_document",
    "release_number",
    "reserve_number",
    "type_of",
    "types_on",
]
