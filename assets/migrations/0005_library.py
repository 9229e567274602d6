import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import accounts.kernel.fields
import accounts.kernel.ids
from accounts.kernel.isolation import IsolateTeam


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_isolation'),
        ('assets', '0004_capsules_isolation'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LibraryAsset',
            fields=[
                ('id', models.UUIDField(default=accounts.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('kind', models.CharField(choices=[('character', 'Character'), ('location', 'Place'), ('prop', 'Prop')], max_length=10)),
                ('name', models.CharField(max_length=120)),
                ('tags', models.JSONField(blank=True, default=list)),
                ('about', models.CharField(blank=True, max_length=300)),
                ('words', models.TextField(blank=True)),
                ('picture', models.CharField(blank=True, max_length=64)),
                ('latest', models.PositiveIntegerField(default=1)),
                ('came_from', models.CharField(blank=True, max_length=200)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.team')),
            ],
        ),
        migrations.CreateModel(
            name='LibraryVersion',
            fields=[
                ('id', models.UUIDField(default=accounts.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('number', models.PositiveIntegerField()),
                ('payload', models.JSONField()),
                ('note', models.CharField(blank=True, max_length=200)),
                ('asset', accounts.kernel.fields.TeamForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='assets.libraryasset')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.team')),
            ],
        ),
        migrations.CreateModel(
            name='SavedVoice',
            fields=[
                ('id', models.UUIDField(default=accounts.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('name', models.CharField(max_length=120)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('language', models.CharField(default='en', max_length=20)),
                ('voice', models.JSONField()),
                ('sample', models.CharField(blank=True, max_length=64)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.team')),
            ],
        ),
        migrations.AddIndex(
            model_name='libraryasset',
            index=models.Index(fields=['team', 'kind', 'name'], name='library_asset_list'),
        ),
        migrations.AddConstraint(
            model_name='libraryasset',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['character', 'location', 'prop'])), name='library_asset_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='libraryversion',
            constraint=models.UniqueConstraint(fields=('asset', 'number'), name='library_version_once'),
        ),
        migrations.AddConstraint(
            model_name='libraryversion',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='library_version_positive'),
        ),
        migrations.AddIndex(
            model_name='savedvoice',
            index=models.Index(fields=['team', 'name'], name='saved_voice_list'),
        ),
        IsolateTeam("LibraryAsset"),
        IsolateTeam("LibraryVersion", referenced=False),
        IsolateTeam("SavedVoice", referenced=False),
    ]
