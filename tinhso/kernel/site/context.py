"""What every page needs: the instance, its menus, the account and the demo banner. Lazy and bounded.

A page that shows all of it costs two short queries (instance, name of the rules), kept in the process for some
seconds, and what the account's reader asks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from time import monotonic
from typing import TypeVar

from django.db import connection
from django.db.models import Q
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext as _

from tinhso.kernel.site import clock
from tinhso.kernel.site.address import site_url_if_known
from tinhso.kernel.site.models import Instance
from tinhso.kernel.site.shapes import LiveCounts
from tinhso.kernel.site.slots import (
    GROUPS,
    Account,
    AccountReader,
    Audience,
    MenuItem,
    PageApp,
    PageBanner,
    RulesOfDay,
    all_of,
)
from tinhso.lib.dates import HANOI

CACHED_FOR = 5.0  # seconds
MOST_CACHED = 500  # an address may name what is kept, and there are more addresses than memory
SYNTHETIC = "DỮ LIỆU MÔ PHỎNG"
TRIAL = "Bản trình diễn"  # how the names of demo instances begin
OFFICER_PATHS = ("/can-bo/", "/dieu-hanh/", "/quan-tri/")
SIGN_IN = ("sign_in", "account_login")
SIGN_OUT = ("sign_out", "account_logout")

Value = TypeVar("Value")
_values: dict[str, tuple[float, object]] = {}


def read_through(key: str, read: Callable[[], Value]) -> Value:
    """A value read at most every few seconds. Inside a transaction nothing is kept: it may see another truth."""
    if connection.in_atomic_block:
        return read()
    at, value = _values.get(key, (0.0, None))
    if value is None or monotonic() - at > CACHED_FOR:
        value = read()
        _drop_old()
        _values[key] = (monotonic(), value)
    return value  # type: ignore[return-value]


def _drop_old() -> None:
    """What nobody may be given any more holds no memory: some values are a hundred thousand cells."""
    now, entries = monotonic(), list(_values.items())
    old = [key for key, (at, _value) in entries if now - at > CACHED_FOR]
    too_many = max(0, len(entries) - MOST_CACHED + 1)
    for key in old or [key for key, _value in entries[:too_many]]:
        _values.pop(key, None)


def forget() -> None:
    """Drops what this process keeps; for whoever has just changed the instance."""
    _values.clear()
    clock.read_anew()


def instance() -> Instance:
    """The instance, or a nameless one where none has been set up yet."""
    return read_through("instance", lambda: clock.row() or Instance(name="Tỉnh Số", owner=""))


def show_banner_until(moment: datetime) -> None:
    """Until that moment of legal time pages ask for banners; an earlier one changes nothing."""
    earlier = Q(banner_until__isnull=True) | Q(banner_until__lt=moment)
    Instance.objects.filter(earlier).update(banner_until=moment)
    forget()


def data_note() -> str:
    """What every file, feed and picture of a demo says inside; "" of a province."""
    return SYNTHETIC if instance().demo else ""


def url_of(*names: str) -> str:
    """The address of the first name that resolves; "" if none does."""
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""


def worker_url() -> str:
    """The service worker of the installed app; "" where no system declares one."""
    return next((url_of(app.worker_url_name) for app in all_of(PageApp)), "")


@dataclass(frozen=True)
class Link:
    """A link of a menu that does resolve."""

    label: str | Promise
    url: str
    current: bool
    icon: str = ""
    group: str = ""
    counts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """A word of the officers' menu with the links under it."""

    label: str | Promise
    icon: str
    links: list[Link]

    @property
    def current(self) -> bool:
        return any(link.current for link in self.links)

    @property
    def counts(self) -> str:
        """The keys of what waits behind its links, as `data-count` names them; "" where nothing is counted."""
        return ",".join(key for link in self.links for key in link.counts)


def rules_of_day(day: date) -> tuple[str, str]:
    """The name of the rules in force on that day, and what the one-stop desk is called by them. One query."""
    readers = all_of(RulesOfDay)
    return read_through(f"rules {day}", lambda: readers[0].read(day)) if readers else ("", "")


def desk_name(day: date) -> str:
    """What the one-stop desk is called on that day."""
    return rules_of_day(day)[1] or _("Bộ phận Một cửa")


