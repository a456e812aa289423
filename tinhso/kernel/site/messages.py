"""The sentences that one page leaves for the next, in a cookie with the prefix of all our cookies."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class MessageCookie(CookieStorage):
    cookie_name = f"{settings.COOKIE}messages"


class Messages(FallbackStorage):
    """The cookie where it is large enough, else the session."""

    storage_classes = (MessageCookie, SessionStorage)
