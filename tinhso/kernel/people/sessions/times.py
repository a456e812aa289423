from time import time

from django.conf import settings


def is_over(since: int | None, own_until: int | None = None) -> bool:
    """Whether a session that was signed in then (seconds of the real clock) has had its whole life: the usual one, or on one's
    own device until `own_until`."""
    return past_usual(since) and not (own_until is not None and time() < own_until)


def past_usual(since: int | None) -> bool:
    """Whether the usual life is over: from then on a session that is kept on one's own device only reads."""
    return since is not None and time() - since > settings.SESSION_COOKIE_AGE