class Site:
    """The variable `site` of every template; each part is read when a template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def instance(self) -> Instance:
        return instance()

    @cached_property
    def short_name(self) -> str:
        """The name in the header; that it is a demo is said by the chip beside it."""
        return self.instance.name.removeprefix(TRIAL).strip() or self.instance.name

    @cached_property
    def now(self) -> datetime:
        """Legal time of this request."""
        return (timezone.now() + self.instance.clock_offset).astimezone(HANOI)

    @cached_property
    def _rules(self) -> tuple[str, str]:
        return rules_of_day(self.now.date())

    @property
    def rule_set(self) -> str:
        return self._rules[0]

    @property
    def desk_name(self) -> str:
        return self._rules[1] or _("Bộ phận Một cửa")

    @cached_property
    def account(self) -> Account | None:
        for reader in all_of(AccountReader):
            return reader.read(self._request)
        user = getattr(self._request, "user", None)
        return Account(user.get_full_name()) if user and user.is_authenticated else None

    def _links(self, audience: Audience) -> list[Link]:
        shown = [i for i in all_of(MenuItem) if i.audience == audience and self._is_visible(i)]
        links = [(item, url) for item in shown if (url := url_of(item.url_name))]
        here = self._current([url for _, url in links])
        return [Link(item.label, url, url == here, item.icon, item.group, item.counts) for item, url in links]

    def _current(self, urls: list[str]) -> str:
        """Of these the one that leads furthest towards this page; "" if none does."""
        path = self._request.path
        return max((u for u in urls if path == u or (u != "/" and path.startswith(u))), key=len, default="")

    def _is_visible(self, item: MenuItem) -> bool:
        if item.roles and not (self.account and self.account.roles.intersection(item.roles)):
            return False
        return item.shown is None or item.shown(self._request)

    @cached_property
    def banners(self) -> list[tuple[str, Mapping[str, object]]]:
        """The line above a home page; nothing at the desk, and no query while no banner is due."""
        until = self.instance.banner_until
        if until is None or until <= self.now or self.at_the_desk:
            return []
        found = [(banner.template, banner.context(self._request)) for banner in all_of(PageBanner)]
        return [(template, values) for template, values in found if values is not None]

    @cached_property
    def at_the_desk(self) -> bool:
        """Whether this page belongs to officers: it has their menu, their density and their sheet (`work.css`)."""
        return self._request.path.startswith(OFFICER_PATHS)

    @property
    def page_address(self) -> str:
        """The whole address of this page without its query, for whoever shares it; "" where the site has none."""
        return site_url_if_known(self._request.path)

    @property
    def picture_address(self) -> str:
        """The picture that stands beside a shared link; in a demo it says that all figures are simulated."""
        if self.instance.demo:
            return site_url_if_known(static("site/simulated.png"))
        picture = next((app.picture for app in all_of(PageApp) if app.picture), "site/icon.svg")
        return site_url_if_known(static(picture))

    @cached_property
    def app_head(self) -> str:
        """The template by which a public page belongs to the installed app; "" at the desk and where there is none."""
        return "" if self.at_the_desk else next((app.head for app in all_of(PageApp)), "")

    @cached_property
    def menu(self) -> list[Link]:
        """The citizens' menu, most wanted first: the line shows as many as it has room for, "Thêm" the rest."""
        return self._links("public")

    @cached_property
    def groups(self) -> list[Group]:
        """The officers' menu under its few words; whatever names no group lies under "Thêm"."""
        links = self._links("officer")
        under = [Group(g.label, g.icon, [x for x in links if x.group == g.code]) for g in GROUPS]
        rest = [x for x in links if x.group not in {g.code for g in GROUPS}]
        return [g for g in (*under, Group(_("Thêm"), "more", rest)) if g.links]

    @cached_property
    def officer_bar(self) -> list[Group]:
        """The first four of these words at the bottom of an officer's phone; "Thêm" is the shell's own there."""
        return [g for g in self.groups if g.icon != "more"][:4]

    @property
    def counts_url(self) -> str:
        """Where an officer's open page asks how much waits; "" where nothing is counted."""
        return next((url_of(counts.url_name) for counts in all_of(LiveCounts)), "")

    @cached_property
    def bar(self) -> list[Link]:
        """The four links at the bottom of a citizen's phone; the fifth, "Thêm", is the shell's own."""
        return self._links("bar")

    @cached_property
    def desk_url(self) -> str:
        """Where an officer's own page starts: the first entry of the officers' menu."""
        links = self._links("officer")
        return links[0].url if links else ""

    @cached_property
    def initials(self) -> str:
        """Two letters for the account's corner: of the first and the last name."""
        names = self.account.name.split() if self.account else []
        return "".join(name[0] for name in (names[:1] + names[1:][-1:])).upper()

    @cached_property
    def account_links(self) -> list[Link]:
        return self._links("account")

    @cached_property
    def footer(self) -> list[Link]:
        return self._links("footer")

    @cached_property
    def demo_links(self) -> list[Link]:
        return self._links("demo")

    @property
    def officer_search_url(self) -> str:
        """Where the search box on each officers' page posts to: names and numbers never stand in an address."""
        return url_of("officer_search")

    @property
    def code_search_url(self) -> str:
        """Where the same box opens a case by its code alone."""
        return url_of("open_scanned")

    @cached_property
    def sign_in_url(self) -> str:
        return url_of(*SIGN_IN)

    @cached_property
    def sign_out_url(self) -> str:
        return url_of(*SIGN_OUT)


def site(request: HttpRequest) -> dict[str, object]:
    """The context processor: `site` in every template."""
    return {"site": SimpleLazyObject(lambda: Site(request))}
