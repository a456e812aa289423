import django.db.models.deletion
from django.db import migrations, models

KEEP = "".join(
    f"""
create trigger {table}_keep_rows before update or delete on {table}
  for each row execute function kernel_append_only();
create trigger {table}_keep before update or delete on {table}
  for each statement execute function kernel_append_only();
create trigger {table}_keep_all before truncate on {table}
  for each statement execute function kernel_append_only();
revoke all on {table} from public, tinhso_app;
grant select, insert on {table} to tinhso_app;
"""
    for table in ("kernel_seal_key", "kernel_seal_signature", "kernel_seal_stamp")
) + """
revoke insert on kernel_seal_key from tinhso_app;
"""

LOGS = [("events", "Sự kiện"), ("access", "Lượt xem dữ liệu cá nhân")]


class Migration(migrations.Migration):
    """How often a job was left. Keys, signatures of heads and their time stamps: append-only like the log; a key is entered by the owner alone."""

    dependencies = [("events", "0002_guards")]
    operations = [
        migrations.CreateModel(
            name="LeftJob",
            fields=[
                ("job_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("times", models.IntegerField()),
            ],
            options={"db_table": "kernel_left_job"},
        ),
        migrations.CreateModel(
            name="SealKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public", models.CharField(max_length=64, unique=True)),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("vouched", models.CharField(blank=True, max_length=128)),
                ("began_at", models.DateTimeField()),
            ],
            options={"db_table": "kernel_seal_key"},
        ),
        migrations.CreateModel(
            name="SealSignature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("log", models.CharField(choices=LOGS, max_length=6)),
                ("number", models.BigIntegerField()),
                ("hash", models.CharField(max_length=64)),
                ("public", models.CharField(max_length=64)),
                ("signature", models.CharField(max_length=128)),
                ("signed_at", models.DateTimeField()),
            ],
            options={
                "db_table": "kernel_seal_signature",
                "indexes": [models.Index(fields=["log", "signed_at"], name="kernel_seal_signature_day")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("log", "number", "hash", "public"), name="kernel_seal_signature_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SealStamp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("authority", models.CharField(max_length=200)),
                ("reply", models.BinaryField()),
                ("stamped_at", models.DateTimeField()),
                (
                    "signature",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stamps",
                        to="events.sealsignature",
                    ),
                ),
            ],
            options={
                "db_table": "kernel_seal_stamp",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("signature", "authority"), name="kernel_seal_stamp_once"
                    )
                ],
            },
        ),
        migrations.RunSQL(KEEP, migrations.RunSQL.noop),
    ]
