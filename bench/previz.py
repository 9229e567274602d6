"""How the house engine draws: its speed, contact sheets to judge it by, references that a change must mean.

./studio bench previz                                 how long a still takes, style by style
./studio bench previz --sheet OUT.png                 everything it draws, on one sheet
./studio bench previz --sheet OUT.png --only styles   a part of it: see --help
./studio bench previz --sheet OUT.png --film FILM.mp4 a film as a strip
./studio bench previz --update-references             after a change of the drawing that was meant
"""

import argparse
import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from bench.pictures import references, sheets, speed, strips  # noqa: E402  # Django must be set up first
from bench.pictures.cases import CASES  # noqa: E402


def main(arguments: list[str]) -> int:
    """Do what the command line asks; the exit code."""
    options = _parser().parse_args(arguments)
    if options.update_references:
        return _update(options.only or list(CASES))
    if options.sheet is None:
        speed.report()
        return 0
    if options.film is not None:
        made = strips.strip(options.film, options.wide, options.every)
    else:
        made = sheets.stacked([sheets.sheet(CASES[name](), options.wide) for name in options.only or CASES])
    sheets.write(made, options.sheet)
    print(f"{options.sheet}: {made.shape[1]} x {made.shape[0]}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="studio bench previz", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sheet", type=Path, metavar="OUT.png", help="draw a contact sheet into this file")
    parser.add_argument("--only", nargs="+", choices=list(CASES), metavar="NAME", help=", ".join(CASES))
    parser.add_argument("--film", type=Path, metavar="FILE", help="a film, or specifications as .json")
    parser.add_argument("--every", type=float, default=2.0, help="seconds between a strip's pictures")
    parser.add_argument("--wide", type=int, default=192, help="width of one picture (default: %(default)s)")
    parser.add_argument(
        "--update-references", action="store_true", help="keep today's drawing as the right one"
    )
    return parser


def _update(names: list[str]) -> int:
    for name in names:
        changed = references.update(name)
        print(f"{name}: {len(changed)} of {len(references.picked(name))} pictures changed")
        for change in changed:
            print(f"  {change}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
