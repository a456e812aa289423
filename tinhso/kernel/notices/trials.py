"""A mail and an SMS that are really sent, to an administrator or to whom the command names."""

import secrets
from collections.abc import Mapping
from smtplib import (
    SMTPAuthenticationError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
)
from ssl import SSLError

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from tinhso.kernel.notices.carriers import Refused, TryLater, send_sms
from tinhso.kernel.site.trial import Deed, NotSetUp, Recipient, TrialFailed, not_reached

SMTP = "django.core.mail.backends.smtp.EmailBackend"
SUBJECT = "Thư thử của hệ thống"
TEXT = "Lệnh tinhso check --try đã gửi thư này. Nhận được nghĩa là hệ thống gửi thư được; không cần làm gì."
SMS = "Tin thu cua he thong (tinhso check --try). Khong can lam gi."
IN_DEMO = "bản trình diễn không gửi gì ra ngoài"


def send_trial_mail(recipient: Recipient) -> Mapping[str, Deed]:
    if settings.DEMO:
        raise NotSetUp(IN_DEMO)
    if not settings.EMAIL_HOST:
        raise NotSetUp("chưa đặt TINHSO_MAIL_HOST: thư chỉ ghi vào thư mục mail")
    if not recipient.email:
        raise NotSetUp("chưa thử: không quản trị nào có địa chỉ thư; thêm --mail ĐỊA-CHỈ")
    return {"": lambda: _mail(recipient.email)}


def _mail(address: str) -> str:
    message = EmailMessage(
        SUBJECT, TEXT, settings.DEFAULT_FROM_EMAIL, [address], connection=get_connection(SMTP)
    )
    try:
        message.send()
    except SMTPAuthenticationError as error:
        raise TrialFailed(
            "máy chủ thư không nhận tên, mật khẩu: xem TINHSO_MAIL_USER, TINHSO_MAIL_PASSWORD"
        ) from error
    except SMTPSenderRefused as error:
        raise TrialFailed("máy chủ thư không nhận người gửi: xem TINHSO_MAIL_FROM") from error
    except SMTPRecipientsRefused as error:
        raise TrialFailed("máy chủ thư không nhận người nhận: xem địa chỉ, quyền chuyển thư") from error
    except (SSLError, SMTPNotSupportedError) as error:
        raise TrialFailed(
            "máy chủ thư không nói TLS như cài đặt: xem TINHSO_MAIL_TLS, TINHSO_MAIL_PORT, chứng thư"
        ) from error
    except (SMTPException, OSError) as error:
        raise not_reached(error, "TINHSO_MAIL_HOST, TINHSO_MAIL_PORT") from error
    return "máy chủ thư đã nhận một thư thử; xem hộp thư có tới không"


def send_trial_sms(recipient: Recipient) -> Mapping[str, Deed]:
    if settings.DEMO:
        raise NotSetUp(IN_DEMO)
    if not settings.TINHSO_SMS_URL:
        raise NotSetUp("chưa đặt TINHSO_SMS_URL: không ai chọn được SMS")
    if not recipient.phone:
        raise NotSetUp("chưa thử: không quản trị nào có số điện thoại; thêm --phone SỐ")
    return {"": lambda: _sms(recipient.phone)}


def _sms(phone: str) -> str:
    try:
        send_sms(f"tinhso-try-{secrets.token_hex(6)}", phone, SMS)
    except Refused as error:
        raise TrialFailed(
            f"cổng nhắn tin từ chối (HTTP {error}): xem TINHSO_SMS_TOKEN, địa chỉ, số điện thoại"
        ) from error
    except TryLater as error:
        raise not_reached(error, "TINHSO_SMS_URL") from error
    return "cổng nhắn tin đã nhận một tin thử"
