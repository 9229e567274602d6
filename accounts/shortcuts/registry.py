"""Everything that can be done by key. Pages do it: static/js/shortcuts/doing.js, and elements."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where keys hold. ``selector`` finds it on a page; those of a ``narrow`` place go before the page's."""

    id: str
    words: str
    selector: str = ""
    narrow: bool = True


@dataclass(frozen=True)
class Shortcut:
    """One action. ``keys`` are its ways, as accounts.shortcuts.keys writes them; a ``fixed`` one is listed.

    ``typing``: its Ctrl and Alt keys hold while somebody writes, too.
    """

    id: str
    words: str
    keys: tuple[str, ...]
    place: str = "page"
    typing: bool = False
    fixed: bool = False


PLACES = (
    Place("page", "Everywhere", narrow=False),
    Place("stages", "From stage to stage", ".rail", narrow=False),
    Place("work", "On a stage", ".workspace", narrow=False),
    Place("player", "The player", "film-player"),
    Place("animatic", "The animatic", "board-animatic"),
    Place("sheet", "The shot table", "shot-table[base]"),
    Place("script", "The screenplay", "screenplay-editor"),
    Place("parts", "Parts of the page", "body"),
)


def _s(place: str, *rows: tuple[str, str, str], typing: bool = False, fixed: bool = False) -> list[Shortcut]:
    """Rows of (id, words, keys), the ways parted by " or "."""
    prefix = "" if place in ("page", "stages", "work") else f"{place}."
    return [
        Shortcut(f"{prefix}{name}", words, tuple(keys.split(" or ")), place, typing, fixed)
        for name, words, keys in rows
    ]


_STAGES = (
    "Idea", "Treatment", "Beat sheet", "Screenplay", "Assets", "Script hub",
    "Shot list", "Visual state", "Prompts", "Frames", "Confirm", "Film",
)  # fmt: skip

