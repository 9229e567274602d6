"""Words of English templates that a model cannot act on."""

import re

from pipeline.prompting.analysis.marks import Remark, line_of, sentence_at

MOST = 12  # remarks of one text: more is not read
_FILLERS = (
    r"very|really|extremely|just|simply|basically|please|try to|attempt to|make sure to|if possible"
    r"|where possible|ideally|as needed|as appropriate|and so on|and so forth|etc\.?"
)
_PRAISE = (
    r"good(?! answer)|nice|great|interesting|engaging|compelling|high[- ]quality|creative|beautiful|amazing"
    r"|appropriate|suitable|professional|cool|unique|powerful"
)
_NUMBERS = {"several": "three", "various": "three", "a couple of": "two", "a number of": "three"}
_VAGUE = re.compile(
    rf"\b(?:(?P<filler>{_FILLERS})|(?P<praise>{_PRAISE})|(?P<number>{'|'.join(_NUMBERS)}))(?!\w)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\b(a|an) $", re.IGNORECASE)
_VOWELS = "aeiou"


def vague_remarks(text: str) -> list[Remark]:
    """Fillers, praise that cannot be measured, and numbers that are none; the first dozen."""
    return [_remark(text, match) for match in _VAGUE.finditer(text)][:MOST]


def _remark(text: str, match: re.Match[str]) -> Remark:
    start, end = sentence_at(text, match.start())
    quote, word = text[start:end], match[0]
    if match["filler"]:
        reason, advice = f"“{word}” asks for nothing that could be checked.", "Leave it out."
        changed = _left_out(text, match)
    elif match["number"]:
        number = _NUMBERS[word.lower()]
        reason = f"“{word}” is no number: every answer counts differently."
        advice = f"Say how many: “{number}”, or what you want."
        kept = number.capitalize() if word[0].isupper() else number
        changed = text[: match.start()] + kept + text[match.end() :]
    else:
        reason = f"“{word}” is what everybody wants, and says of no answer whether it is so."
        advice = "Leave it out, or say what one would see or read if it were so."
        attributive = re.match(r" (?!to\b|and\b|or\b|enough\b)\w", text[match.end() :])
        changed = _left_out(text, match) if attributive else ""
    return Remark("vague", quote, line_of(text, match.start()), reason, advice, changed or None)


def _left_out(text: str, match: re.Match[str]) -> str:
    """Without the word, with the article and the capital letter that the next word needs."""
    before, after = text[: match.start()], text[match.end() :].lstrip(" ,")
    starts = not before.rstrip(' -*"“(') or before.rstrip(' -*"“(')[-1] in ".!?\n:"
    if article := _ARTICLE.search(before):
        right = "an" if after[:1].lower() in _VOWELS else "a"
        before = before[: article.start()] + (right.capitalize() if article[1][0].isupper() else right) + " "
    if starts and match[0][0].isupper():
        after = after[:1].upper() + after[1:]
    if not after or after[0] in ".;:!?\n)":
        before = before.rstrip(" ,")
    return before + after
