"""The links of a letter: a signature over the key of the subscription, of one purpose each. No address of a reader is in them."""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from tinhso.kernel.site.public import site_url_if_known
from tinhso.press.models import NewsSubscription

CONFIRM = signing.Signer(sep=".", salt="tinhso.press.newsletter.confirm")
LEAVE = signing.Signer(sep=".", salt="tinhso.press.newsletter.leave")


def sends_letters() -> bool:
    """Whether this instance can send mail with links that lead to it."""
    return bool(settings.DEMO or (settings.EMAIL_HOST and site_url_if_known("/")))


def whole(path: str) -> str:
    return site_url_if_known(path) or path


def confirm_link(key: UUID) -> str:
    return whole(reverse("confirm_newsletter", args=[CONFIRM.sign(key.hex)]))


def leave_link(key: UUID) -> str:
    return whole(reverse("leave_newsletter", args=[LEAVE.sign(key.hex)]))


def of_link(token: str, signer: signing.Signer) -> NewsSubscription | None:
    """None for what is not ours, or gone."""
    try:
        key = UUID(signer.unsign(token[:200]))
    except (signing.BadSignature, ValueError):
        return None
    return NewsSubscription.objects.filter(key=key).first()
