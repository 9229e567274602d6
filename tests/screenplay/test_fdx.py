"""Final Draft files: there and back, and nothing dangerous in between."""

import pytest
from defusedxml.ElementTree import fromstring

from projects.screenplay import fdx, fountain
from projects.screenplay.elements import Element, ElementType, Screenplay

T = ElementType


def round_trip(screenplay: Screenplay) -> Screenplay:
    return fdx.read(fdx.write(screenplay))


def test_a_script_comes_back_as_it_went() -> None:
    screenplay = fountain.parse(
        "Title: Ночь\nCredit: by\nAuthor: Élise\n\n# Act one\n\nINT. KITCHEN - DAY #3#\n\n"
        "He says **no** & <goes>.\n\nМАРИНА\n(тихо)\nНет.\n\nELENI ^\nΌχι.\n\n@田中\nいいえ。\n\n"
        "> FADE OUT.\n\n===\n\n> THE END <\n\n[[a note]]\n"
    )
    again = round_trip(screenplay)
    assert [element[:4] for element in again.elements] == [element[:4] for element in screenplay.elements]
    assert again.title_page == screenplay.title_page


def test_dual_dialogue_stays_a_pair() -> None:
    elements = [
        Element(T.CHARACTER, "A"),
        Element(T.DIALOGUE, "One."),
        Element(T.CHARACTER, "B", dual=True),
        Element(T.DIALOGUE, "Two."),
    ]
    data = fdx.write(Screenplay({}, elements))
    assert data.count(b"<DualDialogue>") == 1
    assert round_trip(Screenplay({}, elements)).elements == elements


def test_text_is_not_padded_and_styles_are_kept() -> None:
    data = fdx.write(Screenplay({}, [Element(T.ACTION, "a *b* c")]))
    assert b'<Text>a </Text><Text Style="Italic">b</Text><Text> c</Text>' in data


@pytest.mark.parametrize(
    "text",
    [
        "She is _**soaked**_ and ***cold***.",
        "*a **b** c* _d *e* f_",
        "**bo*ld* and** _un**der**lined_",
        "*waits [[for whom?]] at the* glass",
        "[[first]] **then /* cut */ this**",
        "\\*no\\* mark, *one \\* inside*",
    ],
)
def test_emphasis_comes_back_as_it_was_typed_however_deep(text: str) -> None:
    data = fdx.write(Screenplay({"Title": f"{text}"}, [Element(ElementType.ACTION, text)]))
    again = fdx.read(data)
    assert again.elements == [Element(ElementType.ACTION, text)]
    assert again.title_page == {"Title": text}
    assert "[[" not in "".join(node.text or "" for node in fromstring(data).iter("Text"))


def test_words_that_were_changed_elsewhere_count_more_than_how_they_were_typed() -> None:
    data = fdx.write(Screenplay({}, [Element(ElementType.ACTION, "She is _**soaked**_ now.")]))
    changed = fdx.read(data.replace(b">soaked<", b">dry<"))
    assert [element.text for element in changed.elements] == ["She is **_dry_** now."]
    plainer = fdx.read(data.replace(b'Style="Bold+Underline"', b'Style="Bold"'))
    assert [element.text for element in plainer.elements] == ["She is **soaked** now."]


def test_what_xml_cannot_hold_is_left_out() -> None:
    again = round_trip(Screenplay({}, [Element(T.ACTION, "be\x00ll\x07 rings")]))
    assert again.elements == [Element(T.ACTION, "bell rings")]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not xml",
        b"<html></html>",
        b"<FinalDraft></FinalDraft>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><FinalDraft><Content>&a;</Content></FinalDraft>',
    ],
)
def test_anything_else_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(fdx.BadFDX, match=r"This is not a Final Draft"):
        fdx.read(data)
