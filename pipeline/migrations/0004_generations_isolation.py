from django.db import migrations

from accounts.kernel.isolation import IsolateTeam


class Migration(migrations.Migration):
    dependencies = [("pipeline", "0003_generations")]
    operations = [IsolateTeam("Generation"), IsolateTeam("Run")]
