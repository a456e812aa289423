"""What the web server (`web.py`) loads, once for all its processes."""

import gc
import os
from contextlib import suppress
from importlib import import_module

from django.core.wsgi import get_wsgi_application
from django.urls import Resolver404, get_resolver, resolve, reverse

from tinhso.config.database import close_pools_at_exit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
gc.disable()  # whatever is loaded stays: to search it for garbage again and again was a fifth of the start
close_pools_at_exit()
application = get_wsgi_application()


def load_rooms() -> None:
    """What the first visitor would wait for: every room, what they declare, every address both ways, the readers of open data.

    Opens nothing. Imported by name, for before Django is set up there are no models.
    """
    get_resolver().url_patterns  # noqa: B018
    reverse("home")
    with suppress(Resolver404):
        resolve("/khong-co-dia-chi-nay/")  # is compared with all patterns, which are compiled for it
    import_module("tinhso.kernel.site.declare").all_of(object)
    import_module("tinhso.opendata.public").load_readers()


load_rooms()
# What is loaded stays: searching all of it for garbage took a third of a second of whichever request it fell upon.
gc.collect()
gc.freeze()
gc.enable()
