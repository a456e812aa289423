"""Quick migrations leave the same tables as Django's own, whichever operations follow each other."""

from contextlib import nullcontext

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState
from django.db.models import Field
from django.db.transaction import atomic, set_rollback

from tinhso.config.quick_migrations import quick_migrations

pytestmark = pytest.mark.django_db
LABEL = "quick_migrations"
ROWS: list[int] = []
HOUSE, ROOM = f"{LABEL}.House", f"{LABEL}.Room"


def furnish(apps, _editor):
    """Relations both ways, as code in a migration may ask them."""
    house, room = apps.get_model(LABEL, "House"), apps.get_model(LABEL, "Room")
    first = house.objects.create(code="a", number=1)
    room.objects.create(house=first, name="bếp").neighbours.add(room.objects.create(house=first, name="hiên"))
    ROWS.append(house.objects.filter(room__name="hiên", room__neighbours__name="bếp").count())
    ROWS.append(first.room_set.count())


def operations():
    """Models of a state belong to the run that reads them."""
    key = models.CharField(max_length=5, primary_key=True)
    owner = models.ForeignKey(HOUSE, models.CASCADE, null=True)
    above = models.CheckConstraint(condition=models.Q(number__gt=0), name="quick_above")
    below = models.CheckConstraint(condition=models.Q(number__lt=99), name="quick_below")
    return [
        migrations.CreateModel("House", [("code", key), ("number", models.IntegerField())]),
        migrations.CreateModel(
            "Room",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("house", models.ForeignKey(HOUSE, models.CASCADE)),
                ("name", models.TextField(unique=True)),
                ("neighbours", models.ManyToManyField("self")),
            ],
        ),
        migrations.AddConstraint("house", above),
        migrations.AddIndex("house", models.Index(fields=["number"], name="quick_number")),
        migrations.AddField("house", "colour", models.CharField(max_length=9, default="vàng")),
        migrations.RunPython(furnish),
        migrations.CreateModel("Key", [("id", models.BigAutoField(primary_key=True)), ("house", owner)]),
        migrations.AlterField("house", "code", models.CharField(max_length=40, primary_key=True)),
        migrations.AlterField("house", "colour", models.TextField(null=True)),
        migrations.RenameField("house", "colour", "paint"),
        migrations.RemoveConstraint("house", "quick_above"),
        migrations.AddConstraint("house", below),
        migrations.RemoveIndex("house", "quick_number"),
        migrations.AddField("room", "key", models.OneToOneField(f"{LABEL}.Key", models.PROTECT, null=True)),
        migrations.AlterField("room", "name", models.CharField(max_length=200)),
        migrations.RenameModel("House", "Home"),
        migrations.AlterField(
            "room", "house", models.ForeignKey(f"{LABEL}.Home", models.RESTRICT, null=True)
        ),
        migrations.RemoveField("key", "house"),
        migrations.CreateModel("Lost", [("id", models.BigAutoField(primary_key=True))]),
        migrations.DeleteModel("Lost"),
    ]


def tables(*, quick: bool) -> list[tuple[object, ...]]:
    """Columns, constraints and indexes that the operations leave; nothing of it stays."""
    state = ProjectState()
    with atomic(), quick_migrations() if quick else nullcontext():
        with connection.schema_editor() as editor:
            _ = state.apps  # `migrate` draws what there is before it begins
            for one in operations():
                before = state.clone()
                one.state_forwards(LABEL, state)
                one.database_forwards(LABEL, editor, before, state)
                # each migration of PostgreSQL ends with what was put off, such as keys to other tables
                for statement in editor.deferred_sql:
                    editor.execute(statement)
                editor.deferred_sql.clear()
                editor.execute("set constraints all immediate; set constraints all deferred")
        with connection.cursor() as cursor:
            cursor.execute(
                "select table_name, column_name, data_type, is_nullable, character_maximum_length"
                " from information_schema.columns where table_name like %s union all"
                " select conrelid::regclass::text, pg_get_constraintdef(oid), '', '', 0"
                " from pg_constraint where conrelid::regclass::text like %s union all"
                " select tablename, indexdef, '', '', 0 from pg_indexes where tablename like %s",
                [f"{LABEL}%"] * 3,
            )
            found = sorted(cursor.fetchall(), key=str)
        set_rollback(True)
    return found


def test_they_leave_the_tables_that_djangos_own_leave():
    thorough, draw = Field.clone, ProjectState.__dict__["_find_reload_model"]
    ROWS.clear()
    slow, quick = tables(quick=False), tables(quick=True)
    assert ROWS == [1, 2, 1, 2]
    assert quick == slow
    assert sum("FOREIGN KEY" in str(row) for row in quick) == 4
    assert (Field.clone, ProjectState.__dict__["_find_reload_model"]) == (thorough, draw)
