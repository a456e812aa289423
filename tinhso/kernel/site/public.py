"""The door of the site: legal time, slots, shapes of page parts, form fields, pages for what went wrong."""

from tinhso.kernel.site.address import NoSiteAddress, site_url, site_url_if_known
from tinhso.kernel.site.box import box_address, page_answer
from tinhso.kernel.site.browser.any_origin import any_origin
from tinhso.kernel.site.browser.browser_notes import browser_id, browser_note, note_in_browser
from tinhso.kernel.site.browser.offline import OWN_DEVICE, available_offline, is_on_own_device
from tinhso.kernel.site.clock import HANOI, now, today
from tinhso.kernel.site.context import (
    Site,
    data_note,
    forget,
    instance,
    show_banner_until,
    url_of,
    worker_url,
)
from tinhso.kernel.site.declare import Measure, OpenTable, all_of
from tinhso.kernel.site.entry_form import EntryRefused, attempt, form_page, lock_client_key
from tinhso.kernel.site.forms import MOST_LETTERS, VnDateField, paragraphs
from tinhso.kernel.site.my_tasks import my_tasks
from tinhso.kernel.site.province import other_province, refuse_other_province
from tinhso.kernel.site.refused import (
    away_of,
    conflict,
    csrf_failed,
    forbidden,
    not_done,
    only_a_deed,
    too_large,
    too_many,
)
from tinhso.kernel.site.sent_json import sent_json
from tinhso.kernel.site.shapes import Cell, Column, Entry, Fact, Figure, FileRow, Step, Tab, Table
from tinhso.kernel.site.slots import (
    Account,
    AccountReader,
    CaseKind,
    ExecutiveTile,
    HomeBlock,
    HomeTask,
    MenuItem,
    MyItem,
    MyItems,
    OfficeNote,
    OfficeNotes,
    PageApp,
    PageBanner,
    RulesOfDay,
    SearchKind,
    TrackingView,
)
from tinhso.kernel.site.statements.batched_selects import keep_related, read_together
from tinhso.kernel.site.statements.cached_query import cached_query
from tinhso.kernel.site.statements.copy import (
    copy_new_rows,
    copy_rows,
    count_tables,
    new_row,
    reserve_ids,
)
from tinhso.kernel.site.statements.insert import insert_once, insert_row, update_row
from tinhso.kernel.site.statements.joins import first_as_written
from tinhso.kernel.site.statements.one_transaction import in_one_transaction
from tinhso.kernel.site.statements.prepared_statements import planned

__all__ = [
    "OWN_DEVICE",
    "is_on_own_device",
    "my_tasks",
    "not_done",
    "sent_json",
    "any_origin",
    "MOST_LETTERS",
    "paragraphs",
    "other_province",
    "refuse_other_province",
    "HANOI",
    "Account",
    "AccountReader",
    "CaseKind",
    "Cell",
    "Column",
    "Entry",
    "EntryRefused",
    "attempt",
    "form_page",
    "ExecutiveTile",
    "Fact",
    "Figure",
    "FileRow",
    "HomeBlock",
    "HomeTask",
    "Measure",
    "MenuItem",
    "MyItem",
    "MyItems",
    "PageBanner",
    "NoSiteAddress",
    "OfficeNote",
    "OfficeNotes",
    "OpenTable",
    "PageApp",
    "RulesOfDay",
    "SearchKind",
    "Site",
    "Step",
    "Tab",
    "Table",
    "TrackingView",
    "VnDateField",
    "all_of",
    "box_address",
    "page_answer",
    "browser_id",
    "browser_note",
    "away_of",
    "conflict",
    "csrf_failed",
    "copy_new_rows",
    "copy_rows",
    "count_tables",
    "data_note",
    "forbidden",
    "forget",
    "in_one_transaction",
    "insert_once",
    "insert_row",
    "keep_related",
    "read_together",
    "instance",
    "first_as_written",
    "available_offline",
    "cached_query",
    "lock_client_key",
    "new_row",
    "note_in_browser",
    "now",
    "planned",
    "today",
    "reserve_ids",
    "show_banner_until",
    "site_url",
    "site_url_if_known",
    "only_a_deed",
    "too_large",
    "too_many",
    "update_row",
    "url_of",
    "worker_url",
]
