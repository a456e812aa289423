"""Jobs of press: what goes live at its hour, every minute; unfinished texts and numbers of press cards, by night."""

from procrastinate.contrib.django import app

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock
from tinhso.press.articles.actions.publish_due import forget_expired, publish_due
from tinhso.press.articles.upkeep import forget_drafts
from tinhso.press.questions.actions.erase_cards import erase_cards


@app.periodic(cron="* * * * *")
@app.task(name="press.publish", queue="fast", queueing_lock="press.publish")
def publish_what_is_due(timestamp: int) -> None:
    """Approved articles whose hour has come; expired ones leave the search."""
    publish_due(by=SYSTEM, now=clock.now())
    forget_expired(now=clock.now())


@app.periodic(cron="50 19 * * *")  # 02:50 in Hà Nội: schedules count in UTC
@app.task(name="press.forget_drafts", queue="slow", queueing_lock="press.forget_drafts")
def forget_old_drafts(timestamp: int) -> None:
    """Unfinished texts that nobody went on with for longer than the rule says."""
    forget_drafts(clock.now())


@app.periodic(cron="55 19 * * *")  # 02:55 in Hà Nội
@app.task(name="press.erase_cards", queue="slow", queueing_lock="press.erase_cards")
def erase_old_cards(timestamp: int) -> None:
    """Numbers of press cards whose question ended longer ago than the rule says."""
    erase_cards(by=SYSTEM, now=clock.now())
