import os
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from tinhso.kernel.people.account_import.actions.take_accounts import take_accounts
from tinhso.kernel.people.account_import.list import Fault, template
from tinhso.kernel.people.account_import.plan import AccountPlan, lockable, plan_accounts, posts_to_confirm
from tinhso.kernel.people.accounts.actions.activate import export_activations, send_first_links
from tinhso.kernel.people.accounts.actions.disable_account import disable_account
from tinhso.kernel.people.accounts.activation import activation_link
from tinhso.kernel.people.agencies.heads import HeadSeats
from tinhso.kernel.people.models import PostList, User
from tinhso.kernel.people.posts.actions.ask_for_list import ask_for_list, carry_out
from tinhso.kernel.people.posts.lists import FEWEST, administrators, to_be_confirmed
from tinhso.kernel.people.public import SYSTEM
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site import clock
from tinhso.lib.files.spreadsheets import FileRefused, write_csv
from tinhso.lib.system_errors import in_words

MOST_MISSING = 50
TOO_FEW = (
    "Hệ thống chưa có quản trị. Danh sách đầu tiên phải có ít nhất hai người có quyền quản trị (administrator), nhập với "
    "--administrators: việc bổ nhiệm về sau cần người thứ hai xác nhận."
)
NOTHING_LEFT = "Mọi dòng đều bị loại, chưa ghi gì: sửa những chỗ nêu trên rồi chạy lại."
LINKS = ("Tên đăng nhập", "Họ và tên", "Thư điện tử", "Đường dẫn đặt mật khẩu")


