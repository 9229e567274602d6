"""A head's branch and revision are vouched for by triggers: one look for a statement, not a lock for each row.

A fork copies thousands of heads, and the keys' own checks took as long as the copying. Nothing is lost: writing
heads locks their branch against being deleted, as the key did; a branch that still has heads is not deleted; and
revisions go only with their project, whose branches are locked first (``projects.actions.projects``).
"""

from django.db import migrations, models

VOUCH = """
ALTER TABLE projects_head DROP CONSTRAINT projects_head_revision_id_same_team;
ALTER TABLE projects_head DROP CONSTRAINT projects_head_branch_id_same_team;
CREATE FUNCTION projects_refuse_head(reason text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', reason USING ERRCODE = 'foreign_key_violation';
END $$;
CREATE FUNCTION projects_branch_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM gone JOIN projects_head h ON h.branch_id = gone.id)
    THEN PERFORM projects_refuse_head('a branch that is deleted has no heads');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER projects_branch_emptied AFTER DELETE ON projects_branch REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION projects_branch_emptied();
CREATE OR REPLACE FUNCTION projects_head_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.team_id, NEW.branch_id) <> (OLD.team_id, OLD.branch_id)
    THEN PERFORM projects_refuse_head('a head stays on its branch');
    END IF;
    IF NEW.revision_id <> OLD.revision_id THEN
        IF NOT EXISTS (SELECT FROM projects_revision r WHERE r.id = NEW.revision_id AND r.team_id = NEW.team_id)
        THEN PERFORM projects_refuse_head('a head shows a revision of its own team');
        END IF;
        IF EXISTS (
            SELECT FROM projects_stagelock l WHERE l.branch_id = NEW.branch_id
            AND l.episode IS NOT DISTINCT FROM NEW.episode AND l.stage = projects_stage_of(NEW.kind))
        THEN PERFORM projects_refuse_locked(NEW.branch_id, NEW.episode, NEW.kind);
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION projects_head_insert() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE hit record;
BEGIN
    FOR hit IN SELECT DISTINCT n.team_id, n.branch_id FROM fresh n LOOP
        PERFORM FROM projects_branch b WHERE b.id = hit.branch_id AND b.team_id = hit.team_id FOR KEY SHARE;
        IF NOT FOUND THEN PERFORM projects_refuse_head('a head stands on a branch of its own team');
        END IF;
    END LOOP;
    -- With a limit each is looked up by its key; left to choose, PostgreSQL read the whole table for each.
    IF EXISTS (
        SELECT FROM fresh n WHERE (
            SELECT r.id FROM projects_revision r WHERE r.id = n.revision_id AND r.team_id = n.team_id LIMIT 1
        ) IS NULL)
    THEN PERFORM projects_refuse_head('a head shows a revision of its own team');
    END IF;
    SELECT n.branch_id, n.episode, n.kind INTO hit FROM fresh n
    JOIN projects_stagelock l ON l.branch_id = n.branch_id AND l.episode IS NOT DISTINCT FROM n.episode
     AND l.stage = projects_stage_of(n.kind) LIMIT 1;
    IF FOUND THEN PERFORM projects_refuse_locked(hit.branch_id, hit.episode, hit.kind);
    END IF;
    RETURN NULL;
END $$;
"""

UNDO = """
DROP TRIGGER projects_branch_emptied ON projects_branch;
DROP FUNCTION projects_branch_emptied();
ALTER TABLE projects_head ADD CONSTRAINT projects_head_branch_id_same_team
    FOREIGN KEY (team_id, branch_id) REFERENCES projects_branch (team_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE projects_head ADD CONSTRAINT projects_head_revision_id_same_team
    FOREIGN KEY (team_id, revision_id) REFERENCES projects_revision (team_id, id) DEFERRABLE INITIALLY DEFERRED;
CREATE OR REPLACE FUNCTION projects_head_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.revision_id <> OLD.revision_id AND EXISTS (
        SELECT 1 FROM projects_stagelock l WHERE l.branch_id = NEW.branch_id
        AND l.episode IS NOT DISTINCT FROM NEW.episode AND l.stage = projects_stage_of(NEW.kind))
    THEN PERFORM projects_refuse_locked(NEW.branch_id, NEW.episode, NEW.kind);
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION projects_head_insert() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE hit record;
BEGIN
    SELECT n.branch_id, n.episode, n.kind INTO hit FROM fresh n
    JOIN projects_stagelock l ON l.branch_id = n.branch_id AND l.episode IS NOT DISTINCT FROM n.episode
     AND l.stage = projects_stage_of(n.kind) LIMIT 1;
    IF FOUND THEN PERFORM projects_refuse_locked(hit.branch_id, hit.episode, hit.kind);
    END IF;
    RETURN NULL;
END $$;
DROP FUNCTION projects_refuse_head(text);
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0003_guards")]
    operations = [
        migrations.RunSQL(VOUCH, UNDO),
        migrations.AlterField(
            "head",
            "branch",
            models.ForeignKey(
                "projects.Branch", models.CASCADE, db_constraint=False, db_index=False, related_name="heads"
            ),
        ),
        migrations.AlterField(
            "head",
            "revision",
            models.ForeignKey(
                "projects.Revision", models.PROTECT, db_constraint=False, related_name="+"
            ),
        ),
    ]
