from django.db import migrations

from accounts.kernel.isolation import IsolateTeam


class Migration(migrations.Migration):
    dependencies = [("assets", "0003_capsules")]
    operations = [IsolateTeam("Capsule"), IsolateTeam("CapsuleVersion", referenced=False)]
