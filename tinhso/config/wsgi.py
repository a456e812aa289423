"""What the web server loads."""

import os

from django.core.wsgi import get_wsgi_application

from tinhso.config.database import close_pools_at_exit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
close_pools_at_exit()
application = get_wsgi_application()
