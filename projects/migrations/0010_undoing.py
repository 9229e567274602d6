
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0009_summaries'),
    ]

    operations = [
        migrations.AddField(
            model_name='change',
            name='undoes',
            field=models.BigIntegerField(blank=True, null=True),
        ),
    ]
