"""What a table under a rule of retention has left when its time is over: nothing that somebody wrote, but what is named with its reason.

A row of each is filled in every column of text, JSON and bytes, and with every file; then whatever erases it runs, as it does at
night. A new column fails here until the eraser blanks it or `Retention.stays` says why it stays.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from procrastinate.contrib.django import app as jobs

from tests.house.declared.filled_rows import MARK, OLD, FilledRows, free_columns
from tests.town import FOREVER
from tinhso.casework.public import State, erase_texts
from tinhso.citizen.open311.actions.fetch_media import take_media
from tinhso.citizen.open311.post import FIELDS
from tinhso.citizen.retention.actions.erase_record import ERASERS
from tinhso.citizen.retention.retention import What
from tinhso.exchange.connections.actions.check_connection import forget_old
from tinhso.exchange.models import ConnectionCheck, ExchangeCall
from tinhso.kernel.files.public import erase_file
from tinhso.kernel.law.models import Rule
from tinhso.kernel.papers.public import Paper, erase_paper
from tinhso.kernel.people.public import SYSTEM, forget_person
from tinhso.kernel.site import clock, declare
from tinhso.kernel.site.operation import Retention
from tinhso.kernel.site.rate_limit import allow
from tinhso.onestop.models import StoreEntry
from tinhso.opendata.models import DataTable, Distribution, StoryText
from tinhso.press.models import NewsSubscription

LATER = datetime(2060, 5, 6, 2, tzinfo=clock.HANOI)
RETAINED = {one.code: one for one in declare.all_of(Retention)}
RULES: dict[str, Any] = {
    "retention.automatic": True,
    "retention.default": 5,
    **dict.fromkeys(("exchange.event_days", "infrastructure.unimported_days", "press.draft_days"), 30),
    **{f"press.{what}": 30 for what in ("journalist_days", "newsletter_item_days", "news_article_days")},
    **dict.fromkeys(("exchange.pseudonym_years", "exchange.request_years"), 5),
    **{f"security.{what}": 30 for what in ("network_log_days", "contact_days", "report_days")},
    **{f"security.{what}": 30 for what in ("indicator_retention_days", "support_file_days", "evidence_days")},
}
ENDED = {"state": State.DONE, "submitted_at": OLD, "finished_at": OLD}
RowValues = dict[str, dict[str, Any]]


def ended(kind: str, **more: dict[str, Any]) -> RowValues:
    return {"casework.Case": {"kind": kind, **ENDED}, **more}


POSTED = dict.fromkeys(FIELDS, MARK) | {"service_code": MARK}
ROW_VALUES: dict[str, RowValues] = {
    "casework.texts": ended("dossier"),
    "citizen.pending": {"citizen.PendingRequest": {"body": {"fields": POSTED, "attributes": {MARK: MARK}}}},
    "citizen.records": ended("report"),
    "exchange.calls": {
        "exchange.ExchangeCall": {"named": ExchangeCall.Named.PERSON},
        "exchange.DataUseRequest": {"answered_at": OLD},
    },
    "onestop.companies": {
        "onestop.CompanyRepresentative": {"ended_at": OLD},
        "onestop.CompanyDelegation": {"ended_at": OLD},
    },
    "onestop.dossiers": ended("dossier", **{"onestop.StoreEntry": {"origin": StoreEntry.Origin.ACCEPTED}}),
    "onestop.recordings": {"onestop.Recording": {"consent_until": OLD.date()}},
    "opendata.ended_resources": {
        "opendata.Distribution": {"state": Distribution.State.REPLACED, "made_at": OLD}
    },
    "opendata.ended_stories": {"opendata.StoryText": {"state": StoryText.State.DROPPED}},
    "opendata.withdrawn_tables": {
        "opendata.Dataset": {"current_id": None},
        "opendata.DataTable": {"state": DataTable.State.WITHDRAWN, "withdrawn_at": OLD, "current_id": None},
    },
    "press.cards": ended(
        "press_issue", **{"press.OutletOffice": {"kind": "resident", "name": "", "ends": OLD.date()}}
    ),
    "press.mails": {"press.PressMail": {"outcome": "dismissed", "decided_at": OLD}},
    "press.news_texts": {"press.NewsArticle": {"text_until": OLD.date(), "bands": [1]}},
    "security.contacts": {"security.SecurityContact": {"ends": OLD.date()}},
    "security.evidence": ended("cyber_incident", **{"security.IncidentEvidence": {"hold_reason": ""}}),
    "security.lists": {
        "security.IntelligenceLoad": {"finished_at": OLD},
        "security.IntelligenceSource": {"fades": True},
    },
    "security.reports": {
        "security.ScanImport": {"finished_at": OLD},
        "security.SoftwareBill": {"replaced_at": OLD},
    },
    "security.support_files": ended("support_incident"),
}
"""What the eraser of a rule asks of a row before it acts."""
WITHOUT = {"press.news_texts": "press.news_article_days"}
"""A rule by which the whole row would go first."""


def by_its_job(one: Retention, rows: FilledRows) -> None:
    jobs.tasks[one.job].func(0)


def of_records(_one: Retention, rows: FilledRows) -> None:
    """Each kind by itself, for a case is of one kind only."""
    for what, erase in ERASERS.items():
        erase(rows.rows["citizen.Alert" if what == What.ALERT else "casework.Case"].pk, LATER)


def of_newsletters(one: Retention, rows: FilledRows) -> None:
    """What letters brought, then the address: nothing is sent to one that was not confirmed."""
    waiting = NewsSubscription.objects.filter(pk=rows.rows["press.NewsSubscription"].pk)
    waiting.update(confirmed_at=OLD, sent_until=OLD, next_at=LATER)
    by_its_job(one, rows)
    waiting.update(confirmed_at=None, sent_until=None, next_at=None)
    by_its_job(one, rows)


def of_checks(_one: Retention, rows: FilledRows) -> None:
    """By the check after the fiftieth."""
    check = rows.rows["exchange.ConnectionCheck"]
    of_place = {"service_id": check.service_id, "environment": check.environment, "reached": check.reached}
    for _ in range(50):
        check = ConnectionCheck.objects.create(**of_place, milliseconds=1, checked_at=LATER)
    forget_old(check)


ERASE: dict[str, Callable[[Retention, FilledRows], object]] = {
    "casework.texts": lambda _one, rows: erase_texts(case=rows.rows["casework.Case"]),
    "citizen.pending": lambda _one, rows: take_media(pending=rows.rows["citizen.PendingRequest"], now=LATER),
    "citizen.records": of_records,
    "exchange.checks": of_checks,
    "files.held": lambda _one, rows: erase_file(rows.rows["files.StoredFile"], by=SYSTEM, now=LATER),
    "papers.requests": lambda _one, rows: erase_paper(
        paper=Paper.objects.get(pk=rows.rows["papers.Paper"].pk), by=SYSTEM, now=LATER
    ),
    "people.persons": lambda _one, rows: forget_person(
        person=rows.rows["people.Person"], by=SYSTEM, now=LATER
    ),
    "press.newsletter": of_newsletters,
    "site.windows": lambda _one, _rows: allow("door", "caller", 1, 600),
}
"""What erases where no job does it by itself, or does more beside it."""


def has_words(one: Retention) -> bool:
    return any(free_columns(label) for label in one.models)


@pytest.mark.parametrize("code", sorted(code for code, one in RETAINED.items() if has_words(one)))
def test_nothing_that_somebody_wrote_is_left_but_what_is_named(code, town, monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    one = RETAINED[code]
    Rule.objects.bulk_create(
        Rule(key=key, value=value, valid=FOREVER, source="thử")
        for key, value in RULES.items()
        if key != WITHOUT.get(code)
    )
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: LATER)
    rows = FilledRows(
        town.agency_a, town.emi, town.posts["emi"], town.commune, row_values=ROW_VALUES.get(code, {})
    )
    rows.fill(one.models)
    ERASE.get(code, by_its_job)(one, rows)
    assert rows.left(one.models) == set(one.stays)


@pytest.mark.parametrize("code", sorted(RETAINED))
def test_what_stays_is_a_column_that_words_can_stand_in(code):
    one = RETAINED[code]
    known = {f"{label}.{field.name}" for label in one.models for field in free_columns(label)}
    assert not set(one.stays) - known
    assert all(len(why) > 10 for why in one.stays.values())
