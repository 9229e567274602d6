"""A new user goes from one sentence to a printed screenplay, and a writer's own one comes back as it went."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pypdfium2
import pytest
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.kernel import scope
from accounts.models import Team, User
from pipeline.models import Generation, Run
from projects.models import Head, Project
from projects.screenplay import fdx, fountain
from projects.screenplay.elements import Screenplay
from projects.screenplay.layout import paginate
from tests.accounts.looking import link_in
from tests.factories.accounts import PASSWORD
from tests.factories.films import carry_out
from tests.factories.visitors import JSON
from tests.pipeline.providers.author import writes
from tests.pipeline.providers.wire import serving

pytestmark = pytest.mark.django_db
HOME = "/t/nora-films/"


@pytest.fixture
def nora(client: Client) -> Client:
    """Somebody who has just signed up and confirmed her address."""
    cache.clear()  # who signed up in another test does not slow her down
    form = {"name": "Nora", "email": "nora@example.com", "password1": PASSWORD, "team": "Nora films"}
    client.post(reverse("account_signup"), form)
    client.post(link_in(mail.outbox[0]))
    return client


def inside() -> Any:
    return scope.team(Team.objects.get(slug="nora-films").pk, user=User.objects.get().pk)


def begun(nora: Client, **entered: Any) -> str:
    """The address of the first episode of a project made with the form."""
    answer = nora.post(f"{HOME}new/", {"idea": "", **entered})
    assert answer.status_code == 302, answer.text
    return f"{urlsplit(answer['Location']).path}main/1/"


@pytest.mark.parametrize("provider", ["previz", "google", "openai"])
def test_one_sentence_becomes_a_screenplay_as_a_pdf(nora: Client, settings: Any, provider: str) -> None:
    with serving(writes) as wire:  # the vendors' own SDKs ask it
        settings.PROVIDER_ADDRESSES = {"google": wire.address, "openai": f"{wire.address}/v1"}
        if provider != "previz":
            entered = {
                "name": "Ours",
                "provider": provider,
                "model": "m-1",
                "secret": "sk-1",
                "reads": 32_000,
            }
            assert nora.post(f"{HOME}settings/models/connect/", entered).status_code == 302
        film = begun(nora, idea="A lighthouse keeper finds a door in the sea", seconds="0:15")
        assert nora.post(f"{film}screenplay/run/").status_code == 302
        with inside():
            run = carry_out(Run.objects.get())
            writers = set(Generation.objects.filter(step="script").values_list("provider", flat=True))
    assert (run.state, writers) == (Run.State.DONE, {provider})
    assert bool(wire.asked) is (provider != "previz")
    data = nora.get(f"{film}screenplay/download/pdf/").content
    printed = pypdfium2.PdfDocument(data)
    words = "\n".join(page.get_textpage().get_text_range() for page in printed)
    assert "INT. " in words or "EXT. " in words
    assert provider == "previz" or "I knew that it would be you" in " ".join(words.split())


HEAD = (
    "Title: The Lamp and the Door\nCredit: Written by\nAuthor: N. Neu\nSource: a true story\n"
    "Draft date: May\nContact: nora@example.com\n\n"
)
SCENE = """# Act {n}

= What scene {n} is for

INT./EXT. LIGHTHOUSE {n} - NIGHT #{n}A#

The lamp turns. ***MARA*** (41), _**soaked**_, *waits [[for whom?]] at the* glass. Élise, Зоя, 灯台.

/* An older line about room {n}. */

MARA
(not looking up, her hand on the rail)
I knew that it would be you, and that it was for the best. I have kept the light for {n} nights.

@McAllister
You did _not_ know. Nobody told you that the door would open in the sea, nor who would come through it.

MARA
Then say it.

JON ^
(at once)
Then ask me.

!SMASH. The glass is gone, and the wind takes the papers off the table one after the other.

~The sea, the sea, the open sea

> THE END OF NIGHT {n} <

.FLASHBACK {n}

A long shot of the sea at rest. Nothing moves for a while. Then, very far out, something that might be a door
stands in the water and throws a shadow that is much too long.

> FADE TO WHITE:

[[Ask the harbour about permission.]]

===
"""


def test_ten_pages_survive_import_an_edit_final_draft_and_the_way_back(nora: Client) -> None:
    text = HEAD + "\n".join(SCENE.format(n=number) for number in range(1, 13))
    assert len(paginate(fountain.parse(text))) >= 10
    film = begun(nora, texts=[SimpleUploadedFile("the lamp.fountain", text.encode())])
    old, new = "I have kept the light for 7 nights.", "I have kept the light for *seven* long nights."
    with inside():
        heads = Head.objects.filter(kind="script", deleted=False).select_related("revision")
        scene = next(head for head in heads if old in head.content.text)
        data = {"text": scene.content.text.replace(old, new), "expected": scene.revision_id}
    saved = nora.post(f"{film}screenplay/{scene.node_id}/save/", data, headers=JSON)
    assert saved.status_code == 200
    taken = nora.get(f"{film}screenplay/download/fdx/").content
    again = begun(nora, texts=[SimpleUploadedFile("back.fdx", taken)])
    back = nora.get(f"{again}screenplay/download/fountain/").content.decode()
    expected = fountain.parse(text.replace(old, new))
    assert _without_ends(fountain.parse(back)) == _without_ends(expected)
    assert _without_ends(fdx.read(taken)) == _without_ends(expected)
    with inside():
        assert {str(project.title) for project in Project.objects.all()} == {"The Lamp and the Door"}


def _without_ends(screenplay: Screenplay) -> Any:
    """Elements and title page, but for a page break at the very end, after which nothing begins."""
    elements = list(screenplay.elements)
    while elements and not elements[-1].text:
        elements.pop()
    return elements, screenplay.title_page


def test_the_project_is_the_writers_alone(nora: Client) -> None:
    film = begun(nora, texts=[SimpleUploadedFile("lamp.fountain", SCENE.format(n=1).encode())])
    assert UUID(film.split("/")[4])
    assert Client().get(f"{film}screenplay/download/pdf/").status_code == 302
