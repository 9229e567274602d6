from django.db import migrations

from accounts.kernel.isolation import IsolateTeam


class Migration(migrations.Migration):
    dependencies = [("pipeline", "0005_connections")]
    operations = [IsolateTeam("Connection"), IsolateTeam("Routing")]
