"""What people decide about names is content of stage 5: versioned, and closed when it is locked."""

from django.db import migrations, models

KINDS = [
    "asset",
    "beat",
    "beat_sheet",
    "brief",
    "capsule",
    "cast_list",
    "clip",
    "continuity",
    "cut",
    "episode",
    "frame",
    "line",
    "look",
    "material",
    "naming",
    "picture",
    "prompt",
    "reading",
    "scene",
    "script",
    "shot",
    "shot_list",
    "sound",
    "state",
    "style",
    "summary",
    "treatment",
    "variant",
]


STAGE_OF = """
CREATE OR REPLACE FUNCTION projects_stage_of(kind text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN kind IN ('brief', 'material', 'summary') THEN 'idea'
        WHEN kind IN ('variant', 'treatment') THEN 'treatment'
        WHEN kind IN ('beat_sheet', 'beat') THEN 'beats'
        WHEN kind = 'script' THEN 'screenplay'
        WHEN kind IN ('cast_list', 'asset', 'look', 'picture', 'style', 'naming') THEN 'assets'
        WHEN kind = 'scene' THEN 'scenes'
        WHEN kind IN ('shot_list', 'shot') THEN 'shots'
        WHEN kind = 'state' THEN 'state'
        WHEN kind = 'prompt' THEN 'prompts'
        WHEN kind = 'frame' THEN 'frames'
        WHEN kind IN ('line', 'clip', 'sound', 'cut') THEN 'film'
    END
$$;
"""
BEFORE = STAGE_OF.replace(", 'naming')", ")")


class Migration(migrations.Migration):
    dependencies = [("projects", "0013_readings")]
    operations = [
        migrations.RemoveConstraint("node", "node_kind_known"),
        migrations.AddConstraint(
            "node",
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="node_kind_known"),
        ),
        migrations.RunSQL(STAGE_OF, BEFORE),
    ]
