"""The plane on its port: processes of granian, each of which is begun again where it dies."""

import multiprocessing

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from tinhso.lib.exchange.plane.app import Plane
from tinhso.lib.exchange.plane.setup import PlaneSetup

MOST_HEADERS = 65_536


def serve(setup: PlaneSetup, *, host: str, port: int) -> None:
    """Until a signal."""
    multiprocessing.set_start_method("fork", force=True)
    server = Granian(
        "tinhso.lib.exchange.plane.app:Plane",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(
            header_read_timeout=round(setup.header_seconds * 1000), max_buffer_size=MOST_HEADERS
        ),
        workers=setup.processes,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        backlog=1024,
    )
    server.serve(target_loader=lambda _target: Plane(setup))
