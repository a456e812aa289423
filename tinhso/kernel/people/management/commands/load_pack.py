from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tinhso.kernel.people.agencies.actions.load_pack import load_pack
from tinhso.kernel.people.public import SYSTEM
from tinhso.kernel.site import clock
from tinhso.kernel.site.models import Instance
from tinhso.kernel.site.public import count_tables
from tinhso.lib.bilingual import say
from tinhso.lib.packs.check import check_pack
from tinhso.lib.province_pack import BadPack, rule_kinds

MOST_SHOWN = 20
LABELS = {
    "rules.csv": ("Quy tắc", "Rules of law"),
    "units.csv": ("Đơn vị hành chính", "Administrative units"),
    "unit_successions.csv": ("Đơn vị kế tiếp", "Successions of units"),
    "agencies.csv": ("Cơ quan", "Agencies"),
    "agency_successions.csv": ("Cơ quan kế tiếp", "Successions of agencies"),
    "competences.csv": ("Thẩm quyền theo lĩnh vực", "Competence by field"),
    "deciders.csv": ("Thẩm quyền quyết định", "Who decides what"),
    "authorisations.csv": ("Ủy quyền, phân cấp", "Authority given to others"),
}
NOT_NAMED = (
    "Chưa nói gói của tỉnh nào: đặt TINHSO_PACK hoặc tinhso load_pack THƯ_MỤC."
    " Tỉnh mới bắt đầu bằng tinhso new-pack; gói Thanh Hóa đi kèm ở tinhso/config/packs/thanh_hoa."
)


class Command(BaseCommand):
    help = "Nạp gói dữ liệu của tỉnh: đơn vị hành chính, cơ quan, thẩm quyền, quy tắc pháp luật."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=settings.PROVINCE_PACK)

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        if path == settings.PROVINCE_PACK and not (settings.PACK_IS_NAMED or Instance.objects.exists()):
            raise CommandError(NOT_NAMED)
        if faults := check_pack(path, rules=rule_kinds(settings.SHIPPED_PACK)):
            shown = "\n".join(one.spoken() for one in faults[:MOST_SHOWN])
            vietnamese = f"{len(faults)} chỗ sai trong gói, chưa nạp gì: tinhso check-pack {path}"
            english = f"{len(faults)} faults in the pack, nothing was loaded: tinhso check-pack {path}"
            raise CommandError(f"{shown}\n{say(vietnamese, english)}")
        try:
            counts = load_pack(path, by=SYSTEM, now=clock.now())
        except BadPack as error:
            raise CommandError(str(error)) from error
        count_tables()
        for name, part in counts.files.items():
            label = f"{say(*LABELS[name])} ({name})"
            self.stdout.write(
                say(
                    f"{label}: thêm {part.created}, sửa {part.changed}, giữ nguyên {part.same}",
                    f"{label}: {part.created} added, {part.changed} changed, {part.same} as they were",
                )
            )
