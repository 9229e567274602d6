"""``{% load credits %}``: amounts as people read them."""

from django import template

from billing.money import credits_text

register = template.Library()


@register.filter
def credits(micro: int | None) -> str:
    """Micro-credits as credits: "1,250", "0.40"; "unknown" for None, because no price is not a free one."""
    return "unknown" if micro is None else credits_text(micro)


@register.filter
def cost(micro: int | None) -> str:
    """A price beside a button: "free", "12 credits", "1 credit", "no price"."""
    if micro is None:
        return "no price"
    if micro == 0:
        return "free"
    text = credits_text(micro)
    return f"{text} credit" if text == "1" else f"{text} credits"
