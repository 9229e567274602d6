"""Serving roles may use every table the owner makes from here on; TRUNCATE and DDL stay the owner's."""

from django.db import migrations

GRANT = """
GRANT USAGE ON SCHEMA public TO app_rw, app_staff, app_worker, app_guest;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO app_rw, app_staff;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO app_rw, app_staff, app_worker;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO app_rw;
"""


class Migration(migrations.Migration):
    initial = True
    run_before = [
        ("contenttypes", "0001_initial"),
        ("sessions", "0001_initial"),
    ]
    dependencies: list[tuple[str, str]] = []
    operations = [migrations.RunSQL(GRANT, migrations.RunSQL.noop)]
