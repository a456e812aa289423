"""What a test that commits has written goes after it."""

from functools import cache

from django.db import connection, transaction
from psycopg import sql

FROM_MIGRATIONS = {"auth_permission", "django_content_type"}  # the same for every test


@cache
def tables() -> list[str]:
    """Of all models: what migrations alone made (procrastinate's, Django's own) is not theirs."""
    return [
        one
        for one in connection.introspection.django_table_names(only_existing=True)
        if one not in FROM_MIGRATIONS
    ]


@transaction.atomic
def empty_written_tables() -> None:
    """Without triggers and foreign keys: the append-only tables too."""
    holds = sql.SQL("select {0} where exists (select from {1})")
    with connection.cursor() as cursor:
        asked = sql.SQL(" union all ").join(
            holds.format(sql.Literal(one), sql.Identifier(one)) for one in tables()
        )
        cursor.execute(asked)
        if written := [name for (name,) in cursor.fetchall()]:
            cursor.execute("set local session_replication_role = replica")
            for name in written:
                cursor.execute(sql.SQL("delete from {}").format(sql.Identifier(name)))
