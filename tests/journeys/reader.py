"""Reading pages as people do: phone and desktop, light and dark, by ear, enlarged.

The pages are drawn by the views themselves in the test's own transaction and handed to Chromium, which fetches their
styles and scripts from the same files as the site does.
"""

import mimetypes
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import unquote, urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Browser, Route

from tests.share import share
from tests.town import Town
from tinhso.kernel.events.models import AccessRow
from tinhso.kernel.people.models import Person, Post, User

SITE = "http://tinhso.test"
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
HALF, MOST_HALF = {"width": 180, "height": 370}, 200
MOST_HEADER = {360: 48, 1280: 56}
"""Pixels of the header, menu and demo's chip included: one line, on a phone and on a desktop."""
MOST_BAR = 56
MOST_TALL = {"/so-lieu/chi-so-766/": 5000}
"""Pixels from top to end on a phone, of pages whose tables would make them endless if they were not folded."""
CHROME = """() => [".top", ".bottom"].map(one => document.querySelector(one))
  .map(one => one ? Math.round(one.getBoundingClientRect().height) : 0)"""
VIOLATIONS = "options => axe.run(document, options).then(found => found.violations)"
"""Without what it found in order: that is megabytes a page on their way from the browser."""
CONTRAST = {"runOnly": ["color-contrast"]}  # what alone can differ between light and dark
CROSSED = ["dark", "light"]
"""The contrast of a phone in the dark and of a desktop in the light: most pages are tried in one of them."""
CONTROLS = {
    *("button", "link", "textbox", "searchbox", "combobox", "listbox", "checkbox", "radio", "slider"),
    *("spinbutton", "switch", "tab", "menuitem"),
}


@dataclass
class Reader:
    """Opens pages that a view has drawn; `wrong` keeps what each one does wrong."""

    browser: Browser
    town: Town
    zoomed: bool = False
    """Whether each page is also looked at in half the width of the phone: that is the zoom of 200%."""
    wrong: list[str] = field(default_factory=list)
    drawn: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    seen: int = 0

    def __post_init__(self) -> None:
        self.page = self.browser.new_context(viewport=PHONE, reduced_motion="reduce").new_page()  # type: ignore[arg-type]
        self.page.route("**/*", self.answer)

    def answer(self, route: Route) -> None:
        path = unquote(urlsplit(route.request.url).path)
        if path in self.drawn:
            body, csp = self.drawn[path]
            headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": csp}
            route.fulfill(status=200, headers=headers, body=body)
        elif path.startswith("/static/") and (found := finders.find(path.removeprefix("/static/"))):
            route.fulfill(path=str(found), content_type=mimetypes.guess_type(path)[0])
        else:
            route.fulfill(status=404, body="")

    def read(self, who: str, *paths: str) -> None:
        """As a member of the cast, "" a visitor."""
        self.read_as(self.town.sign_in(Client(), who) if who else Client(), who or "a visitor", *paths)

    def read_as(self, client: Client, who: str, *paths: str) -> None:
        for path in paths:
            before = AccessRow.objects.count()
            answer = client.get(path)
            if AccessRow.objects.count() == before and (read := self.read_of_citizens(client, answer)):
                self.wrong.append(f"{path} shows {who} {read} and leaves no line in the access log")
            if answer.status_code != 200:
                self.wrong.append(f"{path} answers {who} with {answer.status_code}")
                continue
            bare = urlsplit(path).path
            self.drawn[bare] = (answer.content, answer.headers.get("Content-Security-Policy", ""))
            self.look(bare)

    def read_of_citizens(self, client: Client, answer: HttpResponse) -> str:
        """The name, phone or number of a citizen that this answer shows to an officer; "" for none."""
        reader = client.session.get("_auth_user_id")
        if not reader or not Post.objects.filter(user_id=reader).exists():
            return ""
        page = unescape(answer.content.decode(errors="replace"))
        officers = set(User.objects.exclude(posts=None).values_list("full_name", flat=True))
        for one in Person.objects.values_list("full_name", "phone", "id_number"):
            for value in one:
                if value and value not in officers and value in page:
                    return value
        return ""

    def look(self, path: str) -> None:
        self.seen += 1
        self.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        self.page.emulate_media(color_scheme="light")
        self.page.goto(SITE + path)
        self.page.evaluate(AXE_SCRIPT)
        self.judge(path, "360 px, light", {})
        crossed = share(CROSSED, 2, beside=path)
        if "dark" in crossed:
            self.page.emulate_media(color_scheme="dark")
            self.judge(path, "360 px, dark", CONTRAST)
        self.page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
        self.page.emulate_media(color_scheme="dark")
        self.judge(path, "1280 px, dark", {})
        if "light" in crossed:
            self.page.emulate_media(color_scheme="light")
            self.judge(path, "1280 px, light", CONTRAST)
        self.hear(path)
        if self.zoomed:
            self.page.set_viewport_size(HALF)  # type: ignore[arg-type]
            if (wide := self.page.evaluate("document.documentElement.scrollWidth")) > MOST_HALF:
                self.wrong.append(f"{path}, 200%: {wide} px wide")

    def hear(self, path: str) -> None:
        """What a screen reader is told: every control has a name."""
        devtools = self.page.context.new_cdp_session(self.page)
        nodes = devtools.send("Accessibility.getFullAXTree")["nodes"]
        devtools.detach()
        for node in nodes:
            role, name = (node.get(part, {}).get("value", "") for part in ("role", "name"))
            if role in CONTROLS and not node["ignored"] and not name.strip():
                self.wrong.append(f"{path}: a {role} without a name")

    def judge(self, path: str, how: str, options: dict[str, Any]) -> None:
        size = self.page.viewport_size
        assert size
        if (wide := self.page.evaluate("document.documentElement.scrollWidth")) > size["width"]:
            self.wrong.append(f"{path}, {how}: {wide} px wide")
        tall = self.page.evaluate("document.documentElement.scrollHeight")
        if size == PHONE and tall > MOST_TALL.get(path, tall):
            self.wrong.append(f"{path}, {how}: {tall} px tall")
        header, bar = self.page.evaluate(CHROME)
        if header > MOST_HEADER[size["width"]] or bar > MOST_BAR:
            self.wrong.append(f"{path}, {how}: a header of {header} px, a bar of {bar} px")
        for rule in self.page.evaluate(VIOLATIONS, {"resultTypes": ["violations"], **options}):
            self.wrong.append(f"{path}, {how}: {rule['id']} {rule['nodes'][0]['html'][:150]}")
