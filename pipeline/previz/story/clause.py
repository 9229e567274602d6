"""Finding the sentence in an idea: subject, verb and what follows, without a parser of English."""

import re
from typing import Any

from pipeline.previz.lexicon import words
from pipeline.previz.story.telling import base_form, third_person
from projects.kinds.base import Part

_LEAD = re.compile(
    r"^(?:(?:please\s+)?(?:make|write|create|tell|give)\s+(?:me\s+|us\s+)?)?"
    r"(?:(?:an?|the|one|short|little|minute|animated|second|\d+|[-])\s*)*"
    r"\b(?:film|movie|story|tale|video|short|spot|episode|comedy|drama|thriller|advert|advertisement|commercial|ad|"
    r"documentary|portrait|musical|fable)\s+(?:about|of|for|on|in which|where)\s+",
    re.IGNORECASE,
)
_CONTEXT = re.compile(
    r"^(?:when|after|before|as|if|in|on|during|while|one|every|at|since|once|deep|far|long ago|years|"
    r"what if)\b[^,]*,\s*",
    re.IGNORECASE,
)
_WHAT_IF = re.compile(r"^(?:what if|imagine(?: that)?|suppose(?: that)?)\s+", re.IGNORECASE)
_SENTENCE = re.compile(r"^(.+?[.!?])(?:\s+(?=[^\s])|$)", re.DOTALL)
_TOKEN = re.compile(r"[\w'\u2019-]+|[,;:]")
_CUTS = re.compile(
    r"\s*(?:[;:]|,|\b(?:but|until|because|so that|while|when|before|after|only to|and then|"
    r"and (?:must|has|is|finds|discovers|decides|learns|realises|realizes|they|he|she|it|starts|begins|ends|"
    r"becomes|falls))\b).*$",
    re.IGNORECASE | re.DOTALL,
)
_PLURALS = ("two", "three", "four", "five", "six", "seven", "several", "some", "many", "both")
_RELATIVE = ("who", "that", "which", "whose", "where")
_MODAL = re.compile(
    r"^(?:must|can|cannot|could|will|would|should|may|might|has to|have to|needs? to|tries to|try to|"
    r"wants? to|decides? to|is forced to|are forced to|agrees? to|attempts? to|struggles? to|learns? to|"
    r"sets? out to|goes to|go to|plans? to|hopes? to|is about to|longs? to|begins? to|starts? to|"
    r"pretends? to)\s+(?:\w+ly\s+)?",
    re.IGNORECASE,
)
_PARTNER = re.compile(r"^(.+?) and ((?:his|her|their|a|an|the) .+)$")


# "has ten minutes to save his wedding" is about saving it; "discovers she can stop time" about stopping time.
_HAVING = re.compile(r"(?:has|have) (?!to ).{3,40}? to (\w+.*)$", re.IGNORECASE)
_ABLE = re.compile(
    r"(?:discovers?|realises?|realizes?|learns?|finds?(?: out)?)(?: that)? "
    r"(?:he|she|they|it) (?:can|could|is able to) (.+)$",
    re.IGNORECASE,
)


class Clause(Part):
    """The main clause of an idea."""

    subject: str = ""
    predicate: str = ""  # from the verb on, as written
    verb: str = ""  # its base form
    rest: str = ""  # after the verb, up to the end of the thought
    partner: str = ""
    plural: bool = False
    mode: str = "present"
    goal: str = ""


def first_sentence(idea: str) -> str:
    """The first sentence of an idea, without "a film about" and with its full stop."""
    text = " ".join(idea.split())[:600]
    match = _SENTENCE.match(text)
    text = (match[1] if match else text).strip()
    bare = _LEAD.sub("", text).strip()
    if not bare:
        return ""
    bare = bare[0].upper() + bare[1:]
    return bare if bare[-1] in ".!?\u2026\u3002" else f"{bare}."


def find_clause(sentence: str, language: str) -> Clause:
    """The main clause of a sentence; without a verb the whole sentence is what the story is about."""
    text = _WHAT_IF.sub("", sentence).rstrip(".!?\u2026 ")
    bare = _CONTEXT.sub("", text)
    tokens = _TOKEN.findall(bare)
    at = _verb_at(tokens, language)
    if at is None:
        at, tokens = _relative_verb(tokens, language)
    if at is None:
        return Clause(subject=_someone(text, language), rest=text)
    subject, partner = _joined(tokens[:at]), ""
    if match := _PARTNER.match(subject):
        subject, partner = match[1], match[2]
    clause = Clause(
        subject=subject,
        predicate=_joined(tokens[at:]),
        partner=partner,
        plural=_is_plural(tokens[:at], language),
    )
    return _judged(clause, language)


