"""How a body is written, in SQL: the trigger composes it so, and `verify` holds every row against it again.

Keys stand in this order, without spaces; a moment is UTC with microseconds. `v` is the version of this format:
a later one gets its own number, rows keep theirs.
"""

_MOMENT = "to_char({} at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"


def _head(row: str) -> str:
    return (
        f"""'{{"v":1,"id":' || {row}.id || ',"epoch":' || {row}.epoch || ',"xid":' || {row}.xid"""
        f""" || ',"recorded_at":"' || {_MOMENT.format(f"{row}.recorded_at")}"""
        f""" || '","at":"' || {_MOMENT.format(f"{row}.at")}"""
        f""" || '","actor":' || coalesce({row}.actor_id::text, 'null')"""
        f""" || ',"post":' || coalesce({row}.post_id::text, 'null')"""
        f""" || ',"agency":' || coalesce({row}.agency_id::text, 'null')"""
    )


def event_body(row: str) -> str:
    """Everything of an event's body before its payload; the payload's JSON and `}` follow."""
    return (
        f"""{_head(row)} || ',"name":"' || {row}.name"""
        f""" || '","case":' || coalesce({row}.case_id::text, 'null') || ',"payload":'"""
    )


def access_body(row: str) -> str:
    """The whole body of a row of the access log."""
    return (
        f"""{_head(row)} || ',"purpose":"' || {row}.purpose || '","page":"' || {row}.page"""
        f""" || '","cases":[' || array_to_string({row}.case_ids, ',') || ']}}'"""
    )
