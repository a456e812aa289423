"""Fills an empty demo database: `python -m tinhso.config.demo_data [--today]`. `tinhso demo` calls it once.

The year of synthetic data is the work of `tinhso.demo.load`. As long as that room is not there, only the row that
names the installation is written.
"""

import sys
from datetime import datetime, timedelta
from importlib import import_module
from importlib.util import find_spec

from tinhso.config.database import open_django

OPENS_ON = "2024-03-08T08:00:00+07:00"


def load(*, today: bool) -> None:
    if find_spec("tinhso.demo.load"):
        import_module("tinhso.demo.load").load(today=today)
        return
    from django.utils import timezone

    from tinhso.kernel.site.models import Instance

    shift = timedelta() if today else datetime.fromisoformat(OPENS_ON) - timezone.now()
    Instance.objects.get_or_create(
        pk=1,
        defaults={
            "name": "Bản trình diễn Tỉnh Số",
            "owner": "Ủy ban nhân dân tỉnh (mô phỏng)",
            "province_code": "38",
            "ident_code": "H56",
            "demo": True,
            "clock_offset": shift,
        },
    )


def ways_in() -> list[tuple[str, str]]:
    """Who may be tried and the path that lets one in, as `tinhso.demo.load.ways_in()` tells them."""
    if not find_spec("tinhso.demo.load"):
        return []
    told = getattr(import_module("tinhso.demo.load"), "ways_in", None)
    return list(told()) if told else []


if __name__ == "__main__":
    open_django()
    load(today="--today" in sys.argv[1:])
