from typing import Any

import requests
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tinhso.onestop.messages.client import SECONDS, portal_settings
from tinhso.onestop.models import PortalMessage
from tinhso.onestop.national_portal.list import our_list

OPEN = [PortalMessage.State.WAITING, PortalMessage.State.SENDING, PortalMessage.State.STUCK]


class Command(BaseCommand):
    help = (
        "Đối soát hồ sơ với hệ thống thử nghiệm của Cổng DVC quốc gia: in hồ sơ hai bên khác nhau, rồi dòng tổng. "
        "Mã trả về 1 khi có hồ sơ khác."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--portal", help="địa chỉ của hệ thống thử nghiệm, khi nó không có trong cài đặt")

    def handle(self, *args: Any, portal: str | None, **options: Any) -> None:
        given = portal_settings()
        url = portal or (given or {}).get("url", "")
        if not url:
            raise CommandError("Hệ thống chưa kết nối Cổng. Ghi địa chỉ sau --portal.")
        ours = our_list()
        lines = compared(url.rstrip("/"), ours)
        self.stdout.write("\n".join(lines))
        if len(lines) > 1:
            left = PortalMessage.objects.filter(state__in=OPEN).count()
            raise CommandError(f"Còn hồ sơ khác nhau; {left} tin chưa được Cổng xác nhận.")


def compared(url: str, ours: list[dict[str, str]]) -> list[str]:
    """What the sandbox prints of both lists; CommandError where it does not answer or is no sandbox."""
    http = requests.Session()
    http.trust_env = False
    try:
        answer = http.post(
            f"{url}/sandbox/doi-soat", json={"data": ours}, timeout=SECONDS, allow_redirects=False
        )
        content = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise CommandError(f"{url} không trả lời được việc đối soát ({type(error).__name__}).") from error
    if answer.status_code != 200 or not content.get("sandbox"):
        raise CommandError(f"{url} không phải hệ thống thử nghiệm của Cổng.")
    return list(content["lines"])
