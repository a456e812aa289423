from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from tinhso.kernel.people.models.person import Person
from tinhso.kernel.site.public import cached_query


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get(self, *args: Any, **named: Any) -> "User":
        """By its number alone, as every request asks for its account, with a statement that is kept."""
        if args or named.keys() != {"pk"} or type(named["pk"]) is not int:
            return super().get(*args, **named)
        user = numbered.first(named["pk"])
        if user is None:
            raise User.DoesNotExist
        return user


class User(AbstractBaseUser):
    """An account. What it may do comes from the person it belongs to and the posts it holds, from nothing else."""

    username = models.CharField(max_length=150, unique=True)
    full_name = models.CharField(max_length=200)
    email = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="user"
    )
    identity_level = models.PositiveSmallIntegerField(default=0)  # 0 none, 1 and 2 as NĐ 69/2024 names them
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)  # may enter /quan-tri/
    is_superuser = models.BooleanField(default=False)
    failed_sign_ins = models.PositiveSmallIntegerField(default=0)  # wrong passwords since the last right one
    locked_until = models.DateTimeField(null=True, blank=True)  # real clock
    sessions_epoch = models.PositiveIntegerField(default=0)  # raised to end all sessions at once
    date_joined = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # Who last handed out a link to set the password, when (real clock), and who last removed the second factor: not one person.
    link_given_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    link_given_at = models.DateTimeField(null=True, blank=True)
    link_in_file = models.BooleanField(default=False)  # written by the machine before any head could act
    factor_removed_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    objects = UserManager()

    def __str__(self) -> str:
        return self.username

    def get_full_name(self) -> str:
        return self.full_name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Sessions hang on the password and on `sessions_epoch`: changing either ends them."""
        value = f"{self.password}:{self.sessions_epoch}"
        return salted_hmac("tinhso.people.User", value, secret=secret, algorithm="sha256").hexdigest()

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.is_active and self.is_superuser

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_superuser


@cached_query(int)
def numbered(pk: int) -> QuerySet[User]:
    """The account, and in `ever_posted` whether it holds or held any post: most are citizens', who need not be asked again."""
    posts: Any = User._meta.get_field("posts").related_model
    held = posts.objects.filter(user=models.OuterRef("pk"))
    return User.objects.filter(pk=pk).annotate(ever_posted=models.Exists(held))
