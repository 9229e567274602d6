from django.db import migrations

from accounts.kernel.isolation import IsolateTeam


class Migration(migrations.Migration):
    dependencies = [("projects", "0007_comments")]
    operations = [IsolateTeam("Comment", referenced=False)]
