from django.db import migrations

from accounts.kernel.isolation import IsolateTeam


class Migration(migrations.Migration):
    dependencies = [("pipeline", "0009_evaluation")]
    operations = [IsolateTeam("EvaluationSet"), IsolateTeam("EvaluationCase"), IsolateTeam("EvaluationRun")]
