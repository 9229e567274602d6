"""What people bring in: judged by its content, read whatever its encoding, refused in a sentence."""

import time
from collections.abc import Callable, Iterator

import pytest

from accounts.kernel import scope
from accounts.kernel.errors import Invalid, Refused
from pipeline.actions.importing import bring_screenplay, bring_texts
from pipeline.stages.screenplay.texts import portions
from projects.actions.branches import lock_stage
from projects.kinds import Brief
from projects.materials import LARGEST, read_text
from projects.models import Change, Head
from projects.screenplay import emphasis, fountain, layout, plaintext, scenes
from tests.factories.projects import World, membership, world

GERMAN = "Ein Wärter öffnet nachts die Tür. Überall Nebel, später fällt ein Schuss.\n" * 40
CHINESE = "第一章 海边的灯塔里住着一位老人。他每天晚上点灯，听着海浪的声音。\n" * 40
JAPANESE = "灯台守の老人が、海の中に小さな扉を見つける。\n" * 40
RUSSIAN = "Смотритель маяка находит дверь в море и спускается вниз.\n" * 40
SCRIPT = "INT. LAMP ROOM - NIGHT\n\nMara winds the clock.\n\nMARA\nIt is late.\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((GERMAN, name) for name in ("utf-8", "utf-8-sig", "utf-16", "utf-32", "latin-1", "cp1252")),
        *((CHINESE, name) for name in ("utf-8", "utf-16", "gb18030", "big5hkscs")),
        *((JAPANESE, name) for name in ("shift_jis", "euc_jp")),
        *((RUSSIAN, name) for name in ("cp1251", "koi8-r")),
    ],
)
def test_a_text_is_read_in_the_encoding_it_has(text: str, encoding: str) -> None:
    if encoding == "big5hkscs":
        text = text.replace("边", "邊").replace("着", "著").replace("听", "聽").replace("声", "聲")
        text = text.replace("点", "點").replace("灯", "燈").replace("里", "裡")
    assert read_text("story.txt", text.encode(encoding)).text == text


