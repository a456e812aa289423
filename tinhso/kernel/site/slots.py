"""The places on pages that systems fill: an app lists its entries in a module `slots.py` of its own.

    MENU = [MenuItem("public", gettext_lazy("Thủ tục"), "procedures", order=10)]

`slots.all_of(MenuItem)` finds them. An entry whose address does not resolve is not shown.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.declare import all_of
from tinhso.kernel.site.operation import Empty, Retention

__all__ = [
    "Account",
    "AccountReader",
    "AreaOutline",
    "AreaOutlines",
    "CaseKind",
    "Hit",
    "HomeBlock",
    "HomeTask",
    "MenuItem",
    "MyItem",
    "MyItems",
    "PageBanner",
    "OfficeNote",
    "OfficeNotes",
    "RulesOfDay",
    "SearchSource",
    "TrackingView",
    "all_of",
]

Text = str | Promise
Audience = Literal["public", "officer", "account", "footer", "demo"]


@dataclass(frozen=True)
class MenuItem:
    """A link in a menu: of citizens, of officers, of the account's corner, of the footer or of the demo banner.

    `roles` are codes of `people.roles`: with any, only a chosen post that carries one of them is shown the link.
    `shown` may hide it from a request; it must not query.
    """

    audience: Audience
    label: Text
    url_name: str
    order: int = 50
    roles: tuple[str, ...] = ()
    shown: Callable[[HttpRequest], bool] | None = None


@dataclass(frozen=True)
class Account:
    """Who is signed in, as the header shows it."""

    name: str
    post: str = ""
    officer: bool = False
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True)
class AccountReader:
    """How the header learns who is signed in; declared once, by people. None for a visitor; one query at most."""

    read: Callable[[HttpRequest], Account | None]


@dataclass(frozen=True)
class PageApp:
    """What a phone installs of the public pages; declared once. `head` is a template for the end of their `<head>`
    (manifest, picture, script), the other the name of the address of its service worker, which speaks for "/"."""

    head: str
    worker_url_name: str


@dataclass(frozen=True)
class RulesOfDay:
    """How pages learn the name of the rules in force on a day ("2023/24", in the demo's banner) and what the one-stop desk is
    called by them; "" where the instance has no such rule. Declared once, by law."""

    read: Callable[[date], tuple[str, str]]


@dataclass(frozen=True)
class HomeTask:
    """A tile of "Dịch vụ thường dùng". `text` may be a callable that reads the figures it tells."""

    label: Text
    text: Text | Callable[[], str]
    url_name: str
    icon: str
    order: int = 50


@dataclass(frozen=True)
class HomeBlock:
    """A block of the portal's home. `context` returns None when it has nothing to show."""

    template: str
    context: Callable[[HttpRequest], Mapping[str, object] | None]
    order: int = 50


@dataclass(frozen=True)
class PageBanner:
    """A strip above every page of the public: `context` returns None when it has nothing to show.

    It is asked only until the moment that `show_banner_until` has set, so that pages cost nothing on other days.
    """

    template: str
    context: Callable[[HttpRequest], Mapping[str, object] | None]
    order: int = 50


@dataclass(frozen=True)
class MyItem:
    """One line of "Hồ sơ của tôi"."""

    title: str
    url: str
    status: str
    tone: str = ""
    due_at: datetime | None = None
    code: str = ""


@dataclass(frozen=True)
class MyItems:
    """What a system holds of the signed-in citizen."""

    title: Text
    read: Callable[[HttpRequest], Sequence[MyItem]]
    order: int = 50


@dataclass(frozen=True)
class OfficeNote:
    """A line about an office ("đang chờ 3 người") and where to go on from it ("Đặt lịch hẹn")."""

    text: Text
    url: str = ""
    link: Text = ""


@dataclass(frozen=True)
class OfficeNotes:
    """What a system knows of offices, for pages that show their addresses and hours.

    `read` takes ids of agencies and gives a note for those that it knows; few queries for all of them together.
    """

    read: Callable[[Sequence[int]], Mapping[int, OfficeNote]]
    order: int = 50


@dataclass(frozen=True)
class TrackingView:
    """What the tracking page shows of a case of this kind to someone who has proved the second factor."""

    kind: str
    template: str
    context: Callable[[Any], Mapping[str, object]]


@dataclass(frozen=True)
class Hit:
    """One result of a search."""

    title: str
    url: str
    text: str = ""
    code: str = ""


@dataclass(frozen=True)
class SearchSource:
    """A source of the portal's search; `find(query, limit)` returns its hits, best first."""

    code: str
    title: Text
    find: Callable[[str, int], Sequence[Hit]]
    order: int = 50


@dataclass(frozen=True)
class CaseKind:
    """A kind of case: how it is called, where it is opened, and what strangers may learn of it.

    `url_name` is where an officer works on it and `citizen_url_name` where its owner sees it; both take `code`.
    `owner_url_name`, of a kind whose handling unit must not learn the owner, is where the owner opens every step: four
    digits of a phone prove nothing then, nor do they tell whose they are. `refused_word` says what became of a refused
    case by its id where "refused" is not true of it, else "".
    `confirmed_at` is the step at which the result is there and only waits for somebody else to confirm it: whether it
    was in time is judged by the moment at which it came there, so it is not overdue while it waits.
    """

    code: str
    label: Text
    url_name: str
    citizen_url_name: str = ""
    confidential: bool = False
    public_tracking: bool = True
    owner_url_name: str = ""
    refused_word: Callable[[int], Text] | None = None
    confirmed_at: str = ""


@dataclass(frozen=True)
class AreaOutline:
    """The border of a unit as a path of SVG on a map 1000 wide and `map_height` high, and whose drawing it is.

    `rings` gives the closed rings as [longitude, latitude] in degrees; none where the frame of the drawing is not known.
    """

    code: str
    name: str
    path: str
    map_height: int
    source: str = ""
    rings: Callable[[], list[list[list[float]]]] = list


@dataclass(frozen=True)
class AreaOutlines:
    """Where the imported borders of units are read; one query. Without borders the list is empty."""

    read: Callable[[], Sequence[AreaOutline]]


MENU = [
    MenuItem("footer", _("Trợ giúp"), "help", order=10),
    MenuItem("footer", _("Hỗ trợ người khuyết tật"), "accessibility", order=20),
    MenuItem("footer", _("Bảo vệ dữ liệu cá nhân"), "privacy", order=30),
    MenuItem("footer", "API", "api_docs", order=40),
    MenuItem("footer", _("Thành phần giao diện"), "components", order=50),
]
RETENTION = [
    Retention(
        "site.windows",
        _("Số lần gọi của một địa chỉ mạng (chỉ giữ mã băm): xóa khi khoảng đếm đã qua, ở lần đếm sau"),
        ("site.RateWindow",),
    )
]
EMPTY = [
    Empty("Setting", why="the program itself declares what every page needs"),
    Empty("Probe", why="the name of the instance is looked at by the command itself"),
]
