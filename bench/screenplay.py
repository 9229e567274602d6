"""How fast screenplays are read, laid out, printed and typed in, on one script of 120 pages.

Run it with ``./studio bench screenplay``; ``typing`` behind it also measures keystrokes in a browser, and
``beside=/path/to/python`` a Python that has screenplain, to print the same script there.
"""

import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from projects.screenplay import fdx, fountain, pdf
from projects.screenplay.faults import faults
from projects.screenplay.layout import paginate

PAGES, ROUNDS = 120, 21
WORDS = (
    *("the", "door", "opens", "and", "a", "cold", "wind", "comes", "through", "while", "nobody", "speaks"),
    *("for", "long", "she", "turns", "looks", "at", "him", "again", "then", "walks", "to", "window", "where"),
)
PEOPLE = ("MARA", "JON", "ELENA (V.O.)", "THE KEEPER")
# One pass of one expression that tells headings, transitions, names and all else apart, line by line: the
# least that any reader of Fountain must do.
PASS = re.compile(
    r"^(?:(?P<heading>(?:INT|EXT|EST|I/E)[. ].*)|(?P<transition>[^a-z\n]+TO:)"
    r"|(?P<cue>[^a-z\n]+)|(?P<text>.+))$",
    re.MULTILINE,
)


def script(pages: int = PAGES) -> str:
    """A screenplay in Fountain that fills at least ``pages`` pages of US letter."""
    chance = random.Random(1)  # noqa: S311  # words of a bench
    blocks: list[str] = []
    number = 0
    while number % 20 or len(paginate(fountain.parse("\n\n".join(blocks)))) < pages:
        number += 1
        blocks.append(f"INT. ROOM {number} - {chance.choice(['DAY', 'NIGHT'])}")
        for _ in range(chance.randint(3, 8)):
            blocks.append(_words(chance, 8, 50) if chance.random() < 0.45 else _speech(chance))
    return "\n\n".join(blocks) + "\n"


def _speech(chance: random.Random) -> str:
    aside = "(softly)\n" if chance.random() < 0.2 else ""
    return f"{chance.choice(PEOPLE)}\n{aside}{_words(chance, 4, 40)}"


def _words(chance: random.Random, least: int, most: int) -> str:
    words = " ".join(chance.choice(WORDS) for _ in range(chance.randint(least, most)))
    return f"{words.capitalize()}."


def best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The shortest of some runs, in milliseconds: what the work costs when nothing else runs."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - start))
    return min(times)


def reading(text: str) -> None:
    """Fountain in, beside one pass of a regular expression over the same text."""
    passed = best(lambda: [match.lastgroup for match in PASS.finditer(text)])
    parsed = best(lambda: fountain.parse(text))
    print(f"one regex pass {passed:.2f} ms; parse {parsed:.2f} ms, {parsed / passed:.1f} times as long")
    screenplay = fountain.parse(text)
    print(f"write Fountain {best(lambda: fountain.write(screenplay)):.2f} ms")
    data = fdx.write(screenplay)
    out, back = best(lambda: fdx.write(screenplay), 5), best(lambda: fdx.read(data), 5)
    print(f"write FDX {out:.0f} ms, read it {back:.0f} ms")


def printing(text: str) -> None:
    """Pages and PDF, and the faults on them."""
    screenplay = fountain.parse(text)
    for paper in ("letter", "a4"):
        pages = paginate(screenplay, paper)
        laid = best(lambda sheet=paper: paginate(screenplay, sheet), 9)  # type: ignore[misc]
        printed = best(lambda sheet=paper: pdf.write(screenplay, sheet), 9)  # type: ignore[misc]
        size = len(pdf.write(screenplay, paper)) // 1024
        print(
            f"{paper}: {len(pages)} pages, {len(faults(pages, paper))} faults; laid out in {laid:.0f} ms,"
            f" as PDF in {printed:.0f} ms ({size} KB)"
        )


def beside(python: str, text: str) -> None:
    """The same script to PDF with screenplain, without the start of its program."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "script.fountain", Path(folder) / "script.pdf"
        source.write_text(text)
        program = (
            "import sys,time,io\n"
            "from screenplain.parsers import fountain\nfrom screenplain.export import pdf\n"
            "t=open(sys.argv[1]).read()\nr=[];p=[]\nfor _ in range(3):\n a=time.perf_counter();"
            "s=fountain.parse(io.StringIO(t));p.append(time.perf_counter()-a);"
            " pdf.to_pdf(s,sys.argv[2]);r.append(time.perf_counter()-a)\n"
            "print(f'screenplain: parse {min(p)*1000:.1f} ms, to PDF {min(r)*1000:.0f} ms')\n"
        )
        subprocess.run([python, "-c", program, str(source), str(target)], check=True)


def typing(text: str) -> None:
    """Keystrokes with the whole script on the sheet, and in the coloured text of stage 4."""
    from bench import typing_in_a_browser, typing_in_the_whole_text

    typing_in_a_browser.measure(text)
    typing_in_the_whole_text.measure(text)


def main(arguments: list[str]) -> None:
    """All of it, in the order of a script's life."""
    text = script()
    print(f"{len(text):,} characters, {len(fountain.parse(text).elements):,} elements")
    reading(text)
    printing(text)
    for argument in arguments:
        if argument.startswith("beside="):
            beside(argument.partition("=")[2], text)
        if argument == "typing":
            typing(text)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    main(sys.argv[1:])
