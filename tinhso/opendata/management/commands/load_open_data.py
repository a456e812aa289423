from django.core.management.base import BaseCommand

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock
from tinhso.lib.bilingual import say
from tinhso.opendata.open_list.actions.load_open_data import load_open_data


class Command(BaseCommand):
    help = "Đọc chủ đề, điều khoản và các bảng mà các hệ thống có thể mở. Chạy lại bao nhiêu lần cũng được."

    def handle(self, *args: object, **options: object) -> None:
        made = load_open_data(by=SYSTEM, now=clock.now())
        self.stdout.write(say(f"Bảng dữ liệu mới: {made}.", f"New tables of open data: {made}."))
