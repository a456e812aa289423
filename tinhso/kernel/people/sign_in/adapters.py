"""Where allauth asks us: locks, dated rules of who may sign in how, and whose account an identity is."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.people.accounts.actions.disable_account import disable_account, idle_days, idle_officers
from tinhso.kernel.people.guards.actors import signed_in
from tinhso.kernel.people.guards.reauthentication import go_on
from tinhso.kernel.people.models import Post, User
from tinhso.kernel.people.persons.actions.identify_person import identify_person
from tinhso.kernel.people.provider import PROVIDER
from tinhso.kernel.people.sessions.expiry import begin_session
from tinhso.kernel.people.sessions.middleware import start_watch
from tinhso.kernel.people.sign_in.actions.lock_account import count_wrong_password
from tinhso.kernel.people.sign_in.actions.sign_in import note_sign_in
from tinhso.kernel.people.sign_in.seeds import opened, sealed
from tinhso.kernel.site import clock
from tinhso.kernel.site.context import Site, instance, url_of
from tinhso.kernel.site.rate_limit import client_address

log = logging.getLogger("tinhso.people")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts with a password: officers always, citizens while the dated rule allows them."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_lazy("Tài khoản này đang bị khóa. Liên hệ người quản trị để mở lại."),
        "enter_current_password": gettext_lazy("Mật khẩu hiện nay chưa đúng. Ông/bà nhập lại."),
        "incorrect_code": gettext_lazy("Mã chưa đúng. Ông/bà xem mã mới trong ứng dụng và nhập lại."),
        "incorrect_password": gettext_lazy("Mật khẩu chưa đúng. Ông/bà nhập lại."),
        "username_password_mismatch": gettext_lazy("Tên đăng nhập hoặc mật khẩu chưa đúng. Ông/bà nhập lại."),
        "too_many_login_attempts": gettext_lazy("Ông/bà đã thử quá nhiều lần. Chờ vài phút rồi thử lại."),
        "username_taken": gettext_lazy("Tên đăng nhập này đã có người dùng. Ông/bà chọn tên khác."),
        "rate_limited": gettext_lazy("Ông/bà đã thử quá nhiều lần. Chờ vài phút rồi thử lại."),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """For allauth's own limits: behind the proxy all callers would be one address, and one could shut out all."""
        return client_address(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        super().pre_authenticate(request, **credentials)
        user = _named(credentials)
        if user and user.locked_until and user.locked_until > timezone.now():
            log.warning("sign-in refused", extra={"code": "locked", "user_id": user.pk})
            minutes = -(-(user.locked_until - timezone.now()).total_seconds() // 60)
            raise ValidationError(
                _("Nhập sai mật khẩu nhiều lần nên tài khoản tạm khóa. Ông/bà thử lại sau %(minutes)d phút.")
                % {"minutes": minutes}
            )

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        user = _named(credentials)
        log.warning("sign-in refused", extra={"code": "password", "user_id": user.pk if user else None})
        if user:
            count_wrong_password(user, real_now=timezone.now(), now=clock.now())

    def pre_login(
        self, request: HttpRequest, user: AbstractBaseUser, *, signal_kwargs: Any = None, **kwargs: Any
    ) -> HttpResponse | None:
        assert isinstance(user, User)
        now = clock.now()
        if (
            not instance().demo
            and idle_officers(real_now=timezone.now(), now=now).filter(pk=user.pk).exists()
        ):
            disable_account(user, by=SYSTEM, now=now, idle_days=idle_days(now.date()))
        by_password = not (signal_kwargs or {}).get("sociallogin")
        if by_password and is_citizen_only(user) and not local_citizens_allowed():
            clear_login(request)
            return render(request, "people/only_eid.html", status=403)
        return super().pre_login(request, user, signal_kwargs=signal_kwargs, **kwargs)  # type: ignore[no-any-return]

    def post_login(
        self, request: HttpRequest, user: AbstractBaseUser, *, signal_kwargs: Any = None, **kwargs: Any
    ) -> HttpResponse:
        assert isinstance(user, User)
        identity = (signal_kwargs or {}).get("sociallogin")
        begin_session(request)
        if identity:
            note_sign_in(user, "eid", now=clock.now(), level=identity.identity.level, proof=identity.proof)
        else:
            note_sign_in(user, "password", now=clock.now())
        if Post.objects.on(clock.today()).filter(user=user).exists():
            start_watch(request)
        return super().post_login(request, user, signal_kwargs=signal_kwargs, **kwargs)  # type: ignore[no-any-return]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return home_of(request)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return local_citizens_allowed()

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The page that follows says what happened; allauth's own sentences are not in Vietnamese."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Authenticator apps, passkeys and recovery codes, with our words."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("Mã chưa đúng. Ông/bà xem mã mới trong ứng dụng và nhập lại."),
        "too_many_codes": gettext_lazy("Ông/bà đã thử quá nhiều lần. Chờ vài phút rồi thử lại."),
        "cannot_delete_authenticator": gettext_lazy("Không bỏ được xác thực hai bước."),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Cần bật xác thực hai bước trước khi tạo mã dự phòng."
        ),
    }

    def encrypt(self, text: str) -> str:
        return sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        return opened(encrypted_text)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Khóa truy cập %(number)d") % {"number": count + 1}

    def _get_site_name(self) -> str:
        """What the browser and the phone call this site when they ask."""
        return str(instance().name)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """No English mail; the account page shows what is set up."""


