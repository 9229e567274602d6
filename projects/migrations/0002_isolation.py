from django.db import migrations

from accounts.kernel.isolation import IsolateTeam


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial")]
    operations = [
        IsolateTeam("Project"),
        IsolateTeam("Branch"),
        IsolateTeam("Node"),
        IsolateTeam("Revision"),
        IsolateTeam("Change"),
        IsolateTeam("Head", referenced=False),
        IsolateTeam("ChangeItem", referenced=False),
        IsolateTeam("StageLock", referenced=False),
        IsolateTeam("Feed", referenced=False),
        IsolateTeam("Event", referenced=False),
    ]
