"""What outlets published, in the demo: read through the reader and the deed of intake, one story handed on and answered."""

from datetime import datetime, timedelta
from html import escape
from uuid import uuid5

from tinhso.demo.press.issues import ANSWER, KEYS, MEASURES, PressDesk
from tinhso.demo.press.issues_plan import LONG
from tinhso.demo.press.news_plan import ANSWERED, LEADS, MARK, OUTLETS, STORIES, PlannedStory
from tinhso.kernel.people.public import SYSTEM
from tinhso.lib.dates import local
from tinhso.lib.news.reading import read_feed
from tinhso.press.public import (
    NewsArticle,
    NewsSource,
    answer_issue,
    assign_issue,
    choose_clip,
    hand_on_cluster,
    intake_articles,
    publish_issue,
    register_source,
    save_search,
)

OLD = 24 * 8
"""Hours: what is older was read a week ago, so that its full text is near its end."""
TERMS = "Nguồn công khai của báo giả lập trong bản trình diễn (số mô phỏng)."


def create_monitoring(*, now: datetime) -> int:
    """How many articles there are afterwards."""
    desk = NewsDesk(now)
    desk.register_outlets()
    desk.read([one for one in STORIES if one.hours > OLD], at=desk.office.ago(8))
    desk.answer_story()
    desk.read([one for one in STORIES if one.hours <= OLD], at=now)
    desk.fill_lists()
    return NewsArticle.objects.count()


class NewsDesk(PressDesk):
    """The editor of the focal agency follows four outlets."""

    def register_outlets(self) -> None:
        at = self.office.ago(30)
        self.sources: list[NewsSource] = [
            register_source(
                outlet=outlet,
                rhythm=rhythm,
                url=f"https://{host}/{path}",
                minutes=15,
                inside=inside,
                terms=TERMS,
                by=self.editor,
                now=at,
            )
            for outlet, rhythm, host, path, inside in OUTLETS
        ]

    def read(self, stories: list[PlannedStory], *, at: datetime) -> None:
        for number, source in enumerate(self.sources):
            items = "".join(self._item(one, number) for one in stories if number < one.copies)
            feed = read_feed(f"<rss><channel>{items}</channel></rss>".encode(), url=source.url, now=self.now)
            intake_articles(source=source, feed=feed, by=SYSTEM, now=at)

    def _item(self, story: PlannedStory, number: int) -> str:
        host = OUTLETS[number][2]
        at = local(self.now - timedelta(hours=story.hours) + timedelta(minutes=37 * number))
        text = escape(f"{LEADS[number]}{story.text}")
        return (
            f"<item><title>{escape(f'{story.title} {MARK}')}</title><link>https://{host}/{story.slug}.html</link>"
            f"<description>{text}</description><pubDate>{at:%d/%m/%Y %H:%M} (GMT+7)</pubDate></item>"
        )

    def answer_story(self) -> None:
        """One press makes it an issue; the district verifies and answers, the answer stands on the portal."""
        at, by = self.office.ago(8), self.office.person(LONG)
        cluster = NewsArticle.objects.get(url=f"https://{OUTLETS[0][2]}/{ANSWERED.slug}.html").cluster
        self.row = hand_on_cluster(
            cluster=cluster,
            origin="article",
            subject=f"{ANSWERED.title} {MARK}",
            text=f"Kiểm tra mặt cầu, số ván hỏng và kế hoạch sửa mà báo nêu {MARK}.",
            client_key=uuid5(KEYS, "news"),
            by=self.editor,
            now=at,
        )
        self._do(assign_issue, self.editor, at + timedelta(hours=2), agency=self.office.agency(LONG))
        self._verify(by, at + timedelta(days=2))
        self._do(answer_issue, by, at + timedelta(days=3), form="interview", answer=ANSWER, measures=MEASURES)
        words = {"subject": f"{ANSWERED.title} {MARK}", "answer": f"{ANSWER} {MEASURES}", "slug": ""}
        self._do(publish_issue, self.editor, at + timedelta(days=4), **words)

    def fill_lists(self) -> None:
        """The lists of today and yesterday, and two searches of the editor."""
        today = local(self.now).date()
        for story in STORIES:
            if not story.topic:
                continue
            cluster = NewsArticle.objects.get(url=f"https://{OUTLETS[0][2]}/{story.slug}.html").cluster
            words = {"topic": story.topic, "comment": story.comment, "by": self.editor, "now": self.now}
            back = 0 if story.hours < 40 or story is ANSWERED else 1
            choose_clip(cluster=cluster, day=today - timedelta(days=back), **words)  # type: ignore[arg-type]
        empty = {"outlet": "", "unit": None, "agency": None, "alerts": True}
        for name, wish in (("Hồ sơ, dịch vụ công", "hồ sơ"), ("Đường, cầu", "đường")):
            save_search(name=name, words=wish, **empty, by=self.editor, now=self.now)  # type: ignore[arg-type]
