"""Finding the sentence in an idea: subject, verb and what follows, without a parser of the language."""

import re
from functools import lru_cache
from typing import Any

from pydantic import Field

from pipeline.previz.lexicon import words
from pipeline.previz.story.idea import rules
from pipeline.previz.story.subjects import DETERMINERS, Party, known_people, parties
from pipeline.previz.story.telling import base_form, third_person
from pipeline.previz.story.tense import in_present
from projects.kinds.base import Part

_TOKEN = re.compile(r"[\w'\u2019-]+|[,;:]")
_GERUND = re.compile(r"([a-z]{2,})ing$", re.IGNORECASE)
_MODES = ("absent", "relation", "change", "present", "task")


class Clause(Part):
    """The main clause of an idea."""

    subject: str = ""
    predicate: str = ""  # from the verb on, as written
    verb: str = ""  # its base form
    rest: str = ""  # after the verb, up to the end of the thought
    parties: list[Party] = Field(default_factory=list)  # who the subject names
    plural: bool = False
    mode: str = "present"
    goal: str = ""
    statement: str = ""  # the sentence with a finite verb, where the idea has none
    unnamed: bool = False  # whoever it may be: "how does one ...", "growing old ..."


def find_clause(sentence: str, language: str) -> Clause:
    """The main clause of a sentence; without a verb the whole sentence is what the story is about."""
    text = sentence.rstrip(".!?\u2026 ")
    bare = rules(language)["context"].sub("", text)
    context = text[: len(text) - len(bare)]
    tokens = _TOKEN.findall(bare)
    at, statement = _verb_at(tokens, language), ""
    if at is None and (now := in_present(text, language)) != text:
        return find_clause(now, language).model_copy(update={"statement": f"{now}."})
    if at is None:
        at, tokens = _relative_verb(tokens, language)
        statement = f"{context}{_joined(tokens)}." if at is not None else ""
    if at is None and (told := _from_gerund_opening(tokens, language)):
        at, tokens = 1, told
    if at is None:
        return Clause(subject=_someone(bare, language), rest=bare, parties=_alone(bare, language))
    while at > 1 and tokens[at - 1].casefold() in rules(language)["adverbs"]:
        at -= 1  # "never arrives" is what the train does
    subject = _joined(tokens[:at])
    if subject.casefold() in rules(language)["impersonal"]:
        rest, why = _joined(tokens[at + 1 :]), rules(language)["why"]
        return Clause(predicate=_joined(tokens[at:]), rest=rest, mode="change", goal=why)
    return _judged(_stated(subject, tokens, at, statement, language), language)


def _stated(subject: str, tokens: list[str], at: int, statement: str, language: str) -> Clause:
    """The clause of a subject and its verb, with everyone whom the subject names."""
    unnamed = subject.casefold() in rules(language)["somebody"]
    first = tokens[at]
    modals = {modal.split()[0] for modal in words(language, "verbs")["modals"]}
    if unnamed and first.casefold() in _verb_forms(language)[1] - modals:
        first = third_person(first, words(language, "grammar"))
    return Clause(
        subject="" if unnamed else subject,
        predicate=_joined([first, *tokens[at + 1 :]]),
        parties=[] if unnamed else parties(subject, language),
        plural=not unnamed and _is_plural(tokens[:at], language, tokens[at]),
        statement=statement,
        unnamed=unnamed,
    )


def _someone(text: str, language: str) -> str:
    """The text itself where it names a person and does nothing: "the last clockmaker of a village"."""
    head = re.split(r" (?:of|in|on|at|from|with) ", text)[0].casefold()
    known = known_people(language)
    if head != text.casefold() and " " not in head and any(party.name for party in parties(text, language)):
        return text  # "Hamlet in a supermarket"
    return text if any(head.endswith(f" {noun}") or head == noun for noun in known) else ""


def _alone(text: str, language: str) -> list[Party]:
    return parties(text, language) if _someone(text, language) else []


