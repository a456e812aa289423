"""A deed on a system that stands: its row locked, not retired, and seen as the page showed it."""

from tinhso.kernel.site.public import EntryRefused
from tinhso.security.models import InformationSystem


def in_use(system: InformationSystem, ver: int | None = None) -> InformationSystem:
    """EntryRefused where somebody was faster, or the system is retired. One query."""
    row = InformationSystem.objects.select_for_update().get(pk=system.pk)
    if row.retired_on:
        raise EntryRefused("", "Hệ thống này đã ngừng sử dụng.")
    if ver is not None and row.ver != ver:
        raise EntryRefused("", "Người khác vừa sửa hệ thống này. Ông/bà mở lại trang và sửa lại.")
    return row
