"""What happens to a demo itself."""

from dataclasses import dataclass

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class ClockShifted(Event):
    """A visitor of the demo set its legal clock to another day; the offset to the real clock, in seconds."""

    old_offset_seconds: int
    new_offset_seconds: int
