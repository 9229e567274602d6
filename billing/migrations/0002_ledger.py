"""The ledger's walls and its functions: the only writers of accounts, transfers, entries and holds."""

from django.db import migrations

from accounts.kernel.isolation import IsolateTeam
from billing.migrations.sql import ledger


class Migration(migrations.Migration):
    dependencies = [("billing", "0001_initial"), ("accounts", "0001_initial")]
    operations = [
        IsolateTeam("Account"),
        IsolateTeam("Transfer"),
        IsolateTeam("Hold"),
        IsolateTeam("Entry", referenced=False),
        IsolateTeam("Quote", referenced=False),
        IsolateTeam("Budget", referenced=False),
        migrations.RunSQL(ledger.GUARDS, ledger.NO_GUARDS),
        migrations.RunSQL(ledger.FUNCTIONS, ledger.NO_FUNCTIONS),
    ]
