"""Recordings of procedures that people read aloud."""

from dataclasses import dataclass

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class RecordingAdded(Event):
    """A keeper added the recording of a procedure in a language; whose voice it is stands in the row alone."""

    recording_id: int
    procedure_code: Code
    language: Code
    seconds: int


@dataclass(frozen=True, kw_only=True)
class RecordingWithdrawn(Event):
    """A recording is played no more; its bytes and the speaker's name are gone."""

    recording_id: int
    because: Code
