"""What `config/urls.py` names as the handlers of errors; the pages themselves are in `refused.py`."""

from tinhso.kernel.site.refused import (
    bad_request,
    conflict,
    csrf_failed,
    forbidden,
    not_found,
    server_error,
    too_large,
    too_many,
)

__all__ = [
    "bad_request",
    "conflict",
    "csrf_failed",
    "forbidden",
    "not_found",
    "server_error",
    "too_large",
    "too_many",
]