def _relative_verb(tokens: list[str], language: str) -> tuple[int | None, list[str]]:
    """ "A robot who learns to paint" is about a robot that learns to paint."""
    relative = rules(language)["relative"] - {"whose", "where"}
    at = next((at for at, token in enumerate(tokens) if at and token.casefold() in relative), None)
    if at is None:
        return None, tokens
    rest = [*tokens[:at], *tokens[at + 1 :]]
    return _verb_at(rest, language, start=at), rest


def _from_gerund_opening(tokens: list[str], language: str) -> list[str]:
    """ "Growing old on a ship" -> somebody "grows old on a ship"; nothing where it is a noun ("singing")."""
    match = _GERUND.match(tokens[0]) if len(tokens) > 1 else None
    things = words(language, "things")
    if match is None or any(tokens[0].casefold() in nouns for nouns in things.values()):
        return []
    verb = third_person(from_gerund(match[1].casefold()), words(language, "grammar"))
    return ["somebody", verb, *tokens[1:]]


def _judged(clause: Clause, language: str) -> Clause:
    """The clause with its verb, its mode and what there is to do."""
    adverb, _, plain = clause.predicate.partition(" ")
    if adverb.casefold() in rules(language)["adverbs"] and plain:
        told = _judged(clause.model_copy(update={"predicate": plain}), language)
        return told.model_copy(
            update={"predicate": clause.predicate, "mode": "change", "goal": rules(language)["why"]}
        )
    table: dict[str, Any] = words(language, "verbs")
    grammar, rule = words(language, "grammar"), rules(language)
    core = rule["cuts"].sub("", clause.predicate).strip() or clause.predicate
    modal = rule["modal"].match(core)
    core = _one_deed(core[modal.end() :] if modal else core, language, plain=bool(modal) or clause.plural)
    first, _, rest = core.partition(" ")
    verb = first.casefold() if modal or clause.plural else base_form(first.casefold(), grammar)
    verb = table["irregular"].get(verb, verb)
    able = rule["discovering"].match(core)
    if inner := rule["having"].match(core) or able:
        told = _judged(clause.model_copy(update={"predicate": f"must {inner[1]}"}), language)
        mode = "change" if able else told.mode
        return told.model_copy(update={"predicate": clause.predicate, "mode": mode})
    mode, goal = _aim(verb, rest, modal[0] if modal else "", language)
    return clause.model_copy(update={"verb": verb, "rest": rest, "mode": mode, "goal": goal})


def _aim(verb: str, rest: str, modal: str, language: str) -> tuple[str, str]:
    """The mode of a story about this deed, and what there is to do; nothing where it only befalls someone."""
    table: dict[str, Any] = words(language, "verbs")
    told = f"{verb} {rest}".strip()
    for pattern, mode, goal in rules(language)["goals"]:
        if match := pattern.match(told):
            return mode, match.expand(goal).strip()
    why = rules(language)["why"]
    if modal and rules(language)["able"].match(modal):
        return "change", why
    mode = next((m for m in _MODES if verb in table[m]), "change")
    if modal and mode in ("present", "change"):
        mode = "task"
    if mode == "absent" and verb in table["absent"]:
        return mode, _sought(verb, rest)
    return mode, why if mode == "change" else told


def _one_deed(core: str, language: str, *, plain: bool) -> str:
    """The first of two deeds: "builds a machine and accidentally erases his sister" -> "builds a machine"."""
    forms = _verb_forms(language)[1 if plain else 0]
    for match in re.finditer(r",? and (?:\w+ly )?([\w'\u2019-]+)(?= \w)", core):
        if match[1].casefold() in forms:
            return core[: match.start()]
    return core


def _sought(verb: str, rest: str) -> str:
    """What there is to do when something is missing: ``lose his dog`` -> ``find his dog again``."""
    if verb in ("lose", "miss", "forget"):
        return f"find {re.split(r' (?:in|on|at|to|during|from|an?) ', rest)[0]} again"
    word, _, after = rest.partition(" ")
    if word == "to":
        return after
    if word in ("of", "for", "about"):
        gerund = re.match(r"(\w+?)(?:(?<=[a-z])ing)\b(.*)", after)
        return f"{from_gerund(gerund[1])}{gerund[2]}" if gerund else f"find {after}"
    return f"{verb} {rest}".strip()


