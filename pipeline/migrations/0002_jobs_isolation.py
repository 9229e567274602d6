from django.db import migrations

from accounts.kernel.isolation import IsolateTeam

# The counts are moved by deferred triggers, so a team's row is locked only while a transaction
# commits, and always last: a page that reserves credits and queues jobs cannot wait in a circle with a worker.
# SECURITY DEFINER, because at commit the transaction may already have left the team's scope.
COUNTS = """
CREATE FUNCTION job_count(p_team uuid, p_queue text, p_queued int, p_running int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    IF p_queued > 0 OR p_running > 0 THEN
        INSERT INTO pipeline_jobteam (team_id, served_at, queued_interactive, queued_media, queued_export,
            running_interactive, running_media, running_export)
        VALUES (p_team, now(), 0, 0, 0, 0, 0, 0) ON CONFLICT (team_id) DO NOTHING;
    END IF;
    EXECUTE format(
        'UPDATE pipeline_jobteam SET queued_%1$s = greatest(0, queued_%1$s + $2),'
        ' running_%1$s = greatest(0, running_%1$s + $3) WHERE team_id = $1', p_queue)
    USING p_team, p_queued, p_running;
END $$;

CREATE FUNCTION job_counted() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    was text := CASE WHEN TG_OP = 'INSERT' THEN '' ELSE OLD.state END;
    becomes text := CASE WHEN TG_OP = 'DELETE' THEN '' ELSE NEW.state END;
    queued int := (becomes = 'queued')::int - (was = 'queued')::int;
    running int := (becomes = 'running')::int - (was = 'running')::int;
BEGIN
    IF queued <> 0 OR running <> 0 THEN
        IF TG_OP = 'DELETE' THEN
            PERFORM job_count(OLD.team_id, OLD.queue, queued, running);
        ELSE
            PERFORM job_count(NEW.team_id, NEW.queue, queued, running);
        END IF;
    END IF;
    RETURN NULL;
END $$;

REVOKE EXECUTE ON FUNCTION job_count(uuid, text, int, int), job_counted() FROM PUBLIC;

CREATE CONSTRAINT TRIGGER job_counted AFTER INSERT OR DELETE OR UPDATE OF state ON pipeline_job
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION job_counted();
"""
NO_COUNTS = """
DROP TRIGGER job_counted ON pipeline_job;
DROP FUNCTION job_counted();
DROP FUNCTION job_count(uuid, text, int, int);
"""


class Migration(migrations.Migration):
    dependencies = [("pipeline", "0001_jobs"), ("projects", "0002_isolation"), ("billing", "0002_ledger")]
    operations = [
        IsolateTeam("Job", worker=True),
        IsolateTeam("JobTeam", worker=True, referenced=False),
        IsolateTeam("JobDep", worker=True, referenced=False),
        IsolateTeam("JobStep", worker=True, referenced=False),
        migrations.RunSQL(COUNTS, NO_COUNTS),
    ]
