from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from tinhso.kernel.people.models import Agency, User
from tinhso.kernel.people.posts.actions import appoint as posting
from tinhso.kernel.people.posts.actions.appoint_alone import LONGEST, SHORTEST, NoReason, appoint_alone
from tinhso.kernel.people.posts.actions.ask_for_post import AskedBefore, ask_for_post
from tinhso.kernel.people.posts.lists import to_be_confirmed
from tinhso.kernel.people.public import SYSTEM
from tinhso.kernel.people.roles import ROLES
from tinhso.kernel.site import clock

REFUSED: dict[type[Exception], str] = {
    posting.UnknownRole: f"Không có việc này. Có: {', '.join(ROLES)}.",
    posting.PostHeldAlready: "Cán bộ này đang giữ một vị trí ở cơ quan này. Kết thúc vị trí cũ trước.",
    AskedBefore: "Đề nghị cho cán bộ này ở cơ quan này đang chờ xác nhận.",
    NoReason: f"--alone cần --reason dài từ {SHORTEST} đến {LONGEST} ký tự, nói vì sao không có người thứ hai.",
}


class Command(BaseCommand):
    help = (
        "Bổ nhiệm một cán bộ vào vị trí, từ hôm nay. Không có --alone thì đề nghị chờ một quản trị xác nhận; với --alone thì "
        "có hiệu lực ngay, được ghi lại, báo cho thủ trưởng và hiện ở trang Kiểm chứng."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("agency", help="mã cơ quan")
        parser.add_argument("--title", required=True, help="chức danh")
        parser.add_argument("--role", action="append", required=True, help="mã việc được làm; ghi nhiều lần")
        parser.add_argument("--alone", action="store_true", help="một người, không chờ người thứ hai")
        parser.add_argument("--reason", default="", help="vì sao chỉ một người; bắt buộc với --alone")

    def handle(self, *args: object, **options: object) -> None:
        now = clock.now()
        user = User.objects.filter(username=options["username"], is_active=True, person=None).first()
        if user is None:
            raise CommandError("Không có tài khoản cán bộ đang dùng với tên đăng nhập này.")
        agency = Agency.objects.on(now.date()).filter(code=options["agency"]).first()
        if agency is None:
            raise CommandError("Hôm nay không có cơ quan mang mã này.")
        title = str(options["title"]).strip()[:120]
        words = {"title": title, "roles": list(options["role"]), "starts": now.date(), "now": now}  # type: ignore[call-overload]
        try:
            if options["alone"]:
                appoint_alone(user, agency, reason=str(options["reason"]), **words)
                self.stdout.write(
                    "Đã bổ nhiệm bởi một người. Việc này được báo cho thủ trưởng và hiện ở trang /kiem-chung/."
                )
            else:
                asked = ask_for_post(user, agency, by=SYSTEM, **words)
                self.stdout.write(to_be_confirmed(asked, 1).rpartition(" Xác nhận xong")[0])
        except tuple(REFUSED) as error:
            raise CommandError(REFUSED[type(error)]) from error
