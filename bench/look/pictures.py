"""The page of pictures: twenty pages as citizens, officers and leaders see them, on a phone and a desktop, light and dark.

    python bench/look/pictures.py --url http://127.0.0.1:8000 [--out docs/pictures] [--only NAME] [--mocks FOLDER]

A demo has to run there (`bin/demo`); Chromium is Debian's. Each page becomes one sheet: phone light, phone dark, desktop light,
desktop dark. Beside them stands `README.md`, which shows all. With `--mocks` the page of that name of the folder is drawn below ours
(its files need not be ours to publish: name another `--out`). What the browser says of errors is printed; exit code 1 where a page
answers with an error or is wider than its screen.
"""

import argparse
import io
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

HIGH, GAP, QUALITY, LARGEST = 640, 8, 52, 150_000
SCREENS = [
    (360, 800, "light", True),
    (360, 800, "dark", True),
    (1366, 900, "light", False),
    (1366, 900, "dark", False),
]
AN, BINH, CHI, SAU, QUAN = "Lê Thị An", "Nguyễn Thị Bình", "Hoàng Văn Chi", "Bùi Văn Sáu", "Vũ Văn Quản"


@dataclass(frozen=True)
class PagePicture:
    """A page: its file, its title, who opens which address, the link that is followed from there, and the mock beside it."""

    name: str
    title: str
    path: str
    who: str = ""
    follow: str = ""
    mock: str = ""
    press: tuple[str, ...] = ()  # what is pressed one after the other, where it stands there


PAGES = [
    PagePicture("home", "Trang chủ", "/", mock="trang-chu"),
    PagePicture("home-signed-in", "Trang chủ khi đã đăng nhập", "/", AN, mock="trang-chu-da-dang-nhap"),
    PagePicture("search", "Tìm thủ tục", "/thu-tuc/?q=khai+sinh", mock="tim-kiem"),
    PagePicture("procedure-page", "Trang thủ tục", "/thu-tuc/1.001193/", mock="thu-tuc"),
    PagePicture(
        "form",
        "Bắt đầu nộp hồ sơ",
        "/thu-tuc/1.001193/",
        AN,
        press=("Nộp hồ sơ",),
    ),
    PagePicture("my-dossiers", "Hồ sơ của tôi", "/ho-so/", AN),
    PagePicture(
        "dossier", "Một hồ sơ của tôi", "/ho-so/", AN, "main a[href^='/ho-so/'][href*='H56']", mock="ho-so"
    ),
    PagePicture("verify", "Xác minh giấy tờ", "/xac-minh/"),
    PagePicture("reports", "Phản ánh", "/phan-anh/", mock="phan-anh"),
    PagePicture("map", "Bản đồ phản ánh", "/phan-anh/ban-do/", mock="ban-do"),
    PagePicture(
        "report", "Một phản ánh", "/phan-anh/", "", "main a[href^='/phan-anh/PA-']", mock="phan-anh-chi-tiet"
    ),
    PagePicture("compose", "Gửi phản ánh", "/phan-anh/soan/", mock="phan-anh-soan"),
    PagePicture("open-data", "Dữ liệu mở", "/du-lieu/", mock="du-lieu"),
    PagePicture("figures", "Số liệu", "/so-lieu/", mock="so-lieu"),
    PagePicture("worklist-page", "Việc của tôi (một cửa)", "/can-bo/", BINH, mock="can-bo-viec"),
    PagePicture(
        "desk-dossier",
        "Hồ sơ tại bàn",
        "/can-bo/",
        BINH,
        "table[data-worklist] tbody a[href]",
        mock="can-bo-ho-so",
    ),
    PagePicture("signing", "Chờ ký", "/can-bo/cho-ky/", CHI, mock="can-bo-ky"),
    PagePicture("executive-page", "Trang điều hành", "/dieu-hanh/", SAU, mock="dieu-hanh-2024"),
    PagePicture("report-of-year", "Báo cáo năm", "/so-lieu/bao-cao/2023/", SAU, mock="bao-cao"),
    PagePicture("accounts", "Tài khoản cán bộ", "/quan-tri/tai-khoan/", QUAN),
]


