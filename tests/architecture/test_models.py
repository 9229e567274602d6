from io import StringIO

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.management import call_command
from django.db.models import Model

from tests.architecture.files import APPS


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in APPS and not model._meta.proxy]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_the_staff_have_a_page_for_every_model_and_can_search_it(model: type[Model]) -> None:
    assert admin.site.is_registered(model)
    assert admin.site.get_model_admin(model).search_fields


@pytest.mark.django_db
def test_migrations_are_up_to_date() -> None:
    told = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=told, skip_checks=True)
    except SystemExit:
        pytest.fail(told.getvalue())
