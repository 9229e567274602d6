"""Titles in any script are set by a face that has it, and never in empty boxes."""

import pytest

from pipeline.previz.draw.faces import FONTS, OTHERS, breadth, has, joined, settable, setter
from pipeline.previz.draw.lettering import FACES, clean, fonts

TITLES = {
    "NotoSans-Medium.ttf": "Дверь Η πόρτα Tür Đường",
    "NotoSansHebrew-Medium.ttf": "הדלת בים",
    "NotoSansArabic-Medium.ttf": "الباب في البحر",
    "NotoSansThai-Medium.ttf": "ประตูในทะเล",
    "NotoSansDevanagari-Medium.ttf": "समुद्र में दरवाज़ा",
    "NotoSansSC-Medium.ttf": "海のとびら大海里的门邊",
    "NotoSansKR-Medium.ttf": "바다의 문",
}


@pytest.mark.parametrize("face", TITLES)
def test_every_script_has_its_face(face: str) -> None:
    letters = TITLES[face].replace(" ", "")
    assert {setter("JosefinSans-SemiBold.ttf", letter) for letter in letters} <= {
        face,
        "NotoSans-Medium.ttf",
        "JosefinSans-SemiBold.ttf",
    }
    assert has(face, letters[-1])
    assert settable(TITLES[face]) == TITLES[face]


def test_what_no_face_has_is_left_out_rather_than_boxed() -> None:
    assert not any(has(face, "🐙") for face in OTHERS)
    assert clean("The 🐙 Sea") == "The Sea"
    assert clean("🐙") == ""
    assert settable("ﬁ ⓐ") in ("ﬁ a", "fi a")


def test_a_line_is_as_wide_as_the_faces_that_set_it() -> None:
    latin, mixed = (breadth(text, "Bangers-Regular.ttf", 100, 0) for text in ("Sea", "Sea 海"))
    assert mixed - latin == pytest.approx(100 + breadth(" ", "Bangers-Regular.ttf", 100, 0), abs=12)


def test_letters_that_touch_are_not_spaced() -> None:
    assert joined("البحر")
    assert not joined("Sea 海")
    assert breadth("البحر", "Bangers-Regular.ttf", 100, 0.5) == breadth(
        "البحر", "Bangers-Regular.ttf", 100, 0
    )


def test_every_face_is_there_with_its_licence() -> None:
    assert len(fonts()) == len({*OTHERS, *(face[0] for face in FACES.values())})
    assert all((FONTS / name).is_file() for name in OTHERS)
    assert "SIL Open Font License" in (FONTS / "noto-sans-scripts-LICENSE.txt").read_text()
