from django.core.management.base import BaseCommand, CommandError

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock
from tinhso.lib.bilingual import say
from tinhso.lib.province_pack import BadPack
from tinhso.onestop.catalogue.actions.load_catalogue import load_catalogue


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