class IdentityAdapter(DefaultSocialAccountAdapter):
    """The electronic identity: one provider from the settings, and our own way to the person's account."""

    def list_apps(
        self, request: HttpRequest | None, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        described = settings.IDENTITY_PROVIDER
        if not described or provider not in (None, PROVIDER):
            return []
        app = SocialApp(
            provider=PROVIDER,
            provider_id=PROVIDER,
            name=described.get("name", "Định danh điện tử"),
            client_id=described["client_id"],
            secret=described["secret"],
            settings={"scope": ["openid", "profile", "phone"], **described},
        )
        return [app] if client_id in (None, app.client_id) else []

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """A subject is one person's for ever: neither another person's account nor another subject's lets it in."""
        known = sociallogin.user if sociallogin.is_existing else None
        if reauthentication := sociallogin.state.get("again"):
            if known is None or not known.pk == reauthentication == request.user.pk:
                raise _refused(request, "identity_again")
            raise ImmediateHttpResponse(go_on(request, known, sociallogin.state.get("next", "")))
        user = identify_person(sociallogin.identity, now=clock.now())
        if known is not None and known.pk != user.pk:
            raise _refused(request, "identity_of_another")
        if known is None:
            if SocialAccount.objects.filter(user=user, provider=PROVIDER).exists():
                raise _refused(request, "identity_has_another")
            sociallogin.connect(request, user)
        sociallogin.user = user

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Accounts are made in `pre_social_login` alone."""
        return False


def _refused(request: HttpRequest, code: str) -> ImmediateHttpResponse:
    log.warning("sign-in refused", extra={"code": code})
    return ImmediateHttpResponse(render(request, "socialaccount/authentication_error.html", status=403))


def _named(credentials: dict[str, Any]) -> User | None:
    name = credentials.get("username") or ""
    return User.objects.filter(username__iexact=name).first() if name else None


def is_citizen_only(user: User) -> bool:
    return user.person_id is not None and not Post.objects.on(clock.today()).filter(user=user).exists()


def local_citizens_allowed() -> bool:
    """May a citizen keep an account with a password on the legal day (until 01/07/2024)?"""
    return bool(rule_or("local_citizen_login_allowed", False, on=clock.today()))


def home_of(request: HttpRequest) -> str:
    """Where somebody goes after signing in: officers to their worklist, citizens to their dossiers."""
    signed = signed_in(request)
    if signed and signed.post and (desk := Site(request).desk_url):
        return desk
    return url_of("my_dossiers", "account")
