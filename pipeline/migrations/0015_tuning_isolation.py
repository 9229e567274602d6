from django.db import migrations

from accounts.kernel.isolation import IsolateTeam


class Migration(migrations.Migration):
    dependencies = [("pipeline", "0014_tuning")]
    operations = [IsolateTeam("Tuning")]
