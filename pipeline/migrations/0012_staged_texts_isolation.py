
from django.db import migrations

from accounts.kernel.isolation import IsolateTeam


class Migration(migrations.Migration):
    dependencies = [("pipeline", "0011_staged_texts")]
    operations = [IsolateTeam("StagedText", worker=True, referenced=False)]
