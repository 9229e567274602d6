"""Writing a team's templates: a new version each time, one of them in use, any of them again."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts.kernel import scope
from accounts.kernel.audit import record
from accounts.kernel.errors import Invalid, Refused
from accounts.models import Team
from pipeline.models import PromptTemplate
from pipeline.prompting.analysis import analysed
from pipeline.prompting.templates import Templated, parse
from pipeline.queries.routing import least_read
from pipeline.queries.templates import text_of

LONGEST = 20_000  # characters


@transaction.atomic
def keep_template(purpose: Templated, text: str, *, note: str, by: Any, use: bool = True) -> PromptTemplate:
    """Keep a new version, and use it; without ``use`` it is a draft, and what is in use stays.

    Raises Invalid for a text that is no template or changes nothing.
    """
    text = text.replace("\r\n", "\n").strip() + "\n"
    if len(text) > LONGEST:
        raise Invalid(f"A template may have {LONGEST:,} characters.", field="text")
    parse(text, purpose)
    _one_at_a_time()
    rows = PromptTemplate.objects.filter(purpose=purpose.name)
    using = rows.filter(in_use=True).first()
    if text == (using.text if using else purpose.text.strip() + "\n"):
        raise Invalid("This is the text that is in use already.", field="text")
    if use:
        rows.filter(in_use=True).update(in_use=False)
    newest = rows.aggregate(newest=Max("version"))["newest"] or 0
    row = PromptTemplate.objects.create(
        purpose=purpose.name, version=newest + 1, text=text, note=note[:200], in_use=use, created_by=by
    )
    record(
        "template.kept" if use else "template.drafted",
        row,
        by=by,
        purpose=purpose.name,
        version=row.version,
        note=note,
    )
    return row


@transaction.atomic
def follow_remark(purpose: Templated, version: int, number: int, *, by: Any) -> PromptTemplate:
    """Keep a draft in which the remark ``number`` (from 1) about a version is followed.

    Raises Http404 for a version that is not there, Refused for a remark that is not, or that only a person
    can follow, and Invalid as ``keep_template`` does.
    """
    remarks = analysed(text_of(purpose, version), purpose, reads=least_read())
    remark = remarks[number - 1] if 0 < number <= len(remarks) else None
    if remark is None or remark.text is None:
        raise Refused("There is no such remark any more.")
    of = f"version {version}" if version else "the studio's own"
    return keep_template(purpose, remark.text, note=f"{remark.title}, in {of}", by=by, use=False)


@transaction.atomic
def use_template(purpose: Templated, version: int, *, by: Any) -> None:
    """Use an earlier version again; 0 is the studio's own. Raises Refused for one that is not there."""
    _one_at_a_time()
    rows = PromptTemplate.objects.filter(purpose=purpose.name)
    row = rows.filter(version=version).first()
    if version and row is None:
        raise Refused("There is no such version of this template.")
    rows.filter(in_use=True).update(in_use=False)
    if row is not None:
        rows.filter(pk=row.pk).update(in_use=True)
    subject = row or Team.objects.get(pk=str(scope.current().team))
    record("template.used", subject, by=by, purpose=purpose.name, version=version)


def _one_at_a_time() -> None:
    """Two who change a team's templates at once queue up."""
    Team.objects.select_for_update(no_key=True).get(pk=str(scope.current().team))
