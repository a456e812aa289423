from django.db import migrations, models

FORWARD = """
create function indicators_sending_stays() returns trigger language plpgsql as $$
begin
    raise exception 'sending % is never changed: send the report again', old.id using errcode = 'integrity_constraint_violation';
end $$;
create trigger indicators_sending_stays before update or delete on indicators_periodicreportsending
    for each row execute function indicators_sending_stays();
"""
BACK = """
drop trigger indicators_sending_stays on indicators_periodicreportsending;
drop function indicators_sending_stays();
"""
INDEXES = [
    ("dti", "Chỉ số chuyển đổi số cấp tỉnh (DTI)"),
    ("ict", "Chỉ số sẵn sàng ứng dụng công nghệ thông tin (ICT Index)"),
    ("par", "Chỉ số cải cách hành chính (PAR INDEX)"),
    ("sipas", "Chỉ số hài lòng về sự phục vụ hành chính (SIPAS)"),
    ("papi", "Chỉ số hiệu quả quản trị và hành chính công cấp tỉnh (PAPI)"),
    ("pci", "Chỉ số năng lực cạnh tranh cấp tỉnh (PCI)"),
]


class Migration(migrations.Migration):
    dependencies = [("indicators", "0022_periodic_reports")]
    operations = [
        migrations.RunSQL(FORWARD, BACK),
        migrations.AlterField(
            model_name="externalrank",
            name="index",
            field=models.CharField(choices=INDEXES, max_length=10),
        ),
    ]
