"""The reading actions of CKAN by their names, each a function of what was given. Raises ActionRefused."""

from collections.abc import Callable
from typing import Any

from tinhso.opendata.ckan import lists, tables
from tinhso.opendata.ckan.ckan import Url
from tinhso.opendata.ckan.parameters import Parameters, missing, needed
from tinhso.opendata.ckan.search import package_search

Action = Callable[[Parameters, Url], Any]


def help_show(given: Parameters, url: Url) -> str:
    """What an action takes, in the words of its own description."""
    found = ACTIONS.get(needed(given, "name"))
    if found is None:
        raise missing()
    return found.__doc__ or found.__name__


NAMED: tuple[Action, ...] = (
    *(lists.status_show, lists.site_read, lists.package_list, lists.package_show, package_search),
    *(lists.current_package_list_with_resources, lists.package_autocomplete, lists.license_list),
    *(lists.resource_show, lists.resource_search, lists.resource_view_list, lists.format_autocomplete),
    *(lists.organization_list, lists.organization_show, lists.organization_autocomplete),
    *(lists.group_list, lists.group_show, lists.group_package_show),
    *(lists.tag_list, lists.tag_show, lists.tag_search, lists.tag_autocomplete),
    *(tables.datastore_search, tables.datastore_search_sql, tables.datastore_info, help_show),
)
ACTIONS: dict[str, Action] = {action.__name__: action for action in NAMED} | {
    "package_search": package_search,
    "group_list_authz": lists.nothing_listed,
    "organization_list_for_user": lists.nothing_listed,
    "user_list": lists.nothing_listed,
    "vocabulary_list": lists.nothing_listed,
}
