"""Whose data this database holds: nothing of another province's pack is read into it."""

from pathlib import Path

from tinhso.kernel.site.models import Instance
from tinhso.lib.province_pack import BadPack, pack_settings


def refuse_other_province(pack: Path) -> None:
    """Once a province is loaded, its code tells it from every other. One query.

    Raises: BadPack where the pack is another province's than the one loaded here.
    """
    if words := other_province(pack):
        raise BadPack(words)


def other_province(pack: Path) -> str:
    """Why this pack is not read here, in Vietnamese; "" for the province's own, and where none is loaded yet. One query."""
    here = Instance.objects.only("owner", "province_code").first()
    given = pack_settings(pack)
    if here is None or not given or given.get("province_code") == here.province_code:
        return ""
    return (
        f"Cơ sở dữ liệu này là của {here.owner} (mã {here.province_code}), gói {pack.name} là của {given.get('owner')}"
        f" (mã {given.get('province_code')}): đặt TINHSO_PACK là gói của tỉnh mình"
    )