def _someone(text: str, language: str) -> str:
    """The text itself where it names a person and does nothing: "the last clockmaker of a village"."""
    people: dict[str, Any] = words(language, "people")
    nouns = {noun for group in people["jobs"].values() for noun in group} | set(people["others"])
    head = re.split(r" (?:of|in|on|at|from|with) ", text)[0].casefold()
    return text if any(head.endswith(f" {noun}") or head == noun for noun in nouns) else ""


def _relative_verb(tokens: list[str], language: str) -> tuple[int | None, list[str]]:
    """ "A robot who learns to paint" is about a robot that learns to paint."""
    at = next((at for at, token in enumerate(tokens) if at and token.casefold() in _RELATIVE[:3]), None)
    if at is None:
        return None, tokens
    rest = [*tokens[:at], *tokens[at + 1 :]]
    return _verb_at(rest, language, start=at), rest


def _judged(clause: Clause, language: str) -> Clause:
    """The clause with its verb, its mode and what there is to do."""
    table: dict[str, Any] = words(language, "verbs")
    grammar = words(language, "grammar")
    core = _CUTS.sub("", clause.predicate).strip() or clause.predicate
    modal = _MODAL.match(core)
    core = core[modal.end() :] if modal else core
    first, _, rest = core.partition(" ")
    verb = first.casefold() if modal or clause.plural else base_form(first.casefold(), grammar)
    verb = table["irregular"].get(verb, verb)
    able = _ABLE.match(core)
    if inner := _HAVING.match(core) or able:
        told = _judged(clause.model_copy(update={"predicate": f"must {inner[1]}"}), language)
        mode = "change" if able else told.mode
        return told.model_copy(update={"predicate": clause.predicate, "mode": mode})
    mode = next((m for m in ("absent", "relation", "change", "present", "task") if verb in table[m]), "task")
    if modal and mode == "present":
        mode = "task"
    goal = _sought(verb, rest) if mode == "absent" else f"{verb} {rest}".strip()
    return clause.model_copy(update={"verb": verb, "rest": rest, "mode": mode, "goal": goal})


def _sought(verb: str, rest: str) -> str:
    """What there is to do when something is missing: ``lose his dog`` -> ``find his dog again``."""
    if verb in ("lose", "miss", "forget"):
        return f"find {re.split(r' (?:in|on|at|to|during|from) ', rest)[0]} again"
    word, _, after = rest.partition(" ")
    if word == "to":
        return after
    if word in ("of", "for", "about"):
        gerund = re.match(r"(\w+?)(?:(?<=[a-z])ing)\b(.*)", after)
        return f"{_from_gerund(gerund[1])}{gerund[2]}" if gerund else f"find {after}"
    return f"{verb} {rest}".strip()


def _from_gerund(stem: str) -> str:
    if re.search(r"([bdgmnprt])\1$", stem):
        return stem[:-1]
    return f"{stem}e" if re.search(r"(?:[^aeiou][aiou][cdgklmnprstvz]|v|[^aeiou]c)$", stem) else stem


def _verb_at(tokens: list[str], language: str, start: int = 1) -> int | None:
    """Where the main verb stands: the first word that can be one, outside a relative clause."""
    table: dict[str, Any] = words(language, "verbs")
    singular, plural = _verb_forms(table, words(language, "grammar"))
    inside = False
    for at, token in enumerate(tokens):
        low = token.casefold()
        if low in _RELATIVE and at > 0:
            inside = True
        elif low == ",":
            inside = False
        elif at >= start and low in (plural if _is_plural(tokens[:at], language) else singular):
            if not inside:
                return at
            inside = False
    return None


def _verb_forms(table: dict[str, Any], grammar: dict[str, Any]) -> tuple[set[str], set[str]]:
    bases = {verb for mode in ("present", "absent", "task", "relation", "change") for verb in table[mode]}
    modals = {modal.split()[0] for modal in table["modals"]} | set(table["irregular"])
    singular = {third_person(verb, grammar) for verb in bases} | {"is", "has", "does", "was"} | modals
    return singular, bases | {"are", "have", "do", "were"} | modals


def _is_plural(tokens: list[str], language: str) -> bool:
    if not tokens:
        return False
    grammar = words(language, "grammar")
    low = [token.casefold() for token in tokens]
    if low[0] in _PLURALS or "and" in low or low[0] in ("i", "we", "they"):
        return True
    stops = (*_RELATIVE, "of", "in", "from", ",", "at", "on", "with")
    head = low[: next((at for at, token in enumerate(low) if token in stops), None)]
    last = head[-1] if head else ""
    return last in grammar["irregular_plurals"] or (
        last.endswith("s") and not last.endswith("ss") and last not in grammar["not_plural"]
    )


def _joined(tokens: list[str]) -> str:
    return re.sub(r" ([,;:])", r"\1", " ".join(tokens)).strip(" ,;:")
