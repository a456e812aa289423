"""The door of the site: legal time, slots, shapes of page parts, form fields, pages for what went wrong."""

from tinhso.kernel.site.clock import HANOI, now, today
from tinhso.kernel.site.context import Site, data_note, forget, instance, url_of, worker_url
from tinhso.kernel.site.copy import copy_rows, count_tables, reserve_ids
from tinhso.kernel.site.declare import Measure, OpenTable, all_of
from tinhso.kernel.site.forms import VnDateField
from tinhso.kernel.site.offline import kept_offline
from tinhso.kernel.site.refused import conflict, csrf_failed, forbidden, too_large, too_many
from tinhso.kernel.site.shapes import Cell, Column, Entry, Fact, Figure, FileRow, Step, Tab, Table
from tinhso.kernel.site.slots import (
    Account,
    AccountReader,
    CaseKind,
    Hit,
    HomeBlock,
    HomeTask,
    MenuItem,
    MyItem,
    MyItems,
    OfficeNote,
    OfficeNotes,
    PageApp,
    RuleSetName,
    SearchSource,
    TrackingView,
)

__all__ = [
    "HANOI",
    "Account",
    "AccountReader",
    "CaseKind",
    "Cell",
    "Column",
    "Entry",
    "Fact",
    "Figure",
    "FileRow",
    "Hit",
    "HomeBlock",
    "HomeTask",
    "Measure",
    "MenuItem",
    "MyItem",
    "MyItems",
    "OfficeNote",
    "OfficeNotes",
    "OpenTable",
    "PageApp",
    "RuleSetName",
    "SearchSource",
    "Site",
    "Step",
    "Tab",
    "Table",
    "TrackingView",
    "VnDateField",
    "all_of",
    "conflict",
    "csrf_failed",
    "copy_rows",
    "count_tables",
    "data_note",
    "forbidden",
    "forget",
    "instance",
    "kept_offline",
    "now",
    "today",
    "reserve_ids",
    "too_large",
    "too_many",
    "url_of",
    "worker_url",
]
