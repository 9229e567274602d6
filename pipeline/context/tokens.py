"""How many tokens a text may have, without any provider's tokenizer."""

import math
import re

PICTURE_TOKENS = 2_000  # of a picture of 1,024 pixels a side: more than any provider counts for one
_LETTERS = 4  # Latin characters of one token, as providers' own rules of thumb say
_OTHERS = 2  # of other alphabets
_PLAIN = re.compile("[\u0000-\u024f]+")
_DENSE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\U00020000-\U0010ffff]+")  # Chinese, Japanese, Korean


def tokens_in(text: str) -> int:
    """An estimate that is rather too high: 4 Latin characters, 2 of other alphabets or 1 of CJK a token."""
    if text.isascii():
        return math.ceil(len(text) / _LETTERS)
    rest = _PLAIN.sub("", text)
    sparse = len(_DENSE.sub("", rest))
    return math.ceil((len(text) - len(rest)) / _LETTERS + sparse / _OTHERS + (len(rest) - sparse))
