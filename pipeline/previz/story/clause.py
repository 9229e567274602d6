"""Finding the sentence in an idea: subject, verb and what follows, without a parser of English."""

import re
from typing import Any

from pipeline.previz.lexicon import words
from pipeline.previz.story.telling import base_form, third_person
from projects.kinds.base import Part

_LEAD = re.compile(
    r"^(?:(?:please\s+)?(?:make|write|create|tell|give)\s+(?:me\s+|us\s+)?)?(?:(?:an?|the|one|short|little|minute|"
    r"animated|second|\d+|[-])\s*)*\b(?:film|movie|story|tale|video|short|spot|episode|comedy|drama|thriller|"
    r"advert|advertisement|commercial|ad|documentary|portrait|musical|fable)\s+(?:about|of|for|on|in which|where)\s+",
    re.IGNORECASE,
)
_CONTEXT = re.compile(
    r"^(?:when|after|before|as|if|in|on|during|while|one|every|at|since|once|deep|far|long ago|years)\b[^,]*,\s*",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"^(.+?[.!?])(?:\s+(?=[^\s])|$)", re.DOTALL)
_TOKEN = re.compile(r"[\w'\u2019-]+|[,;:]")
_CUTS = re.compile(
    r"\s*(?:[;:]|,|\b(?:but|until|because|so that|while|when|before|after|only to|and then|and (?:must|has|is|finds"
    r"|discovers|decides|learns|realises|realizes|they|he|she|it))\b).*$",
    re.IGNORECASE | re.DOTALL,
)
_PLURALS = ("two", "three", "four", "five", "six", "seven", "several", "some", "many", "both")
_RELATIVE = ("who", "that", "which", "whose", "where")
_MODAL = re.compile(
    r"^(?:must|can|cannot|could|will|would|should|may|might|has to|have to|needs? to|tries to|try to|wants? to|"
    r"decides? to|is forced to|are forced to|agrees? to|attempts? to|struggles? to|learns? to|sets? out to|"
    r"goes to|go to|plans? to|hopes? to|is about to|dreams? of)\s+(?:\w+ly\s+)?",
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
    text = _CONTEXT.sub("", sentence).rstrip(".!?\u2026 ")
    tokens = _TOKEN.findall(text)
    at = _verb_at(tokens, language)
    if at is None:
        return Clause(rest=text)
    subject = _joined(tokens[:at])
    predicate = _joined(tokens[at:])
    plural = _is_plural(tokens[:at], language)
    partner = ""
    if match := re.search(r"^(.+?) and ((?:his|her|their|a|an|the) .+)$", subject):
        subject, partner = match[1], match[2]
    return _judged(Clause(subject=subject, predicate=predicate, partner=partner, plural=plural), language)


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
    mode = next(
        (mode for mode in ("absent", "relation", "change", "present", "task") if verb in table[mode]), "task"
    )
    if modal and mode == "present":
        mode = "task"
    goal = f"{verb} {rest}".strip()
    if mode == "absent":
        goal = _sought(verb, rest)
    return clause.model_copy(update={"verb": verb, "rest": rest, "mode": mode, "goal": goal})


def _sought(verb: str, rest: str) -> str:
    """What there is to do when something is missing: ``lose his dog`` -> ``find his dog again``."""
    if verb in ("lose", "miss", "forget"):
        return f"find {rest} again"
    if re.match(r"(?:to|of|for)\b", rest):
        word, _, after = rest.partition(" ")
        return after if word == "to" else f"find {after}"
    return f"{verb} {rest}".strip()


def _verb_at(tokens: list[str], language: str) -> int | None:
    """Where the main verb stands: the first word that can be one, outside a relative clause."""
    table: dict[str, Any] = words(language, "verbs")
    grammar = words(language, "grammar")
    bases = {verb for mode in ("present", "absent", "task", "relation", "change") for verb in table[mode]}
    singular = {third_person(verb, grammar) for verb in bases} | {"is", "has", "does", "was", "must", "can"}
    plural = bases | {"are", "have", "do", "were", "must", "can"}
    modals = {modal.split()[0] for modal in table["modals"]}
    relative = False
    for at, token in enumerate(tokens):
        low = token.casefold()
        if low in _RELATIVE and at > 0:
            relative = True
            continue
        if at == 0 or low in (",",):
            relative = relative and low != ","
            continue
        forms = plural if _is_plural(tokens[:at], language) else singular
        if low in forms or low in modals or low in table["irregular"]:
            if relative:
                relative = False
                continue
            return at
    return None


def _is_plural(tokens: list[str], language: str) -> bool:
    if not tokens:
        return False
    grammar = words(language, "grammar")
    low = [token.casefold() for token in tokens]
    if low[0] in _PLURALS or "and" in low or low[0] in ("i", "we", "they"):
        return True
    head = low[
        : next((at for at, token in enumerate(low) if token in (*_RELATIVE, "of", "in", "from", ",")), None)
    ]
    last = head[-1] if head else ""
    return last in grammar["irregular_plurals"] or (
        last.endswith("s") and not last.endswith("ss") and last not in grammar["not_plural"]
    )


def _joined(tokens: list[str]) -> str:
    return re.sub(r" ([,;:])", r"\1", " ".join(tokens)).strip(" ,;:")
