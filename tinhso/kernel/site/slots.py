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
from tinhso.kernel.site.operation import Empty, Export, Retention

__all__ = [
    "Account",
    "AccountReader",
    "AreaOutline",
    "AreaOutlines",
    "BoxAnswer",
    "CaseKind",
    "DocumentNumbering",
    "ExecutiveTile",
    "GROUPS",
    "HomeBlock",
    "HomeEvent",
    "HomeEvents",
    "HomeTask",
    "MenuGroup",
    "MenuItem",
    "MyItem",
    "MyItems",
    "PageBanner",
    "PublicPages",
    "OfficeNote",
    "OfficeNotes",
    "RulesOfDay",
    "SearchKind",
    "TrackingView",
    "all_of",
]

Text = str | Promise
Audience = Literal["public", "officer", "account", "footer", "demo", "bar"]


@dataclass(frozen=True)
class MenuItem:
    """A link in a menu: of citizens, of officers, of the account's corner, of the footer, of the demo's chip or of the
    bar at the bottom of a citizen's phone ("bar", which wants an `icon`).

    `roles` are codes of `people.roles`: with any, only a chosen post that carries one of them is shown the link.
    `shown` may hide it from a request; it must not query. `group` puts an officer's link under one of the words of
    `GROUPS`; without one it lies under "Thêm". `counts` are the keys of what waits behind an officer's link, as
    `LiveCounts` tells them: the menu shows their sum and keeps it up without a reload.
    """

    audience: Audience
    label: Text
    url_name: str
    order: int = 50
    roles: tuple[str, ...] = ()
    shown: Callable[[HttpRequest], bool] | None = None
    group: str = ""
    icon: str = ""
    counts: tuple[str, ...] = ()


@dataclass(frozen=True)
class MenuGroup:
    """A word of the officers' menu, and its picture in the bar of their phones. With one link it is that link."""

    code: str
    label: Text
    icon: str


GROUPS = (
    MenuGroup("work", _("Việc của tôi"), "inbox"),
    MenuGroup("dossiers", _("Hồ sơ"), "folder"),
    MenuGroup("signing", _("Chờ ký"), "pen"),
    MenuGroup("reports", _("Phản ánh"), "camera"),
    MenuGroup("following", _("Theo dõi"), "clock"),
    MenuGroup("leading", _("Điều hành"), "chart"),
    MenuGroup("figures", _("Số liệu"), "table"),
    MenuGroup("administration", _("Quản trị"), "people"),
)


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
    (manifest, picture, script), the other the name of the address of its service worker, which speaks for "/".
    `picture` is the static file that stands beside a shared link."""

    head: str
    worker_url_name: str
    picture: str = ""


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
class MyTask:
    """One line of "Việc của tôi" on the home of a signed-in citizen.

    `title` is what they must do or, where nothing is `mine` to do, what is done for them; `about` names the matter and
    the step that follows, with its date; `button` is the deed that `url` leads to.
    """

    title: str
    about: str
    url: str
    button: str
    mine: bool = False
    due_at: datetime | None = None


@dataclass(frozen=True)
class MyTasks:
    """What waits for the signed-in citizen in a system, or is under way there; one query, [] for everybody else."""

    read: Callable[[HttpRequest], Sequence[MyTask]]
    order: int = 50


@dataclass(frozen=True)
class HomeEvent:
    """A moment of life on the home page: what it is called, what it holds, where it leads."""

    label: str
    text: str
    url: str
    icon: str


@dataclass(frozen=True)
class HomeEvents:
    """The moments of life under which people look for procedures; read at most every few seconds."""

    read: Callable[[], Sequence[HomeEvent]]
    order: int = 50


@dataclass(frozen=True)
class PublicPages:
    """Pages of one kind that everybody may read, for search engines; `read` gives their paths, the newest first."""

    code: str
    read: Callable[[int], Sequence[str]]


@dataclass(frozen=True)
class BoxAnswer:
    """Where words typed into the citizens' search box lead at once (a code, the number of a document, a place).

    `address` returns "" for words that are none of its own. It takes what somebody typed: short, and never trusted.
    """

    address: Callable[[str], str]
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
class SearchKind:
    """What the entries of one kind in the search of the whole portal are called; kinds stand in their `order`.

    `list_url_name` is the page that looks through all of this kind by `q`, "" where there is none. `has_most` of the kind that has
    by far the most entries: it is asked for apart, lest it leave no room for the others.
    """

    code: str
    title: Text
    order: int = 50
    list_url_name: str = ""
    has_most: bool = False


@dataclass(frozen=True)
class CaseKind:
    """A kind of case: how it is called, where it is opened, and what strangers may learn of it.

    `url_name` is where an officer works on it and `citizen_url_name` where its owner sees it; both take `code`.
    `owner_url_name`, of a kind whose handling unit must not learn the owner, is where the owner opens every step: four
    digits of a phone prove nothing then, nor do they tell whose they are. `refused_word` says what became of a refused
    case by its id where "refused" is not true of it, else "".
    `confirmed_at` is the step at which the result is there and only waits for somebody else to confirm it: whether it
    was in time is judged by the moment at which it came there, so it is not overdue while it waits.
    `numbers` gives, by the id of a case, the telephones and identity numbers that it names itself: they prove it theirs on the
    tracking page, as those of its people do.
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
    numbers: Callable[[int], Sequence[str]] | None = None


@dataclass(frozen=True)
class ExecutiveTile:
    """A figure that a system offers to the page of leaders, which shows at most twelve of those that its period fills.

    `indicator` is the code of what is told, `title` its short name there. `beside` are the codes of indicators told in
    its line, each with the words before it. `overdue` is the code of a stock of what is late, with its words: told as it
    stands now while the period runs. `agencies`: agencies are ranked by this one; one tile of all says so.
    """

    indicator: str
    title: Text
    beside: tuple[tuple[str, Text], ...] = ()
    overdue: tuple[str, Text] | None = None
    agencies: bool = False
    order: int = 50


@dataclass(frozen=True)
class DocumentNumbering:
    """Who gives official documents their numbers; declared once, by the registers of documents. Where nobody does, the clerk
    types the number that the book gave.

    `take(agency=…, kind="BC", title=…, day=…, by=…, now=…)` gives the next number in the caller's transaction.
    """

    take: Callable[..., int]


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
EXPORTS = [
    Export(
        "site",
        "Tên, tỉnh, đồng hồ của hệ thống",
        stays={
            "site.RateWindow": "counts of the last hours",
            "contenttypes.ContentType": "Django makes it anew",
        },
        order=1,
    )
]
EMPTY = [
    Empty("Metric", why="the program itself tells of its disk"),
    Empty("Setting", why="the program itself declares what every page needs"),
    Empty("Probe", why="the name of the instance is looked at by the command itself"),
]
