
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0008_comments_isolation'),
    ]

    operations = [
        migrations.AddField(
            model_name='change',
            name='undoes',
            field=models.BigIntegerField(blank=True, null=True),
        ),
    ]