def main() -> int:
    words = arguments()
    out = Path(words.out)
    out.mkdir(parents=True, exist_ok=True)
    wanted = [one for one in PAGES if words.only in one.name]
    wrong: list[str] = []
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        rows: dict[str, list[Image.Image]] = {one.name: [] for one in wanted}
        for screen in SCREENS:
            for one, picture in take_pictures(browser, words.url.rstrip("/"), wanted, screen, wrong):
                rows[one.name].append(picture)
        for one in wanted:
            below = mocked(browser, Path(words.mocks), one) if words.mocks and one.mock else []
            save(sheet(rows[one.name], below), out / f"{one.name}.webp")
        browser.close()
    if not words.only:
        (out / "README.md").write_text(page_of_pictures())
    size = sum(file.stat().st_size for file in out.glob("*.webp"))
    print(f"{len(wanted)} sheets, {size / 1e6:.2f} MB in {out}", *wrong, sep="\n")
    return 1 if wrong else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--url", required=True, help="where a demo runs")
    parser.add_argument("--out", default="docs/pictures", help="folder of the sheets")
    parser.add_argument("--only", default="", help="only pages whose name holds this")
    parser.add_argument("--mocks", default="", help="folder of HTML mocks to draw below ours")
    return parser.parse_args()


def context_of(browser: Browser, screen: tuple[int, int, str, bool]) -> BrowserContext:
    width, height, scheme, touch = screen
    return browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        has_touch=touch,
        service_workers="block",
        reduced_motion="reduce",
    )


def take_pictures(
    browser: Browser,
    url: str,
    wanted: list[PagePicture],
    screen: tuple[int, int, str, bool],
    wrong: list[str],
) -> Iterator[tuple[PagePicture, Image.Image]]:
    """Each wanted page on one screen; everybody of the cast signs in once."""
    for who in dict.fromkeys(one.who for one in wanted):
        context = context_of(browser, screen)
        page = context.new_page()
        if who:
            sign_in(page, url, who)
        for one in wanted:
            if one.who == who:
                yield one, picture_of(page, url, one, screen, wrong)
        context.close()


def sign_in(page: Page, url: str, who: str) -> None:
    page.goto(f"{url}/dang-nhap/")
    page.locator("button", has_text=who).first.click()
    page.wait_for_load_state()


def picture_of(
    page: Page, url: str, one: PagePicture, screen: tuple[int, int, str, bool], wrong: list[str]
) -> Image.Image:
    answer = page.goto(url + one.path)
    if one.follow:
        link = page.locator(one.follow)
        if link.count():
            answer = page.goto(url + (link.first.get_attribute("href") or ""))
        else:
            wrong.append(f"{one.name}: nothing to follow from {one.path}")
    for words in one.press:
        button = page.locator("main").get_by_text(words, exact=True)
        if button.count():
            button.first.click()
            page.wait_for_load_state()
    page.wait_for_timeout(700)  # counts and pictures that come after the page
    if answer is None or not answer.ok:
        wrong.append(f"{one.name}: {answer and answer.status} on {screen[0]} px")
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > screen[0]:
        wrong.append(f"{one.name}: {wide} px wide on {screen[0]} px")
    return image(page)


def mocked(browser: Browser, folder: Path, one: PagePicture) -> list[Image.Image]:
    found = []
    for screen in SCREENS:
        context = context_of(browser, screen)
        page = context.new_page()
        page.goto((folder / f"{one.mock}.html").resolve().as_uri())
        found.append(image(page))
        context.close()
    return found


def image(page: Page) -> Image.Image:
    """What is on the screen, at the height of a sheet."""
    whole = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    return whole.resize((round(whole.width * HIGH / whole.height), HIGH), Image.Resampling.LANCZOS)


def sheet(ours: list[Image.Image], below: list[Image.Image]) -> Image.Image:
    rows = [row for row in (ours, below) if row]
    width = max(sum(one.width + GAP for one in row) - GAP for row in rows)
    made = Image.new("RGB", (width, len(rows) * (HIGH + GAP) - GAP), "#8a8a8a")
    for n, row in enumerate(rows):
        left = 0
        for one in row:
            made.paste(one, (left, n * (HIGH + GAP)))
            left += one.width + GAP
    return made


def save(made: Image.Image, path: Path) -> None:
    """As good as fits: dense pages of work take more bytes."""
    for quality in range(QUALITY, 4, -6):
        made.save(path, quality=quality, method=6)
        if path.stat().st_size <= LARGEST:
            return


def page_of_pictures() -> str:
    lines = [
        "# Pictures",
        "",
        "Twenty pages of the demo: phone light, phone dark, desktop light, desktop dark. Made by",
        "`python bench/look/pictures.py --url http://127.0.0.1:8000` beside a running `bin/demo`; simulated data.",
        "",
    ]
    for one in PAGES:
        who = f" ({one.who})" if one.who else ""
        lines += [f"## {one.title}{who}", "", f"![{one.title}]({one.name}.webp)", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
