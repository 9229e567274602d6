"""Every address of a team, tried by everybody: strangers see nothing, viewers change nothing, none breaks."""

import re
from uuid import uuid4

import pytest

from tests.safety.town import Town, addresses, fill, routes

pytestmark = pytest.mark.django_db
OF_ONE_ASSET = re.compile(r"/assets/[0-9a-f-]{36}/(voices/)?$|/assets/style/preview/$|/shots/[0-9a-f-]{36}/$")
OUTSIDE = {301, 302, 401, 403, 404, 405}  # to the sign-in page, or nowhere


def every_address(town: Town) -> list[str]:
    return [address for route, _, names in routes() for address in addresses(town, route, names)]


def test_there_is_an_address_for_every_route_and_the_owner_finds_something_there(town: Town) -> None:
    """Without it, a typing error in this test's addresses would make all the others pass."""
    browser = town.browser("owner")
    found = {address: browser.get(address).status_code for address in every_address(town)}
    assert len(found) > 100
    assert set(found.values()) <= {200, 302, 404, 405}
    readable = [address for address, status in found.items() if status == 200]
    assert len(readable) > 40
    missing = [address for address, status in found.items() if status == 404 and not _may_be_missing(address)]
    assert missing == []


def _may_be_missing(address: str) -> bool:
    """Addresses of one node take each kind in turn: most are of another kind."""
    of_one_kind = (
        "/texts/",
        "/summaries/",
        "/wording/",
        "/versions/",
        "/elements/",
        "/source/",
        "/library/",
        "/enrich/",
        "/finds/",
        "/development/",
        "/sheet/",
        "/fields/",
        "/looks/",
        "/picture_person/price/",  # pictures have no dials
        "/picture_person/dials/",
    )
    return any(part in address for part in of_one_kind) or bool(OF_ONE_ASSET.search(address))


@pytest.mark.parametrize("who", ["", "stranger"])
def test_nobody_from_outside_reads_anything(town: Town, who: str) -> None:
    browser = town.browser(who)
    answers = [(address, browser.get(address)) for address in every_address(town)]
    assert [address for address, answer in answers if answer.status_code not in OUTSIDE] == []
    title = town.made.project.title.encode()
    assert [address for address, answer in answers if title in answer.content] == []
    if who:  # a stranger cannot even tell whether the team exists
        assert {answer.status_code for _, answer in answers} <= {404, 405}


@pytest.mark.parametrize("who", ["", "stranger"])
def test_nobody_from_outside_changes_anything(town: Town, who: str) -> None:
    browser, before = town.browser(who), town.counted()
    for method in ("post", "put", "patch", "delete"):
        for address in every_address(town):
            answer = getattr(browser, method)(address)
            assert answer.status_code in OUTSIDE | {415}, (method, address)
    assert town.counted() == before


def test_a_viewer_changes_nothing_of_the_film(town: Town) -> None:
    browser, before = town.browser("viewer"), town.counted()
    for method in ("post", "patch", "delete"):
        for address in every_address(town):
            if "/settings/leave/" in address:
                continue
            answer = getattr(browser, method)(address)
            assert answer.status_code < 500, (method, address)
    assert town.counted() == before


@pytest.mark.parametrize("who", ["viewer", "reviewer", "editor", "producer", "admin", "owner"])
def test_no_page_breaks_for_any_role(town: Town, who: str) -> None:
    browser = town.browser(who)
    for address in every_address(town):
        assert browser.get(address).status_code in OUTSIDE | {200}, address
        assert browser.get(address, headers={"HX-Request": "true"}).status_code in OUTSIDE | {200}, address


def test_what_does_not_exist_is_not_found_and_never_an_error(town: Town) -> None:
    browser = town.browser("owner")
    for route, _, names in routes():
        for missing in names:
            if missing == "extension":
                continue
            kind = {"episode": 10**30, "change": 10**30, "sha": "0" * 64}
            odd = kind.get(missing) or ("nobody" if missing in ("team", "branch", "stage") else uuid4())
            values = {name: town.values[name][0] for name in names} | {missing: odd}
            for method in ("get", "post"):
                status = getattr(browser, method)(fill(route, values)).status_code
                assert status in {302, 400, 404, 405, 409, 415, 422}, (method, fill(route, values), status)


ODD_QUERIES = (
    "page=0&from=-1&scene=%F0%9F%9A%AA&take=1&show=archived&undo=1",
    "page=99999999999999999999&from=99999999999999999999&undo=99999999999999999999999",
    "page=%C2%B2&from=%C2%B2&undo=%C2%B2&scene=%C2%B2&stage=%C2%B2&limit=%C2%B2&offset=%C2%B2",
    "page=&from=&scene=&undo=&q=&branch=&under=&state=&target=&limit=&offset=&shot=&project=",
    "page=x&from=x&scene=%27%3B--&undo=x&q=%25_%5C&branch=%27&under=x&state=x&target=%27&limit=x&project=x",
    "scene=%E2%80%AE%D9%85%D8%B1%D8%AD%D8%A8%D8%A7&q=%3Cscript%3E&shot=%3Cscript%3E&view=%3Cscript%3E",
    "page=1&page=2&scene=a&scene=b&from=1&from=2&q=" + "a" * 3000,
    "scene=%00&q=%00&from=%00&branch=%00",
)


def test_no_query_breaks_a_page(town: Town) -> None:
    browser = town.browser("owner")
    readable = [address for address in every_address(town) if browser.get(address).status_code == 200]
    for address in readable:
        for query in ODD_QUERIES:
            answer = browser.get(f"{address}?{query}")
            assert answer.status_code in OUTSIDE | {200, 400, 422}, f"{address}?{query}"
            if answer.status_code == 200 and "text/html" in answer.get("Content-Type", ""):
                assert b"<script>" not in answer.content, f"{address}?{query}"