class Command(BaseCommand):
    help = (
        "Makes accounts, posts and delegations of officers from a list (XLSX or CSV). Without --apply it only tells what "
        "would happen; officers whom the list does not name are told, and locked only with --lock-missing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?")
        parser.add_argument(
            "--template", type=Path, metavar="OUT.xlsx", help="write the workbook to be filled"
        )
        parser.add_argument("--apply", action="store_true")
        parser.add_argument("--report", type=Path, metavar="OUT.csv", help="every bad cell")
        parser.add_argument(
            "--links",
            type=Path,
            metavar="OUT.csv",
            help="activation links of accounts over whom no head can act yet (break-glass); the others are sent theirs",
        )
        parser.add_argument(
            "--lock-missing", action="store_true", help="lock officers whom the list does not name"
        )
        parser.add_argument(
            "--administrators", action="store_true", help="the list may give administrator's rights"
        )

    def handle(self, *args: object, **options: object) -> None:
        if options["template"]:
            Path(str(options["template"])).write_bytes(template())
            self.stdout.write(f"Đã ghi tệp mẫu {options['template']}.")
            return
        if not options["file"]:
            raise CommandError("Ghi tệp cần nhập, hoặc --template OUT.xlsx.")
        if options["links"] and not settings.SITE_URL:
            raise CommandError(
                "Chưa đặt TINHSO_SITE_URL: không phát đường dẫn đặt mật khẩu nào (tinhso check)."
            )
        try:
            content = Path(str(options["file"])).read_bytes()
            plan = plan_accounts(content, on=clock.today(), administrators=bool(options["administrators"]))
            self.print_summary(plan)
            if plan.faults and not plan.accepts_any:
                self.report(plan.faults, options)
                raise CommandError(NOTHING_LEFT)
            if options["apply"] and not self.confirmed_and_applied(plan, options):
                return
            self.report(plan.faults, options)
        except (FileRefused, OSError) as error:
            raise CommandError(in_words(error)) from error
        if not options["apply"]:
            self.stdout.write("Chưa ghi gì. Thêm --apply để thực hiện.")

    def print_summary(self, plan: AccountPlan) -> None:
        self.stdout.write(
            f"Tài khoản mới: {len(plan.accounts)}. Đổi tên, thư, điện thoại: {len(plan.details)}. "
            f"Vị trí mới: {len(plan.posts)}. Đổi vị trí: {len(plan.moved)}. Giao ký mới: {len(plan.delegations)}. "
            f"Không đổi: {plan.unchanged}. Dòng bị loại: {plan.refused}. Không có trong danh sách: {len(plan.missing)}."
        )
        self.faults(plan.faults)
        for user in plan.missing[:MOST_MISSING]:
            self.stdout.write(f"  Không có trong danh sách: {user.username}, {user.full_name}")

    def faults(self, faults: list[Fault]) -> None:
        for fault in faults[:MOST_MISSING]:
            self.stdout.write(f"  Dòng {fault.row} · {fault.column}: {fault.reason}")
        if len(faults) > MOST_MISSING:
            self.stdout.write(f"  … và {len(faults) - MOST_MISSING} chỗ nữa; xem đủ bằng --report.")

    def confirmed_and_applied(self, plan: AccountPlan, options: dict[str, object]) -> bool:
        """Posts that decide or read personal data are confirmed once a list; the first list of all makes two administrators."""
        now = clock.now()
        wanted = posts_to_confirm(plan, now.date())
        if not administrators(now.date()):
            if len({one.username for one in wanted if Administrator.code in one.roles}) < FEWEST:
                raise CommandError(TOO_FEW)
        elif wanted:
            with transaction.atomic():
                if carry_out(PostList.Kind.IMPORT, wanted):
                    self.apply(plan, options)
                    return True
            asked = ask_for_list(PostList.Kind.IMPORT, wanted, now=now)
            self.stdout.write(to_be_confirmed(asked, len(wanted)))
            return False
        self.apply(plan, options)
        return True

    def apply(self, plan: AccountPlan, options: dict[str, object]) -> None:
        now = clock.now()
        refused = take_accounts(plan=plan, by=SYSTEM, now=now)
        self.faults(refused)
        plan.faults += refused
        self.stdout.write("Đã ghi.")
        if options["lock_missing"]:
            users, keepers = lockable(plan.missing, now.date())
            for user in users:
                disable_account(user, by=SYSTEM, now=now)
            self.stdout.write(f"Đã khóa {len(users)} tài khoản; giữ lại {len(keepers)} tài khoản quản trị.")
        if options["links"]:
            self.links(plan, Path(str(options["links"])))

    def links(self, plan: AccountPlan, path: Path) -> None:
        """For the owner of this file alone: whoever has a link sets the password. Once a head can act, nobody gets one so."""
        now = clock.now()
        seats = HeadSeats.read(now.date())
        named = User.objects.filter(username__in=plan.named)
        users = [u for u in named if not u.has_usable_password()]
        first = [u for u in users if not seats.over_account(u, now.date())]
        export_activations(first, now=now, real_now=timezone.now())
        rows = [(u.username, u.full_name, u.email, activation_link(u)) for u in first]
        with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
            file.write(write_csv(LINKS, rows))
        self.stdout.write(
            f"Đã ghi {len(rows)} đường dẫn đặt mật khẩu vào {path} (chỉ người chạy lệnh đọc được); việc này hiện ở trang Kiểm chứng "
            "và tinhso check cho tới khi thủ trưởng xác nhận từng người."
        )
        others = [u.username for u in users if u not in first]
        send_first_links(others, by_id=None, now=now, real_now=timezone.now())
        if others:
            self.stdout.write(
                f"{len(others)} người có thủ trưởng: đường dẫn gửi thẳng bằng thư hoặc tin nhắn, không ghi ra tệp; ai không có "
                "địa chỉ thì thủ trưởng in giấy kích hoạt ở trang Ai đọc được gì."
            )

    def report(self, faults: list[Fault], options: dict[str, object]) -> None:
        if options["report"]:
            rows = [(fault.row, fault.column, fault.reason) for fault in faults]
            Path(str(options["report"])).write_bytes(write_csv(("Dòng", "Cột", "Lý do"), rows))
