"""Jobs of press: what goes live at its hour, every minute; outlets, every two minutes; what goes by its rules, by night."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.notices.public import TryLater
from tinhso.kernel.site import clock
from tinhso.press.articles.actions.publish_due import forget_expired, publish_due
from tinhso.press.articles.upkeep import forget_drafts
from tinhso.press.channels.actions.drop_alert_broadcasts import drop_alert_broadcasts
from tinhso.press.channels.actions.plan_alert_broadcasts import plan_alert_broadcasts
from tinhso.press.conferences.actions.ask_accreditation import erase_accreditation_cards
from tinhso.press.mailbox.actions.ask_card import send_card_letter
from tinhso.press.mailbox.actions.erase_mails import erase_mails
from tinhso.press.mailbox.folder import empty_folders, mailbox, read_mailbox
from tinhso.press.monitoring.actions.erase_news import erase_news
from tinhso.press.monitoring.fetching import read_due_sources
from tinhso.press.newsletter.actions.send_newsletters import (
    confirm_by_letter,
    erase_newsletters,
    send_newsletters,
)
from tinhso.press.questions.actions.erase_cards import erase_cards
from tinhso.press.registers.actions.register_outlet_office import erase_ended_offices


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
    """Numbers of press cards whose question ended, or whose conference was held, longer ago than the rule says, the persons of
    outlets whose term ended, and what messages brought that led to what ended."""
    erase_cards(by=SYSTEM, now=clock.now())
    erase_accreditation_cards(by=SYSTEM, now=clock.now())
    erase_ended_offices(now=clock.now())
    erase_mails(by=SYSTEM, now=clock.now())
    if folder := mailbox():
        empty_folders(folder, clock.now())


@app.periodic(cron="*/2 * * * *")
@app.task(name="press.read_news", queue="slow", queueing_lock="press.read_news", lock="press.read_news")
def read_news(timestamp: int) -> None:
    """Feeds of outlets whose turn it is, one of each host; at most two thirds of a minute."""
    read_due_sources(now=clock.now())


@app.periodic(cron="58 19 * * *")  # 02:58 in Hà Nội
@app.task(name="press.erase_news", queue="slow", queueing_lock="press.erase_news")
def erase_old_news(timestamp: int) -> None:
    """Full texts of articles whose days are over, and old articles that led to nothing."""
    erase_news(by=SYSTEM, now=clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="press.alert_broadcasts", queue="fast", queueing_lock="press.alert_broadcasts")
def plan_broadcasts_of_alerts(timestamp: int) -> None:
    """Alerts in force wait on the loudspeakers and boards of their units, those that are over no longer."""
    drop_alert_broadcasts(by=SYSTEM, now=clock.now())
    plan_alert_broadcasts(by=SYSTEM, now=clock.now())


@app.task(
    name="press.confirm_newsletter",
    queue="fast",
    pass_context=False,
    retry=RetryStrategy(max_attempts=6, exponential_wait=8, retry_exceptions={TryLater}),
)
def confirm_newsletter_address(subscription_id: int) -> None:
    """The letter that asks an address whether it wants news."""
    confirm_by_letter(subscription_id=subscription_id)


@app.periodic(cron="*/5 * * * *")
@app.task(name="press.newsletters", queue="slow", queueing_lock="press.newsletters", lock="press.newsletters")
def send_letters_of_news(timestamp: int) -> None:
    """Digests that are due, corrections of what letters brought; at most two minutes."""
    send_newsletters(by=SYSTEM, now=clock.now())


@app.periodic(cron="52 19 * * *")  # 02:52 in Hà Nội
@app.task(name="press.erase_newsletters", queue="slow", queueing_lock="press.erase_newsletters")
def erase_old_newsletters(timestamp: int) -> None:
    """Addresses that nobody confirmed, and what letters brought long ago."""
    erase_newsletters(now=clock.now())


@app.periodic(cron="*/2 * * * *")
@app.task(name="press.read_mail", queue="slow", queueing_lock="press.read_mail", lock="press.read_mail")
def read_mail_of_the_press(timestamp: int) -> None:
    """What lies in the mailbox of the press becomes drafts for an officer."""
    folder = mailbox()
    if folder is not None and folder.is_dir():
        read_mailbox(folder, by=SYSTEM, now=clock.now())


@app.task(
    name="press.ask_card",
    queue="fast",
    pass_context=False,
    retry=RetryStrategy(max_attempts=6, exponential_wait=8, retry_exceptions={TryLater}),
)
def ask_for_card(mail_id: int) -> None:
    """The letter that asks a journalist for the press card."""
    send_card_letter(mail_id=mail_id)
