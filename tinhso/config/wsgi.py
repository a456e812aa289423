"""What the web server (`web.py`) loads, once for all its processes."""

import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from tinhso.config.database import close_pools_at_exit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
close_pools_at_exit()
application = get_wsgi_application()
# Every room is loaded before the first visitor comes, and what is loaded stays: searching all of it for garbage took
# a third of a second of whichever request it fell upon.
get_resolver().url_patterns  # noqa: B018
import_module("tinhso.opendata.public").load_readers()  # only now: before, there are no models
gc.collect()
gc.freeze()
