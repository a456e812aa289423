"""Logs as lines of JSON without personal data: codes, routes, times and numbers only.

An exception is told by its class and the lines of code it passed. Its message is left out unless `TINHSO_LOG_MESSAGES`
is set, because database errors and conversion errors quote what people typed.
"""

import json
import logging
import os
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from tinhso.config.logs.target import is_address
from tinhso.lib.setting_forms import YES

ROOT = Path(__file__).resolve().parents[3]
FIELDS = ("request_id", "method", "path", "status", "ms", "user_id", "queue", "task", "child", "code")


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "log": record.name,
            "say": record.getMessage(),
        }
        line |= {name: value for name in FIELDS if (value := getattr(record, name, None)) is not None}
        if record.exc_info and record.exc_info[0]:
            kind, error, trace = record.exc_info
            line["error"] = kind.__name__
            line["trace"] = frames(trace)
            if os.environ.get("TINHSO_LOG_MESSAGES", "").lower() in YES:
                line["message"] = str(error)
        return json.dumps(line, ensure_ascii=False).translate(BREAKS)


# What some readers of lines take for the end of one, and JSON leaves as it is.
BREAKS = {ord(mark): f"\\u{ord(mark):04x}" for mark in "\x85\u2028\u2029"}


def frames(trace: TracebackType | None) -> list[str]:
    """The lines of code that an exception passed, innermost last, as `tinhso/casework/x.py:12 name`."""
    return [f"{short(frame.filename)}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)][
        -12:
    ]


def short(name: str) -> str:
    path = Path(name)
    if path.is_relative_to(ROOT) and ".venv" not in path.parts:
        return str(path.relative_to(ROOT))
    return "/".join(path.parts[-3:])


def configuration(level: str, ship_to: str = "", authorities: str = "") -> dict[str, object]:
    """Django's LOGGING: everything to standard output, one line a record, and a copy to `ship_to` where that is an address.

    One that is none stops nothing: `tinhso check` refuses it.
    """
    ways = ["out", "ship"] if is_address(ship_to) else ["out"]
    shipping = {
        "()": "tinhso.config.logs.shipping.Shipping",
        "address": ship_to,
        "authorities": authorities,
        "formatter": "json",
        "filters": ["django"],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "tinhso.config.logs.lines.JsonLines"}},
        "handlers": {
            "out": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stdout",
                "formatter": "json",
                "filters": ["django"],
            },
            **({"ship": shipping} if "ship" in ways else {}),
        },
        # Other people's libraries are heard when something is wrong: at INFO they quote arguments and addresses.
        "root": {"handlers": ways, "level": "WARNING"},
        "loggers": {
            "tinhso": {"level": level},
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            # Its lines quote the whole address; `tinhso.request` tells the same without it.
            "django.request": {
                "handlers": ways,
                "level": "ERROR",
                "propagate": False,
                "filters": ["bare"],
            },
        },
        "filters": {
            "bare": {"()": "tinhso.config.logs.lines.WithoutAddress"},
            "django": {"()": "tinhso.config.logs.lines.DjangoWithoutAddress"},
        },
    }


class WithoutAddress(logging.Filter):
    """Django's "Internal Server Error: /address" loses the address, which may hold a token."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = record.getMessage().split(":")[0], ()
        return True


class DjangoWithoutAddress(WithoutAddress):
    """The same for all of Django that quotes addresses: a form without its token is told with the path it was sent to."""

    def filter(self, record: logging.LogRecord) -> bool:
        return (
            super().filter(record) if record.name.startswith(("django.request", "django.security")) else True
        )
