
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_isolation'),
    ]

    operations = [
        migrations.AddField(
            model_name='membership',
            name='preferences',
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