def from_gerund(stem: str) -> str:
    """The verb of a gerund without its "ing": ``"runn"`` -> ``"run"``, ``"mak"`` -> ``"make"``."""
    if re.search(r"([bdgmnprt])\1$", stem):
        return stem[:-1]
    return f"{stem}e" if re.search(r"(?:[^aeiou][aiou][cdgklmnprstvz]|v|[^aeiou]c)$", stem) else stem


def _verb_at(tokens: list[str], language: str, start: int = 1) -> int | None:
    """Where the main verb stands: the first word that can be one, outside a relative clause."""
    singular, plural = _verb_forms(language)
    inside = False
    for at, token in enumerate(tokens):
        low = token.casefold()
        if low in rules(language)["relative"] and at > 0:
            inside = True
        elif low == ",":
            inside = False
        elif (
            at >= start
            and tokens[at - 1].casefold() not in DETERMINERS - {"who", "that", "i", "we"}
            and (
                low in _forms_after(tokens[:at], language, singular, plural)
                or (not inside and _must_be_verb(tokens, at, language))
            )
        ):
            if not inside:
                return at
            inside = False
    return None


def _forms_after(tokens: list[str], language: str, singular: set[str], plural: set[str]) -> set[str]:
    """The forms a verb can have after these words. "A lonely and old man" may be one or two."""
    if "and" in (token.casefold() for token in tokens):
        return singular | plural
    return plural if _is_plural(tokens, language) else singular


def _must_be_verb(tokens: list[str], at: int, language: str) -> bool:
    """Whether an unknown word can only be a verb: right after a known noun, with the verb's ending and an
    object.
    """
    low, before = tokens[at].casefold(), tokens[at - 1]
    if not re.fullmatch(r"[a-z]{3,}(?<![su])s", low):
        return False
    nouns = known_people(language) | _thing_nouns(language)
    if low in nouns or low[:-1] in nouns:
        return False
    if at + 1 == len(tokens):
        return before.casefold() in known_people(language)
    named = before[:1].isupper() and at > 1
    return (before.casefold() in nouns or named) and re.match(r"[\w'\u2019]", tokens[at + 1]) is not None


@lru_cache(maxsize=8)
def _thing_nouns(language: str) -> frozenset[str]:
    return frozenset(noun for nouns in words(language, "things").values() for noun in nouns)


@lru_cache(maxsize=8)
def _verb_forms(language: str) -> tuple[set[str], set[str]]:
    """The forms of the lexicon's verbs: of one who does it, and of several."""
    table, grammar = words(language, "verbs"), words(language, "grammar")
    bases = {verb for mode in (*_MODES, "befalls") for verb in table[mode]}
    modals = {modal.split()[0] for modal in table["modals"]} | set(table["irregular"])
    singular = {third_person(verb, grammar) for verb in bases} | {"is", "has", "does"} | modals
    return singular, bases | {"are", "have", "do"} | modals


def _is_plural(tokens: list[str], language: str, verb: str = "") -> bool:
    """Whether a subject is several; a ``verb`` that only one can have decides."""
    if not tokens:
        return False
    grammar = words(language, "grammar")
    low = [token.casefold() for token in tokens]
    if verb and "and" in low:
        singular, plural = _verb_forms(language)
        return verb.casefold() in plural or verb.casefold() not in singular
    if low[0] in rules(language)["plurals"] or "and" in low or low[0] in ("i", "we", "they", "you"):
        return True
    stops = (*rules(language)["relative"], "of", "in", "from", ",", "at", "on", "with", "without")
    head = low[: next((at for at, token in enumerate(low) if token in stops), None)]
    last = head[-1] if head else ""
    return last in grammar["irregular_plurals"] or (
        last.endswith("s") and not last.endswith("ss") and last not in grammar["not_plural"]
    )


def _joined(tokens: list[str]) -> str:
    return re.sub(r" ([,;:])", r"\1", " ".join(tokens)).strip(" ,;:")
