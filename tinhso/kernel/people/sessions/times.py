from time import time

from django.conf import settings


def is_over(since: int | None) -> bool:
    """Whether a session that was signed in then (seconds of the real clock) has had its whole life."""
    return since is not None and time() - since > settings.SESSION_COOKIE_AGE
