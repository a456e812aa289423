"""The bank is asked for today's statement of an account; nothing is paid."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings

from tinhso.kernel.site.clock import HANOI
from tinhso.kernel.site.trial import Deed, NotSetUp, Recipient, TrialFailed
from tinhso.onestop.models import CollectionAccount
from tinhso.onestop.money.bank_client import BankRefused, BankSilent, statement


def ask_bank(_recipient: Recipient) -> Mapping[str, Deed]:
    if not settings.BANK_URL:
        raise NotSetUp("chưa đặt TINHSO_BANK_URL: tiền vào chỉ biết qua báo có, không đối soát")
    account = CollectionAccount.objects.order_by("pk").first()
    if account is None:
        raise NotSetUp("chưa thử: chưa cơ quan nào có tài khoản thu")
    return {"": lambda: _ask(account.number)}


def _ask(account: str) -> str:
    try:
        lines = statement(account, datetime.now(HANOI).date())
    except BankRefused as error:
        raise TrialFailed(
            f"ngân hàng từ chối (HTTP {error}): xem TINHSO_BANK_SECRET, số tài khoản, đồng hồ máy này"
        ) from error
    except BankSilent as error:
        raise TrialFailed(
            "ngân hàng không trả lời hoặc trả lời không đọc được: xem TINHSO_BANK_URL, tường lửa; đối soát chờ"
        ) from error
    return f"trả sao kê hôm nay, {len(lines)} dòng"
