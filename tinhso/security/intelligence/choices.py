"""What may be decided of an indicator, by what it is now."""

from tinhso.security.models import Indicator

State = Indicator.State
AFTER = {
    State.HELD_BACK: (State.ALLOWED, State.DISCARDED),
    State.ACTIVE: (State.DISCARDED,),
    State.ALLOWED: (State.DISCARDED,),
    State.DISCARDED: (State.ACTIVE, State.ALLOWED),
}


def choices_of(indicator: Indicator) -> tuple[str, ...]:
    """What an officer may decide now: what a warning speaks against is let through, never plainly active."""
    left_out = State.ACTIVE if indicator.warning else State.ALLOWED
    return tuple(one for one in AFTER[State(indicator.state)] if one != left_out)