def test_line_ends_of_any_kind_become_one_kind() -> None:
    assert read_text("a.txt", b"one\r\ntwo\rthree\n").text == "one\ntwo\nthree\n"


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("empty.txt", b"", "empty.txt is empty."),
        ("blank.txt", b"\xef\xbb\xbf \r\n\t", "blank.txt is empty."),
        ("big.txt", b"a" * (LARGEST + 1), "up to 5 MB"),
        ("book.pdf", b"%PDF-1.7 ...", "opened as a PDF"),
        ("book.txt", b"%PDF-1.7 ...", "opened as a PDF"),
        ("book.docx", b"PK\x03\x04" + bytes(90), "no Word document"),
        ("book.doc", b"\xd0\xcf\x11\xe0" + bytes(90), "an old or locked Word document"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(90), "is a picture"),
        ("page.txt", b"<!DOCTYPE html><html></html>", "is a web page"),
        ("data.txt", b"<?xml version='1.0'?><rows/>", "is a web page or data"),
        ("random.txt", bytes(range(256)) * 40, "Bring it as txt, md, fountain"),
        ("cut.txt", GERMAN.encode()[:-20] + b"\xff\xfe\xfd and on", "damaged, first in line"),
        ("half.fdx", b"<?xml version='1.0'?><FinalDraft><Content>", "not a complete Final Draft file"),
        ("nothing.fdx", b"<?xml version='1.0'?><FinalDraft><Content/></FinalDraft>", "has no words"),
    ],
)
def test_what_is_no_text_is_refused_by_name_and_reason(name: str, data: bytes, sentence: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_text(name, data)
    assert sentence in refusal.value.sentence
    assert refusal.value.field == "texts"


ENTITIES = "".join(
    f'<!ENTITY e{n} "{"&e" + str(n - 1) + ";" if n else "ha"}{"&e0;" * 9}">' for n in range(20)
)
HEAD = '<?xml version="1.0"?>'
BODY = '<FinalDraft><Content><Paragraph Type="Action"><Text>{}</Text></Paragraph></Content></FinalDraft>'


@pytest.mark.parametrize(
    "bomb",
    [
        pytest.param(f"{HEAD}<!DOCTYPE d [{ENTITIES}]>{BODY.format('&e19;')}", id="entities"),
        pytest.param(
            f'{HEAD}<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>{BODY.format("&x;")}', id="a file"
        ),
        pytest.param(
            f'{HEAD}<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd">{BODY.format("x")}', id="another machine"
        ),
        pytest.param(f"{HEAD}<FinalDraft>{'<a>' * 200_000}{'</a>' * 200_000}</FinalDraft>", id="deep"),
    ],
)
def test_final_draft_files_that_mean_harm_are_refused_at_once(bomb: str) -> None:
    began = time.process_time()
    with pytest.raises(Invalid):
        read_text("bomb.fdx", bomb.encode())
    assert time.process_time() - began < 5


LONG = 100_000
HOSTILE = {
    "notes never closed": "[[" * (LONG // 2),
    "notes never closed, closed once": "[[ x ]" * (LONG // 6),
    "boneyards never closed": "/*" * (LONG // 2),
    "a heading of blanks": "INT. " + " " * LONG + "x",
    "a heading of dashes": "INT. " + " —" * (LONG // 2),
    "a name of brackets": "BOB " + "(" * LONG + "\nhi",
    "a name of blanks": "@" + " " * LONG + "a",
    "a speaker of blanks": "Bob" + " " * LONG + "hi",
    "stars": "*a " * (LONG // 3),
    "stars in stars": "*_" * (LONG // 4) + "x" + "_*" * (LONG // 4),
    "a title page of colons": "Title: " + "a: " * (LONG // 3),
    "sections without a blank line": "# a\n" * (LONG // 4),
    "songs without a blank line": "~ a\n" * (LONG // 4),
    "an action without a blank line": "a\n" * (LONG // 2),
    "a speech without a blank line": "BOB\n" + "a\n" * (LONG // 2),
    "letters without a blank": "灯" * LONG,
    "letters that nobody has": "\ue000999\ue001\ue0007\ue001 [[a]]",
}
READERS: dict[str, Callable[[str], object]] = {
    "fountain": lambda text: fountain.write(fountain.parse(text)),
    "plain text": plaintext.from_text,
    "pages": lambda text: layout.paginate(fountain.parse(text)),
    "scenes": portions,
    "length": lambda text: scenes.eighths(fountain.parse(text).elements),
    "heading": scenes.parse_heading,
    "words": emphasis.plain,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_text_keeps_a_reader_for_longer_than_its_length_is_worth(text: str) -> None:
    for name, read in READERS.items():
        began = time.process_time()
        read(text)
        assert time.process_time() - began < 3, name


@pytest.fixture
def made(db: None) -> Iterator[World]:
    person = membership()
    with scope.team(person.team_id, user=person.user_id):
        yield world(person.user, person.team)


def bring(made: World, *texts: tuple[str, str]) -> int:
    brought = [read_text(name, text.encode()) for name, text in texts]
    return bring_texts(made.branch, made.episode, brought, by=made.user)


def test_a_screenplay_becomes_the_script_and_other_texts_are_kept_beside_it(made: World) -> None:
    assert bring(made, ("notes.md", "# Mara\n\nShe is sixty."), ("film.txt", SCRIPT)) == 1
    kept = Head.objects.select_related("revision").filter(kind="material").order_by("slot")
    assert [head.content.name for head in kept] == ["notes.md", "film.txt"]
    assert made.head("script", "i-001").content.text.startswith("INT. LAMP ROOM - NIGHT")
    brief: Brief = made.head("brief", "brief").content
    assert brief.mode == "screenplay"


def test_a_second_screenplay_is_kept_but_replaces_nothing(made: World) -> None:
    assert bring(made, ("one.fountain", SCRIPT)) == 1
    assert bring(made, ("two.fountain", SCRIPT.replace("Mara", "Nadia"))) == 0
    assert Head.objects.filter(kind="material").count() == 2
    assert "Mara" in made.head("script", "i-001").content.text


def test_a_text_without_scenes_is_no_screenplay(made: World) -> None:
    with pytest.raises(Invalid, match="no scene heading"):
        bring_screenplay(made.branch, made.episode, "Nobody comes in.", by=made.user)
    assert not Head.objects.filter(kind="script").exists()


def test_nothing_is_brought_into_a_locked_stage_and_nothing_of_it_is_left(made: World) -> None:
    lock_stage(made.branch, made.episode, "screenplay", by=made.user)
    before = Change.objects.count()
    with pytest.raises(Refused, match="locked"):
        bring(made, ("film.fountain", SCRIPT))
    assert Change.objects.count() == before
    assert not Head.objects.filter(kind="material").exists()


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\u202egpj.txt", "<script>alert(1)</script>.txt", "\x00.txt", "x" * 400]
)
def test_a_files_name_is_shown_without_folders_and_without_what_nobody_sees(made: World, name: str) -> None:
    bring(made, (name, "A story."))
    shown = Head.objects.select_related("revision").get(kind="material").content.name
    assert shown
    assert len(shown) <= 255
    assert not set(shown) & {"/", "\\", "\u202e", "\x00"}
