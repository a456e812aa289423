"""Fills an empty demo: the installation, the province pack, the cast. `tinhso demo` calls `load` once."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tinhso.demo.cast import create_cast, members
from tinhso.kernel.people.public import SYSTEM, load_pack
from tinhso.kernel.site import clock
from tinhso.kernel.site.models import Instance

OPENS_ON = "2024-03-08T08:00:00+07:00"


@transaction.atomic
def load(*, today: bool) -> None:
    """The demo opens on 08/03/2024 under the rules of 2023/24, or today under those in force."""
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
    load_pack(settings.PROVINCE_PACK, by=SYSTEM, now=clock.now())
    create_cast(now=clock.now())


def ways_in() -> list[tuple[str, str]]:
    """The cast as `tinhso demo` prints it: who, and where one becomes them."""
    return [(f"{m.name} ({m.role})", "/dang-nhap/") for m in members()]
