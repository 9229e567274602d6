"""A voice heard before it is given to somebody."""

from pipeline.previz.voice.languages import tongue
from pipeline.previz.voice.speech import Speech, speak
from projects.kinds.world import Voice

# A line that shows pitch, pace and the colours of vowels, by eSpeak's language.
LINES = {
    "ar": "انتظر. هل سمعت ذلك؟ أظن أن الباب انفتح من تلقاء نفسه.",
    "cmn": "等一下。你听见了吗？我觉得门自己开了。",
    "cs": "Počkej. Slyšela jsi to? Myslím, že se ty dveře otevřely samy.",
    "de": "Warte. Hast du das gehört? Ich glaube, die Tür ist von allein aufgegangen.",
    "el": "Περίμενε. Το άκουσες; Νομίζω πως η πόρτα άνοιξε μόνη της.",
    "en": "Wait. Did you hear that? I think the door opened all by itself.",
    "es": "Espera. ¿Has oído eso? Creo que la puerta se ha abierto sola.",
    "fr": "Attends. Tu as entendu ? Je crois que la porte s'est ouverte toute seule.",
    "hi": "रुको। क्या तुमने सुना? मुझे लगता है दरवाज़ा अपने आप खुल गया।",
    "it": "Aspetta. Hai sentito? Credo che la porta si sia aperta da sola.",
    "ja": "まって。いまのきこえた？とびらがひとりでにひらいたみたい。",
    "ko": "잠깐. 들었어? 문이 저절로 열린 것 같아.",
    "nl": "Wacht. Hoorde je dat? Ik denk dat de deur vanzelf openging.",
    "pl": "Czekaj. Słyszałaś? Chyba drzwi otworzyły się same.",
    "pt": "Espera. Ouviste isto? Acho que a porta se abriu sozinha.",
    "ru": "Подожди. Ты слышал? Кажется, дверь открылась сама.",
    "sv": "Vänta. Hörde du? Jag tror att dörren öppnades av sig själv.",
    "tr": "Bekle. Duydun mu? Sanırım kapı kendi kendine açıldı.",
    "uk": "Зачекай. Ти чула? Здається, двері відчинилися самі.",
    "vi": "Khoan đã. Bạn có nghe thấy không? Tôi nghĩ cánh cửa tự mở ra.",
}


def audition(voice: Voice, language: str, mood: str = "neutral", text: str = "") -> Speech:
    """``voice`` with a sample line of its language, or with ``text``; about four seconds."""
    return speak(text.strip() or _line(language), voice, language, mood)


def _line(language: str) -> str:
    name = tongue(language).voice
    code = name.rpartition("/")[2].split("-")[0].lower()
    # A language without a line of its own counts: figures are read in every language.
    return LINES.get(code, "1, 2, 3, 4, 5. 6?")
