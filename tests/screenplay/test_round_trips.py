"""Screenplays leave and come back: every kind of element, forced or not, in the scripts of many languages."""

import random

import pytest

from projects.screenplay import fdx, fountain
from projects.screenplay.elements import Element, ElementType, Screenplay
from projects.screenplay.emphasis import runs

T = ElementType
LETTERS = {
    "latin": "the door opens and a cold wind comes in",
    "accented": "élève naïve garçon Åse über žluťoučký kůň",
    "cyrillic": "марина открывает дверь в холодный дом",
    "greek": "η μαρίνα ανοίγει την πόρτα του σπιτιού",
    "cjk": "海辺 の 灯台 扉 を 开门 灯塔 바다 등대",
    "hebrew": "מרינה פותחת את הדלת של הבית",
    "arabic": "مارينا تفتح باب البيت القديم",
    "signs": "#1 @home ~sea >in <out> =same .dot !loud (low) a*b c_d \\ INT. x",
}


def words(chance: random.Random, script: str, most: int = 6) -> str:
    return " ".join(chance.choice(LETTERS[script].split()) for _ in range(chance.randint(1, most)))


def styled(chance: random.Random, script: str) -> str:
    if script == "signs" or chance.random() < 0.6:
        return words(chance, script)
    mark = chance.choice(["*", "**", "***", "_"])
    return f"{words(chance, script)} {mark}{words(chance, script, 2)}{mark} {words(chance, script)}"


def lines(chance: random.Random, script: str) -> str:
    return "\n".join(styled(chance, script) for _ in range(chance.randint(1, 3)))


def speech(chance: random.Random, script: str, *, dual: bool) -> list[Element]:
    name = words(chance, script, 2).upper().strip("(")
    found = [Element(T.CHARACTER, name + chance.choice(["", " (V.O.)"]), dual=dual)]
    if chance.random() < 0.4:
        found.append(Element(T.PARENTHETICAL, f"({words(chance, script)})"))
    spoken = [
        words(chance, script) if script != "signs" else "and so on" for _ in range(chance.randint(1, 2))
    ]
    found.append(Element(T.DIALOGUE, "\n".join(spoken)))
    if chance.random() < 0.2:
        found.append(Element(T.LYRICS, words(chance, "latin")))
    return found


def element(chance: random.Random, script: str) -> list[Element]:
    plain = words(chance, script)
    number = chance.choice(["", "", "12A"])
    match chance.choice(list(T)):
        case T.HEADING:
            return [Element(T.HEADING, f"INT. {plain.upper()} - DAY".replace("#", ""), number=number)]
        case T.CHARACTER | T.PARENTHETICAL | T.DIALOGUE | T.LYRICS:
            pair = chance.random() < 0.3
            more = speech(chance, script, dual=True) if pair else []
            return [*speech(chance, script, dual=False), *more]
        case T.ACTION:
            return [Element(T.ACTION, lines(chance, script))]
        case T.SECTION:
            return [Element(T.SECTION, plain.lstrip("#"), depth=chance.randint(1, 6))]
        case T.SYNOPSIS:
            return [Element(T.SYNOPSIS, words(chance, "latin"))]
        case T.PAGE_BREAK:
            return [Element(T.PAGE_BREAK, "")]
        case kind:
            return [Element(kind, words(chance, "latin") if script == "signs" else plain)]


def screenplay(seed: int, script: str) -> Screenplay:
    chance = random.Random(seed)
    elements = [Element(T.HEADING, "INT. HOUSE - DAY")]
    for _ in range(40):
        elements += element(chance, script)
    # Two page breaks in a row, or one at the end, are one that nothing begins after.
    kept = [e for at, e in enumerate(elements) if e.type is not T.PAGE_BREAK or
            (at + 1 < len(elements) and elements[at + 1].type is not T.PAGE_BREAK)]  # fmt: skip
    title = {"Title": words(chance, script).replace(":", ""), "Author": words(chance, "accented")}
    return Screenplay(title, kept)


def seen(elements: list[Element]) -> list[tuple[object, ...]]:
    """What a reader of the script sees of it: kinds, words, styles, numbers, who speaks with whom."""
    return [(e.type, [tuple(run) for run in _joined(e.text)], e.number, e.dual, e.depth) for e in elements]


def _joined(text: str) -> list[list[object]]:
    found: list[list[object]] = []
    for run in runs(text):
        if found and found[-1][1:] == list(run[1:]):
            found[-1][0] = str(found[-1][0]) + run.text
        else:
            found.append(list(run))
    return found


@pytest.mark.parametrize("script", LETTERS)
@pytest.mark.parametrize("seed", range(6))
def test_fountain_comes_back_as_it_went(seed: int, script: str) -> None:
    before = screenplay(seed, script)
    once = fountain.parse(fountain.write(before))
    assert [(e.type, e.text, e.number, e.dual, e.depth) for e in once.elements] == [
        (e.type, e.text, e.number, e.dual, e.depth) for e in before.elements
    ]
    assert once.title_page == before.title_page
    again = fountain.parse(fountain.write(once))
    assert again == once  # forced ones included


@pytest.mark.parametrize("script", LETTERS)
@pytest.mark.parametrize("seed", range(6))
def test_final_draft_comes_back_as_it_went(seed: int, script: str) -> None:
    before = fountain.parse(fountain.write(screenplay(seed, script)))
    again = fdx.read(fdx.write(before))
    assert seen(again.elements) == seen(before.elements)
    assert again.title_page == before.title_page


def test_a_script_with_everything_survives_every_way() -> None:
    text = (
        "Title: Everything\nCredit: by\nAuthor: A\nSource: a book\nDraft date: today\nContact: here\n\n"
        "# Act\n\n### Deep\n\n= In short\n\n.forced heading #7B#\n\n!FORCED ACTION\n\n"
        "@McForced\nHello.\n  \nAgain.\n\n"
        "DUAL\nOne.\n\nOTHER ^\n(aside)\nTwo.\n\n~song\n\n> forced to:\n\nCUT TO:\n\n> centred <\n\n===\n\n"
        "[[a note]]\n\n/* cut\n\nout */\n\n"
        "A [[small]] note and \\*stars\\* and _under_ and **bold**.\n\n\n\nFar below.\n"
    )
    before = fountain.parse(text)
    assert fountain.parse(fountain.write(before)) == before
    again = fdx.read(fdx.write(before))
    assert again.elements == before.elements
    assert again.title_page == before.title_page
