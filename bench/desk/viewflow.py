"""The same way of a dossier in django-viewflow, driven in process by lines of standard input: each line is one dossier.

`bench/onestop.py` runs this file with the python of an environment that has django-viewflow (AGPL-3.0, installed for the
measurement only, no part of the program), on the database of DATABASE_URL, which is empty. Each dossier is started, accepted,
examined, signed, issued and handed over; each move is one transaction in which the process row is locked, as its manual says
for two officers at once. Answers with a line of JSON: name of the move, seconds, CPU seconds here, CPU seconds of its
PostgreSQL backend. Viewflow keeps who was at a step when; deadlines, visibility, sealed events and jobs it does not know.
"""

import json
import os
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qsl, unquote, urlsplit

import django
from django.conf import settings

STEPS = ("accept", "examine", "sign", "issue", "hand_over")


def configure() -> None:
    url = urlsplit(os.environ["DATABASE_URL"])
    options = dict(parse_qsl(url.query))
    settings.configure(
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "viewflow",
            "viewflow.workflow",
            "viewflow_dossier",
        ],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": url.path.lstrip("/"),
                "USER": unquote(url.username or ""),
                "PASSWORD": unquote(url.password or ""),
                "HOST": options["host"],
            }
        },
        SECRET_KEY="bench",  # noqa: S106
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
    )
    django.setup()


def main() -> None:
    configure()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    from viewflow_dossier.flows import DossierFlow

    dossier, user = Dossier(DossierFlow), make_user()
    connection.ensure_connection()
    backend = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    print("ready", flush=True)
    for _ in sys.stdin:
        print(json.dumps(one(dossier, user, backend)), flush=True)


def make_user():
    from django.contrib.auth.models import User

    return User.objects.create_superuser("bench", "bench@localhost", "bench")


class Dossier:
    """One process through all its steps."""

    def __init__(self, flow) -> None:
        self.flow, self.process_id = flow, 0

    def submit(self, user) -> None:
        activation = self.flow.start.activation_class.create(self.flow.start, None, None)
        activation.start(SimpleNamespace(user=user))
        activation.execute()
        self.process_id = activation.process.pk

    def move(self, user) -> None:
        """Take the open task and end it."""
        from viewflow.workflow.models import Task

        task = Task.objects.get(process_id=self.process_id, finished=None)
        with task.activation() as activation:  # one transaction that holds the lock
            activation.assign(user)
            activation.start(SimpleNamespace(user=user))
            activation.execute()


def one(dossier, user, backend: Path) -> list[tuple[str, float, float, float]]:
    lines = []
    for name in ("submit", *STEPS):
        began, here, there = time.perf_counter(), time.process_time(), spent(backend)
        (dossier.submit if name == "submit" else dossier.move)(user)
        took = time.perf_counter() - began
        lines.append((name, took, time.process_time() - here, spent(backend) - there))
    return lines


def spent(backend: Path) -> float:
    """CPU seconds of the backend; 0 where the system does not tell."""
    try:
        return int(backend.read_text().split()[0]) / 1e9
    except OSError:
        return 0.0


if __name__ == "__main__":
    main()
