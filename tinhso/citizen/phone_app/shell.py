"""What the installed app keeps on the phone from the start: its static files and the pages for the time without a network.

The version is a digest of all of it, so that a new release, and nothing else, makes browsers fetch the shell anew.
"""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext

from tinhso.citizen.data import FOLDER

ICONS = ("icon-192", "icon-512", "maskable-192", "maskable-512")
COMPOSER = ("photo", "place", "picker", "place_field", "compose_parts", "compose")
"""The scripts of the page on which a report is written, in their order."""
SCRIPTS = ("store", "outbox", "app", *COMPOSER, "near", "outbox_list")
FILES = (
    "site/tinhso.css",
    "site/tinhso.js",
    "site/drum.svg",
    "site/icon.svg",
    *(f"fonts/be-vietnam-pro-{weight}.woff2" for weight in (400, 600, 700)),
    "citizen/citizen-app.css",
    *(f"citizen/{name}.js" for name in SCRIPTS),
    "citizen/icons/icon-192.png",
)
PAGES = ("app_offline", "compose", "outbox", "public_reports", "alerts", "emergency")
WORKER = FOLDER.parent / "static/citizen/worker.js"


@cache
def worker_script() -> str:
    """The service worker as it is served: constants first, then what it imports, then its own text."""
    found = [name for name in FILES if finders.find(name)]
    shell = [static(name) for name in found]
    text = WORKER.read_text(encoding="utf-8")
    constants = {
        "VERSION": _digest(found, text),
        "SHELL": shell,
        "PAGES": [reverse(name) for name in PAGES],
        "OFFLINE": reverse("app_offline"),
        "COMPOSE": reverse("compose"),
        "OUTBOX": reverse("outbox"),
        "SHARE": reverse("share_photos"),
        "SIGN_IN": reverse("sign_in"),
        "SIGN_OUT": reverse("account_logout"),
        "READ_AT": gettext("Máy không có mạng. Trang này đọc lúc {at}."),
    }
    head = "".join(f"var {name} = {json.dumps(value)};\n" for name, value in constants.items())
    parts = [static("citizen/store.js"), static("citizen/outbox.js"), reverse("notices:push_worker")]
    return f"{head}importScripts({', '.join(json.dumps(part) for part in parts)});\n{text}"


def _digest(files: list[str], text: str) -> str:
    seen = hashlib.sha256(f"{settings.STATIC_URL}{text}".encode())
    for name in files:
        seen.update(Path(finders.find(name) or "").read_bytes())
    return seen.hexdigest()[:16]
