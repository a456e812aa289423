from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock
from tinhso.lib.bilingual import say
from tinhso.lib.province_pack import BadPack
from tinhso.onestop.catalogue.actions.load_catalogue import load_catalogue
from tinhso.onestop.catalogue.online_services import count_unlisted
from tinhso.onestop.data import reading


class Command(BaseCommand):
    help = "Reads the catalogue of procedures from the data of the province; may be run again."

    def handle(self, *args: object, **options: object) -> None:
        try:
            loaded = load_catalogue(by=SYSTEM, now=clock.now())
        except BadPack as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            say(
                f"Thủ tục mới hoặc đổi: {loaded.procedures}. Bản mới: {loaded.versions}. "
                f"Dịch vụ trực tuyến mới: {loaded.services}.",
                f"New or changed procedures: {loaded.procedures}. New versions: {loaded.versions}. "
                f"New online services: {loaded.services}.",
            )
        )
        if reading.has_services(settings.PROVINCE_PACK):
            self.tell_unlisted()

    def tell_unlisted(self) -> None:
        """What an earlier load or a keeper wrote stays; where the province's list does not name it, that is told."""
        listed = reading.listed_services(settings.PROVINCE_PACK)
        unlisted = count_unlisted(listed, on=clock.now().date())
        self.stdout.write(
            say(
                f"{reading.SERVICES}: {len(listed)} dòng. Dịch vụ trực tuyến đang có mà danh sách ấy không ghi: {unlisted} (giữ nguyên).",
                f"{reading.SERVICES}: {len(listed)} lines. Online services that it does not name: {unlisted} (left as they are).",
            )
        )
