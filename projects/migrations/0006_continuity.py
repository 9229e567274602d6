"""What people decide about findings of continuity is content too: versioned, and apart on each branch."""

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
    "material",
    "picture",
    "prompt",
    "scene",
    "script",
    "shot",
    "shot_list",
    "sound",
    "state",
    "style",
    "treatment",
    "variant",
]


class Migration(migrations.Migration):
    dependencies = [("projects", "0005_capsules")]
    operations = [
        migrations.RemoveConstraint("node", "node_kind_known"),
        migrations.AddConstraint(
            "node",
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="node_kind_known"),
        ),
    ]
