from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.kernel import scope
from accounts.kernel.errors import Invalid, Refused
from accounts.models import Team, User
from accounts.signals import team_created
from billing.actions.ledger import grant
from billing.actions.prices import change_price, seed_prices
from billing.actions.quotes import Wanted, confirm_quote, expire_quotes, make_quote
from billing.errors import OutOfCredits
from billing.models import Price, Quote, Unit
from billing.money import MICRO
from billing.queries.ledger import balance
from billing.queries.prices import price, prices_by_key
from tests.factories.accounts import MembershipFactory, TeamFactory

pytestmark = pytest.mark.django_db

FRAMES = Wanted("Frames", "google", "gemini-nano-banana-2.1", "image", count=2, count_most=10)
SCENES = Wanted("Scenes", "previz", "previz-1", "text", count=4, count_most=4)
UNHEARD = Wanted("Clips", "google", "veo-9", "video_second", count=4, count_most=4)


@pytest.fixture
def team() -> Iterator[Team]:
    team = TeamFactory()
    with scope.team(team.pk):
        grant(team, 100 * MICRO, reason="Test", key="start")
        yield team


@pytest.fixture
def producer(team: Team) -> User:
    return MembershipFactory(team=team, role="producer").user


def quote_of(*wanted: Wanted) -> Quote:
    return make_quote(wanted, project_id=None, plan_digest="0" * 64, by=None)


def test_the_house_engine_is_free_for_everything() -> None:
    for unit in Unit:
        found = price("previz", "previz-1", unit)
        assert found is not None
        assert found.price_micro == 0


def test_an_unknown_price_is_not_zero() -> None:
    assert price("google", "veo-9", "video_second") is None


def test_a_price_holds_between_its_dates() -> None:
    late, early = datetime(2027, 3, 1, tzinfo=UTC), datetime(2026, 11, 20, tzinfo=UTC)
    found = [price("google", "gemini-3.8-flash", "output_tokens", at) for at in (early, late)]
    assert [each.price_micro for each in found if each] == [375_000, 750_000]
    assert price("google", "gemini-3.8-flash", "output_tokens", datetime(2025, 1, 1, tzinfo=UTC)) is None


def test_seeding_again_changes_nothing() -> None:
    Price.objects.filter(model="lyria-3.5").update(price_micro=1)
    count = Price.objects.count()
    seed_prices()
    assert (Price.objects.count(), Price.objects.get(model="lyria-3.5").price_micro) == (count, 1)


def test_a_changed_price_leaves_the_old_one_for_old_quotes() -> None:
    old = price("google", "lyria-3.5", "music")
    assert old is not None
    change_price(old, 9 * MICRO)
    now, before = price("google", "lyria-3.5", "music"), timezone.now() - timedelta(hours=1)
    then = price("google", "lyria-3.5", "music", before)
    assert now is not None
    assert then is not None
    assert (now.price_micro, then.price_micro) == (9 * MICRO, 8 * MICRO)
    assert prices_by_key()["google", "lyria-3.5", "music"].price_micro == 9 * MICRO
    with pytest.raises(Invalid):
        change_price(now, 1, at=now.valid_from)


def test_a_quote_has_two_numbers(team: Team) -> None:
    quote = quote_of(SCENES, FRAMES)
    assert (quote.total_now, quote.total_most) == (6_720_000, 33_600_000)
    assert [line["unit_price"] for line in quote.lines] == [0, 3_360_000]


def test_a_quote_with_an_unknown_price_has_no_total_and_does_not_run(team: Team, producer: User) -> None:
    quote = quote_of(FRAMES, UNHEARD)
    assert (quote.total_now, quote.total_most) == (None, None)
    with pytest.raises(Refused, match="no price for clips, so nothing was started and nothing charged"):
        confirm_quote(quote, by=producer)


def test_a_confirmed_quote_is_held_once(team: Team, producer: User) -> None:
    quote = quote_of(FRAMES)
    first, second = confirm_quote(quote, by=producer), confirm_quote(quote, by=producer)
    assert (first.state, second.hold_id) == ("confirmed", first.hold_id)
    assert balance().held == 33_600_000


def test_a_quote_that_is_too_dear_stays_a_draft(team: Team, producer: User) -> None:
    dear = Wanted("Frames", "google", "gemini-nano-banana-2.1", "image", count=1, count_most=1000)
    quote = quote_of(dear)
    with pytest.raises(OutOfCredits, match="needs 3,360 credits; 100 are left"):
        confirm_quote(quote, by=producer)
    assert (Quote.objects.get().state, balance().held) == ("draft", 0)


def test_an_old_quote_is_not_confirmed(team: Team, producer: User) -> None:
    quote = quote_of(FRAMES)
    Quote.objects.update(expires_at=timezone.now())
    with pytest.raises(Refused, match="expired"):
        confirm_quote(quote, by=producer)
    assert expire_quotes() == 1
    with pytest.raises(Refused, match="expired"):
        confirm_quote(quote, by=producer)


def test_a_new_team_is_granted_its_first_credits_once() -> None:
    team = TeamFactory()
    with scope.team(team.pk):
        for _ in range(2):
            team_created.send(sender=Team, team=team, by=None)
        assert balance().wallet == 500 * MICRO
