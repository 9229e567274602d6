"""What the database itself refuses: changing a revision, and changing what a locked stage decided."""

from django.db import migrations

REVISIONS = """
CREATE FUNCTION projects_revision_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.team_id, NEW.node_id, NEW.parent_node, NEW.position, NEW.content_hash, NEW.payload, NEW.deleted)
       IS DISTINCT FROM
       (OLD.id, OLD.team_id, OLD.node_id, OLD.parent_node, OLD.position, OLD.content_hash, OLD.payload, OLD.deleted)
    THEN RAISE EXCEPTION 'a revision never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;  -- its author may have left
END $$;
CREATE TRIGGER projects_revision_stays BEFORE UPDATE ON projects_revision
    FOR EACH ROW EXECUTE FUNCTION projects_revision_stays();
"""

# Kept in step with projects.kinds.stages by a test.
LOCKS = """
CREATE FUNCTION projects_stage_of(kind text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN kind IN ('brief', 'material') THEN 'idea'
        WHEN kind IN ('variant', 'treatment') THEN 'treatment'
        WHEN kind IN ('beat_sheet', 'beat') THEN 'beats'
        WHEN kind = 'script' THEN 'screenplay'
        WHEN kind IN ('cast_list', 'asset', 'picture', 'style') THEN 'assets'
        WHEN kind = 'scene' THEN 'scenes'
        WHEN kind IN ('shot_list', 'shot') THEN 'shots'
        WHEN kind = 'state' THEN 'state'
        WHEN kind = 'prompt' THEN 'prompts'
        WHEN kind = 'frame' THEN 'frames'
        WHEN kind IN ('line', 'clip', 'sound', 'cut') THEN 'film'
    END
$$;
CREATE FUNCTION projects_refuse_locked(branch uuid, episode uuid, kind text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'stage % is locked', projects_stage_of(kind) USING ERRCODE = 'AI001';
END $$;
CREATE FUNCTION projects_head_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.revision_id <> OLD.revision_id AND EXISTS (
        SELECT 1 FROM projects_stagelock l WHERE l.branch_id = NEW.branch_id
        AND l.episode IS NOT DISTINCT FROM NEW.episode AND l.stage = projects_stage_of(NEW.kind))
    THEN PERFORM projects_refuse_locked(NEW.branch_id, NEW.episode, NEW.kind);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER projects_head_update BEFORE UPDATE ON projects_head
    FOR EACH ROW EXECUTE FUNCTION projects_head_update();
CREATE FUNCTION projects_head_insert() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE hit record;
BEGIN
    SELECT n.branch_id, n.episode, n.kind INTO hit FROM fresh n
    JOIN projects_stagelock l ON l.branch_id = n.branch_id AND l.episode IS NOT DISTINCT FROM n.episode
     AND l.stage = projects_stage_of(n.kind) LIMIT 1;
    IF FOUND THEN PERFORM projects_refuse_locked(hit.branch_id, hit.episode, hit.kind);
    END IF;
    RETURN NULL;
END $$;
-- A statement trigger: a fork inserts thousands of heads at once.
CREATE TRIGGER projects_head_insert AFTER INSERT ON projects_head REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION projects_head_insert();
"""

UNDO = """
DROP TRIGGER projects_head_insert ON projects_head;
DROP TRIGGER projects_head_update ON projects_head;
DROP FUNCTION projects_head_insert();
DROP FUNCTION projects_head_update();
DROP FUNCTION projects_refuse_locked(uuid, uuid, text);
DROP FUNCTION projects_stage_of(text);
DROP TRIGGER projects_revision_stays ON projects_revision;
DROP FUNCTION projects_revision_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0002_isolation")]
    operations = [migrations.RunSQL(REVISIONS + LOCKS, UNDO)]
