"""Every night: recordings whose speaker's consent has ended are withdrawn and their bytes erased."""

from datetime import datetime

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock
from tinhso.onestop.models import Recording
from tinhso.onestop.recordings.actions.withdraw_recording import withdraw_recording


def end_recordings(*, now: datetime) -> int:
    """How many were withdrawn."""
    today = now.astimezone(clock.HANOI).date()
    over = Recording.objects.standing().filter(consent_until__lt=today)
    because = Recording.Because.CONSENT_ENDED
    return sum(withdraw_recording(recording=one, because=because, by=SYSTEM, now=now) for one in over)
