import pytest

from billing.money import MICRO, credits_text
from billing.templatetags.credits import cost, credits


@pytest.mark.parametrize(
    ("micro", "text"),
    [
        (0, "0"),
        (1_250 * MICRO, "1,250"),
        (-3_500_000, "-3.50"),
        (400_000, "0.40"),
        (1, "0.000001"),
        (75_000, "0.075"),
        (12_345_678, "12.35"),
        (1_999_999, "2.00"),
        (1_000_001, "1.00"),
    ],
)
def test_credits_are_written_as_people_read_them(micro: int, text: str) -> None:
    assert credits_text(micro) == text


def test_no_price_is_not_a_free_one() -> None:
    assert (credits(None), cost(None), cost(0)) == ("unknown", "no price", "free")
    assert (cost(MICRO), cost(12 * MICRO)) == ("1 credit", "12 credits")
