"""The walls around the team tables of this app, and an audit trail that only grows."""

from django.db import migrations

from accounts.kernel.isolation import IsolateTeam

_APPEND_ONLY = """
CREATE FUNCTION accounts_audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- The owner of the table may still erase what has outlived its legal time.
    IF current_user <> (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
        RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON accounts_auditrecord
    FOR EACH ROW EXECUTE FUNCTION accounts_audit_append_only();
"""
_AS_ANY_TABLE = """
DROP TRIGGER append_only ON accounts_auditrecord;
DROP FUNCTION accounts_audit_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        IsolateTeam("Membership", own_rows=True),
        IsolateTeam("Invitation"),
        IsolateTeam("AuditRecord"),
        migrations.RunSQL(_APPEND_ONLY, _AS_ANY_TABLE),
    ]
