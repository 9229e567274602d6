import django.db.models.deletion
from django.db import migrations, models

import accounts.kernel.fields
from accounts.kernel.isolation import IsolateTeam


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_isolation'),
        ('assets', '0005_library'),
        ('projects', '0010_undoing'),
    ]

    operations = [
        migrations.CreateModel(
            name='LibraryUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asset', accounts.kernel.fields.TeamForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='assets.libraryasset')),
                ('node', accounts.kernel.fields.TeamForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='projects.node')),
                ('project', accounts.kernel.fields.TeamForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='projects.project')),
                ('team', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.team')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('asset', 'node'), name='library_use_once')],
            },
        ),
        IsolateTeam("LibraryUse", referenced=False),
    ]
