"""A scene that was read aloud is content of its own: made from its script, stale when that changes."""

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


class Migration(migrations.Migration):
    dependencies = [("projects", "0012_looks")]
    operations = [
        migrations.RemoveConstraint("node", "node_kind_known"),
        migrations.AddConstraint(
            "node",
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="node_kind_known"),
        ),
    ]
