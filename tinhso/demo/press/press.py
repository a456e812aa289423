"""The demo's newsroom, by the deeds themselves: a year of articles, the account of 2023, and desks with work at each step."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from tinhso.demo.exchange.people import Office
from tinhso.demo.press import account
from tinhso.demo.press.plan import PLAN, Planned
from tinhso.indicators.public import quoted_figures
from tinhso.kernel.people.public import SYSTEM
from tinhso.lib.dates import HANOI
from tinhso.press.public import (
    Article,
    Category,
    approve_article,
    begin_change,
    load_categories,
    save_revision,
    send_article,
    set_times,
    start_article,
    withdraw_article,
)

WRITER, EDITOR, APPROVER = "mien", "lam", "chi"
KEYS = UUID("9e550000-0000-4000-8000-000000000038")
CORRECTION = "Bản đầu ghi nhầm tên tổ; đúng là tổ công nghệ số cộng đồng (minh họa)"
REWRITE = "Kịch bản diễn tập đã đổi, bài được viết lại (minh họa)"
WITHDRAWAL = "Bài đưa nhầm tên đơn vị, chờ xác minh lại (minh họa)"
ACCOUNT_AT = datetime(2024, 3, 8, 7, 30, tzinfo=HANOI)


def create_press(*, now: datetime) -> int:
    """How many articles there are afterwards."""
    load_categories(by=SYSTEM, now=now)
    newsroom = Newsroom(now)
    for number, planned in enumerate(PLAN):
        newsroom.write(number, planned)
    newsroom.write_account()
    return Article.objects.count()


class Newsroom:
    """Who writes, edits and approves; what they quote is known to have a value."""

    def __init__(self, now: datetime) -> None:
        self.now, self.office = now, Office(now)
        self.writer, self.editor, self.approver = map(self.office.person, (WRITER, EDITOR, APPROVER))
        quotes = [quote for planned in PLAN for quote in planned.quotes] + account.account_quotes()
        found = quoted_figures(quotes, today=now.astimezone(HANOI).date())
        self.known = {quote for quote, figure in found.items() if figure.value is not None}

    def write(self, number: int, planned: Planned) -> None:
        at = self.office.ago(planned.days)
        article = self._started(f"article {number}", planned.title, planned.category, at)
        blocks: list[dict[str, str]] = [{"type": "text", "text": planned.text}]
        blocks += [
            {"type": "figure", "indicator": code, "period": period}
            for code, period in planned.quotes
            if (code, period) in self.known
        ]
        self._save(article, planned.title, planned.lead, blocks, at)
        self._times(article, planned.stop, at)
        self._on_its_way(article, planned.stop, at)
        if planned.stop in ("corrected", "rewritten"):
            self._change(article, planned, blocks, min(at + timedelta(days=1), self.now))
        if planned.stop == "withdrawn":
            row = fresh(article)
            withdraw_article(
                article=row,
                ver=row.ver,
                reason=WITHDRAWAL,
                by=self.approver,
                now=min(at + timedelta(days=2), self.now),
            )

    def write_account(self) -> None:
        at = min(ACCOUNT_AT, self.now)
        article = self._started("account", account.TITLE, "chuyen-doi-so", at, account.SLUG)
        self._save(article, account.TITLE, account.LEAD, account.account_blocks(self.known), at)
        self._on_its_way(article, "", at)

    def _started(self, key: str, title: str, category: str, at: datetime, slug: str = "") -> Article:
        return start_article(
            title=title,
            category=Category.objects.get(code=category),
            client_key=uuid5(KEYS, key),
            slug=slug,
            by=self.writer,
            now=at,
        )

    def _save(
        self, article: Article, title: str, lead: str, blocks: list[dict[str, str]], at: datetime
    ) -> None:
        row = fresh(article)
        assert row.head is not None
        save_revision(
            article=row, base=row.head.number, title=title, lead=lead, blocks=blocks, by=self.writer, now=at
        )

    def _times(self, article: Article, stop: str, at: datetime) -> None:
        morning = (
            (self.now + timedelta(days=1))
            .astimezone(HANOI)
            .replace(hour=8, minute=0, second=0, microsecond=0)
        )
        row = fresh(article)
        if stop in ("scheduled", "embargoed"):
            set_times(
                article=row,
                ver=row.ver,
                go_live_at=morning if stop == "scheduled" else None,
                embargo_until=morning if stop == "embargoed" else None,
                expires_at=None,
                by=self.writer,
                now=at,
            )

    def _on_its_way(self, article: Article, stop: str, at: datetime) -> None:
        if stop == "draft":
            return
        send_article(article=fresh(article), ver=fresh(article).ver, by=self.writer, now=at)
        if stop == "editing":
            return
        send_article(article=fresh(article), ver=fresh(article).ver, by=self.editor, now=at)
        if stop != "approval":
            approve_article(article=fresh(article), ver=fresh(article).ver, by=self.approver, now=at)

    def _change(self, article: Article, planned: Planned, blocks: list[dict[str, str]], at: datetime) -> None:
        row, rewritten = fresh(article), planned.stop == "rewritten"
        begin_change(
            article=row,
            ver=row.ver,
            change="rewrite" if rewritten else "correction",
            reason=REWRITE if rewritten else CORRECTION,
            by=self.editor,
            now=at,
        )
        changed = [*blocks, {"type": "text", "text": "Bài đã được sửa; bản trước vẫn đọc được ở cuối trang."}]
        self._save(article, planned.title, planned.lead, changed, at)
        self._on_its_way(article, "", at)


def fresh(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)
