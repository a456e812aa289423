"""The door of what happens to official documents."""

from tinhso.documents.registers.events import (
    DocumentNumberGiven,
    DocumentNumberReleased,
    DocumentNumberReserved,
)

__all__ = ["DocumentNumberGiven", "DocumentNumberReleased", "DocumentNumberReserved"]
