"""How many tokens a text may have, without any provider's tokenizer."""

import math

_LETTERS = 4  # Latin characters of one token, as providers' own rules of thumb say
_OTHERS = 2  # of other alphabets


def tokens_in(text: str) -> int:
    """An estimate that is rather too high: 4 Latin characters, 2 of other alphabets or 1 of CJK a token."""
    plain = sum(1 for letter in text if letter < "\u0250")
    dense = sum(1 for letter in text if _is_dense(letter))
    return math.ceil(plain / _LETTERS + (len(text) - plain - dense) / _OTHERS + dense)


def _is_dense(letter: str) -> bool:
    """Chinese, Japanese and Korean: about a token for each character."""
    return "\u2e80" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7af" or letter >= "\U00020000"
