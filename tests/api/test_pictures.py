"""Own pictures and takes over the API: as on the pages."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pipeline.models import Generation
from projects.models import Head
from tests.api.asking import Api
from tests.factories.pictures import declaring, encoded
from tests.safety.town import Town


def frame_of(town: Town, kind: str = "frame") -> Head:
    with town.scope():
        rows = Head.objects.filter(branch=town.made.branch, kind=kind, deleted=False)
        return rows.select_related("revision").order_by("pk")[0]


def bring(api: Api, head: Head, data: bytes, *, who: str = "owner", **more: Any) -> Any:
    sent = {"picture": SimpleUploadedFile("moon.png", data), "expected": head.revision_id} | more
    headers = {"Authorization": f"Bearer {api.key_of(who)}"}
    return Client().post(f"{api.project}content/{head.parent_node}/picture/", sent, headers=headers)


def test_a_program_brings_a_frame_and_an_image_key(town: Town, api: Api) -> None:
    for kind in ("frame", "picture"):
        head = frame_of(town, kind)
        answer = bring(api, head, encoded(form="WEBP"))
        assert answer.status_code == 201, answer.json()
        made = answer.json()
        assert (made["id"], made["kind"], made["origin"]) == (str(head.node_id), kind, "upload")
        facts = api.get(f"{api.base}media/{made['content']['media']}/").json()
        assert (facts["mime"], facts["width"], facts["height"]) == ("image/jpeg", 160, 96)


def test_a_program_chooses_between_takes(town: Town, api: Api) -> None:
    head = frame_of(town)
    own = bring(api, head, encoded()).json()
    back = api.post(
        f"content/{own['id']}/take/", {"generation": str(head.built_by), "expected": own["revision"]}
    )
    assert back.status_code == 200
    assert (back.json()["content"], back.json()["origin"]) == (head.content.payload(), "machine")
    with town.scope():
        take = Generation.objects.get(provider="own file")
    chosen = {"generation": str(take.pk), "expected": back.json()["revision"]}
    again = api.post(f"content/{own['id']}/take/", chosen)
    assert (again.json()["content"], again.json()["origin"]) == (own["content"], "upload")
    assert api.post(f"content/{own['id']}/take/", chosen).status_code == 409  # it has moved on


def test_what_a_program_may_not_bring(town: Town, api: Api) -> None:
    head = frame_of(town)
    assert bring(api, head, encoded(), who="viewer").status_code == 403
    assert bring(api, head, encoded(), expected=1).status_code == 409
    bomb = bring(api, head, declaring(20_000, 10_000))
    assert (bomb.status_code, bomb.json()["code"]) == (422, "invalid")
    assert "200 megapixels" in bomb.json()["detail"]
    assert api.post(f"content/{head.parent_node}/picture/", {}).status_code == 415
    scene = frame_of(town, "scene")
    address = f"{api.project}content/{scene.node_id}/picture/"
    sent = {"picture": SimpleUploadedFile("a.png", encoded())}
    headers = {"Authorization": f"Bearer {town.key}"}
    assert Client().post(address, sent, headers=headers).status_code == 404
    assert frame_of(town).revision_id == head.revision_id