SHORTCUTS: tuple[Shortcut, ...] = (
    *_s("page", ("help", "Keys that hold on this page", "?")),
    *_s("page", ("commands", "Go to anything, do anything", "Mod+k"), ("save", "Save", "Mod+s"), typing=True),
    *_s(
        "page",
        ("search", "Search", "/"),
        ("projects", "All projects", "g h"),
        ("library", "Library of the team", "g l"),
        ("inbox", "Notifications", "g i"),
        ("account", "Your account", "g a"),
        ("keys", "Change these keys", "g k"),
    ),
    *_s(
        "stages",
        ("stage-before", "The stage before", "[ or g p"),
        ("stage-after", "The stage after", "] or g n"),
    ),
    *_s(
        "stages",
        *(
            (f"stage-{n}", f"Stage {n}, {title}", "g " + " ".join(str(n)))
            for n, title in enumerate(_STAGES, 1)
        ),
    ),
    *_s(
        "work",
        ("item-next", "Next scene, shot or item", "n"),
        ("item-previous", "Previous scene, shot or item", "p"),
        ("make", "Make what the stage offers", "r"),
        ("again", "Make the selected again", "Shift+r"),
        ("drawer", "Assets at hand", "d"),
        ("panel", "Show or hide the details", "Shift+d"),
        ("comments", "Comments", "c or g c"),
        ("undo", "Undo, where the page offers it", "u"),
    ),
    *_s(
        "player",
        ("play", "Play and pause", "Space or k"),
        ("reverse", "Backwards, quicker each time", "j"),
        ("faster", "Forwards, quicker each time", "l"),
        ("back", "One frame back", "ArrowLeft"),
        ("forward", "One frame on", "ArrowRight"),
        ("second-back", "One second back", "Shift+ArrowLeft"),
        ("second-forward", "One second on", "Shift+ArrowRight"),
        ("previous", "The shot before", "ArrowUp"),
        ("next", "The next shot", "ArrowDown"),
        ("start", "To the beginning", "Home"),
        ("finish", "To the end", "End"),
        ("in", "Mark in", "i"),
        ("out", "Mark out", "o"),
        ("clear", "No marks", "x"),
        ("slower", "Slower", "["),
        ("quicker", "Quicker", "]"),
        ("mute", "Sound off and on", "m"),
        ("captions", "Subtitles", "c"),
        ("fullscreen", "Whole screen", "f"),
    ),
    *_s(
        "animatic",
        ("play", "Play and pause", "Space or k"),
        ("previous", "The board before", "ArrowLeft or j"),
        ("next", "The next board", "ArrowRight or l"),
        ("start", "The first board", "Home"),
        ("finish", "The last board", "End"),
        ("captions", "Subtitles", "c"),
    ),
    *_s(
        "sheet",
        ("add", "Add a shot", "Mod+Enter"),
        ("duplicate", "Duplicate", "Mod+Shift+Enter"),
        ("earlier", "Move shots earlier", "Alt+ArrowUp"),
        ("later", "Move shots later", "Alt+ArrowDown"),
        ("number", "Move to a place by number", "Alt+Shift+n"),
        ("scene", "Move shots to another scene", "Alt+Shift+t"),
        ("split", "Split at a second", "Alt+Shift+s"),
        ("merge", "Merge", "Alt+Shift+m"),
        ("remove", "Remove shots", "Mod+Delete or Mod+Backspace"),
        ("fill", "Fill down", "Mod+d"),
        ("undo", "Undo your own step", "Mod+z"),
        ("redo", "Redo it", "Mod+Shift+z or Mod+y"),
        ("export", "Export the list as CSV", "Alt+Shift+e"),
        ("keys", "These keys", "Mod+/"),
        typing=True,
    ),
    *_s(
        "sheet",
        (
            "walk",
            "From cell to cell, and on to the next page",
            "ArrowUp or ArrowDown or ArrowLeft or ArrowRight",
        ),
        ("ends", "To the ends of a row, ten rows on", "Home or End or PageUp or PageDown"),
        ("edit", "Edit, or simply type; again: down", "Enter or F2"),
        ("along", "Along the row", "Tab or Shift+Tab"),
        ("leave", "Give up an edit; choose nothing", "Escape"),
        ("block", "Choose a block of cells", "Shift+ArrowUp or Shift+ArrowDown"),
        ("rows", "Choose rows", "Shift+Space"),
        ("column", "Choose a column", "Mod+Space"),
        ("all", "Choose everything shown", "Mod+a"),
        ("several", "While editing: write it into all chosen cells", "Mod+Enter"),
        ("copy", "Copy a block, also to a spreadsheet", "Mod+c"),
        ("paste", "Paste a block, also from a spreadsheet", "Mod+v"),
        ("empty", "Empty the chosen cells", "Delete or Backspace"),
        fixed=True,
    ),
    *_s(
        "script",
        ("find", "Find and replace", "Mod+f"),
        ("undo", "Undo", "Mod+z"),
        ("redo", "Redo", "Mod+Shift+z or Mod+y"),
        typing=True,
    ),
    *_s(
        "script",
        ("enter", "The element that follows", "Enter"),
        ("tab", "Another kind of element", "Tab or Shift+Tab"),
        ("leave", "After it Tab leaves the script", "Escape"),
        fixed=True,
    ),
    *_s(
        "parts",
        ("close", "Close a dialog, a menu or the drawer", "Escape"),
        ("menu", "From line to line of a menu", "ArrowUp or ArrowDown or Home or End"),
        ("handle", "On a handle: pick up and put down", "Space or Enter"),
        ("carry", "Move what is picked up", "ArrowUp or ArrowDown"),
        ("compare", "Uncover one of two pictures", "ArrowLeft or ArrowRight"),
        ("tag", "Take off the tag that has the keyboard", "Delete or Backspace"),
        fixed=True,
    ),
)
BY_ID = {shortcut.id: shortcut for shortcut in SHORTCUTS}
BY_PLACE = {place.id: place for place in PLACES}
