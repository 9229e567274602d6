from django.db import migrations

from accounts.kernel.isolation import IsolateTeam


class Migration(migrations.Migration):
    dependencies = [("assets", "0001_initial")]
    operations = [IsolateTeam("Media")]
