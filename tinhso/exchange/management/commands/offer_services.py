from django.core.management.base import BaseCommand, CommandError

from tinhso.exchange.provided.actions.offer_services import offer_services, renew_descriptions
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused


class Command(BaseCommand):
    help = "Offers the services that this program gives itself to other agencies, and describes anew what changed."

    def handle(self, *args: object, **options: object) -> None:
        now = clock.now()
        try:
            offered = offer_services(by=SYSTEM, now=now)
        except EntryRefused as refused:
            raise CommandError(str(refused)) from refused
        renewed = renew_descriptions(by=SYSTEM, now=now)
        for service in offered:
            self.stdout.write(f"{service}: {service.title}")
        self.stdout.write(f"Cung cấp thêm {len(offered)} dịch vụ, mô tả lại {renewed}.")
