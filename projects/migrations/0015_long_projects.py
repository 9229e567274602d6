"""What reads one stage or one episode of a long project no longer reads all of it.

A change says what kinds of content it touched: to find the last eight of one stage, every item of all that came
after them was read. Heads are found by kind and episode: an episode was found by reading its whole series.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

KNOWN = """
UPDATE projects_change c SET kinds = found.kinds
FROM (
    SELECT i.change_id, array_agg(DISTINCT n.kind::text) AS kinds
    FROM projects_changeitem i JOIN projects_node n ON n.id = i.node_id GROUP BY i.change_id
) found WHERE found.change_id = c.id
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0014_naming")]
    operations = [
        migrations.AddField(
            "change",
            "kinds",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20), default=list, size=None
            ),
        ),
        migrations.RunSQL(KNOWN, migrations.RunSQL.noop),
        migrations.AddIndex(
            "head", models.Index(fields=["branch", "kind", "episode"], name="head_of_kind")
        ),
    ]
