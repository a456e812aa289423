"""What the web server loads."""

import os
import threading

from django.core.wsgi import get_wsgi_application

from tinhso.config.database import close_pools_at_exit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
close_pools_at_exit()
application = get_wsgi_application()


def _warm() -> None:
    from tinhso.opendata.public import warm

    warm()


# The first reader of open data should not wait for what takes a second to load.
threading.Thread(target=_warm, name="warm", daemon=True).start()
