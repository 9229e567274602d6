"""Which family of places and which kind of prop words mean. What can be drawn is decided in ``draw``."""

import re

from pipeline.previz.design.families import (
    LATER_INSIDE,
    LATER_OUTSIDE,
    SOONER_INSIDE,
    SOONER_OUTSIDE,
    Words,
)
from pipeline.previz.design.words import pattern

OUTDOORS = frozenset(
    ("forest", "coast", "lighthouse", "field", "desert", "mountain", "river", "cave", "street", "village",
        "road",
     "station", "harbour", "rooftop", "park", "graveyard", "sea", "deck", "castle", "hull", "alley",
         "bridge-out",
     "market", "suburb")
)  # fmt: skip

# Words in the order of their weight: the first family whose word stands in the text is the place's.
_INSIDE: tuple[tuple[str, str], ...] = (
    ("lamp-room", "lamp room|lantern room|light room|lamproom"), ("cave", "cave|cavern|mine shaft|grotto"),
    ("engine", "engine core|engine room|reactor|engine cab|machine room|fly loft|boiler"),
    ("compartment", "compartment|dining car|train|railway carriage|bus"),
    ("tower", "tower chamber|tower room|turret"),
    ("vault", "crypt|vault|dungeon|store room|storeroom|cellar|under the stage|catacomb|hold"),
    ("barn", "barn|stable|hayloft|mill"), ("gallery", "gallery|museum|exhibition"),
    ("hut", "hut|log cabin|lodge"),
    ("clay", "clay house|adobe|tent|yurt|bedouin"),
    ("waiting", "waiting room|staff room|reception|departure"),
    ("workshop", "workshop|garage|studio|atelier|shed"),
    ("hospital", "hospital|ward|clinic|surgery|morgue|infirmary"),
    ("car", "inside the car|car interior|moving car|taxi|driver's seat|in the car|car|truck|van"),
    ("laboratory", "laboratory|lab|observatory|server room"),
    ("classroom", "classroom|school room|lecture|schoolroom"),
    ("school-hall", "school corridor|locker|school"), ("bathroom", "bathroom|toilet|washroom|shower"),
    ("kitchen", "kitchen|bakery|pantry|galley"),
    ("bedroom", "bedroom|nursery|dormitory|hotel room|motel|dressing room"),
    ("bridge", "control deck|control "
               "room|cockpit|command|airlock|spaceship|spacecraft|starship|shuttle|space station"),
    ("cabin", "cabin|below deck|captain's quarters|houseboat|submarine|mess deck"),
    ("library", "library|bookshop|bookstore|archive"), ("newsroom", "newsroom|police station|precinct"),
    ("office", "office|boardroom|meeting room|conference|agency|bank|courtroom"),
    ("corridor", "corridor|hallway|passage|tunnel|elevator|lift|stairwell"), ("study", "study|den|parlour"),
    ("attic", "attic|loft|garret"), ("basement", "basement"), ("prison", "prison|cell|jail|cage"),
    ("warehouse", "warehouse|factory|hangar|linen store|depot"),
    ("theatre", "theatre|theater|stage|cinema|circus|concert|opera|auditorium"),
    ("bar", "bar|pub|tavern|saloon|inn|nightclub|club"),
    ("cafe", "cafe|café|coffee|diner|restaurant|tea room|canteen|dining room|mess hall"),
    ("shop", "shop|store|market|supermarket|pharmacy|boutique"),
    ("church", "church|chapel|cathedral|temple|monastery|abbey"),
    ("hall", "throne|castle|palace|hall|ballroom|lobby|foyer|court"),
    ("living", "living room|lounge|sitting room|apartment|flat|house|home|villa"),
    ("cabin", "lighthouse|ship|boat"),
    ("room", "room|chamber"),
)  # fmt: skip
_OUTSIDE: tuple[tuple[str, str], ...] = (
    ("lighthouse", "lighthouse|light house|beacon"),
        ("graveyard", "graveyard|cemetery|grave|tomb|churchyard"),
    ("hull", "outer hull|orbit|space walk|spacewalk|outer space|moon surface|asteroid|space"),
    ("deck", "deck|crow's nest|gangway|quarterdeck|aboard"),
    ("sea", "open sea|open ocean|open water|high seas|at sea"),
    ("rooftop", "rooftop|roof|balcony|terrace|water tower"), ("bridge-out", "bridge"),
    ("market", "market|bazaar|fair|souk|stalls"),
    ("alley", "alley|side street|stage door|back door|lane|backstreet|ambulance bay"),
    ("suburb", "porch|suburb|quiet street|driveway|front yard|cul de sac|school gate"),
    ("castle", "castle|fortress|palace|citadel|drawbridge|courtyard|kingdom"),
    ("station", "station|platform|railway|subway|metro|airport|bus stop|train"),
    ("harbour", "harbour|harbor|port|dock|pier|jetty|quay|marina|wharf|ship|boat"),
    ("coast", "beach|coast|shore|sea|ocean|cliff|bay|island|seaside|lagoon|cove|surf|rocks below"),
    ("desert", "desert|canyon|wasteland|mesa|mars|planet|badlands|dune|well|rock tower|last house"),
    ("forest", "forest|wood|jungle|grove|clearing|wilderness|tree line"),
    ("river", "river|lake|pond|stream|waterfall|swamp|canal|river crossing"), ("cave", "cave|cavern"
        "|mine|grotto"),
    ("mountain", "mountain|peak|summit|valley|ridge|alps|glacier|snowfield|tundra|arctic|volcano|pass"),
    ("park", "park|garden|playground|orchard|backyard|stadium"),
    ("field", "field|meadow|farm|countryside|prairie|pasture|vineyard|plain|steppe|battlefield|hill|barn"),
    ("village", "village|hamlet|town square|square|cottage"),
    ("road", "road|highway|motorway|crossroads|car|bus|parking"),
    ("street", "street|city|town|avenue|sidewalk|downtown|block|neighbourhood|plaza|corner|museum "
               "steps|pavement"),
    ("suburb", "house|home"),
)  # fmt: skip


def _named(text: str, families: tuple[tuple[str, str], ...]) -> tuple[str, int]:
    """The first of ``families`` that ``text`` names and its place in the list."""
    for rank, (family, words) in enumerate(families):
        if any(word in text and pattern(word, "s").search(text) for word in words.split("|")):
            return family, rank
    return "", len(families)


def family_of(text: str, *, indoors: bool | None = None) -> str:
    """The family of a place from its words; empty where they name none.

    ``indoors`` says where the slug line puts it; None leaves it to the words.
    """
    low = re.sub(r"[-_]+", " ", text.lower())
    if indoors is not None:
        lists = _INSIDES if indoors else _OUTSIDES
        return next((found for words in lists if (found := _named(low, words)[0])), "") or _within(
            low, lists[1]
        )
    inside, outside = _named(low, _INSIDE), _named(low, _OUTSIDE)
    if not inside[0] or not outside[0]:
        return inside[0] or outside[0] or _either(low)
    # Named both ways, the more particular word decides: lists run from the particular to the general.
    return inside[0] if inside[1] / len(_INSIDE) <= outside[1] / len(_OUTSIDE) else outside[0]


_INSIDES = (SOONER_INSIDE, _INSIDE, LATER_INSIDE)
_OUTSIDES = (SOONER_OUTSIDE, _OUTSIDE, LATER_OUTSIDE)


def _either(text: str) -> str:
    """The family where nothing says whether it is inside, and no general word fits."""
    lists = (SOONER_OUTSIDE, SOONER_INSIDE, LATER_OUTSIDE, LATER_INSIDE)
    return next((found for words in lists if (found := _named(text, words)[0])), "") or _within(
        text, _OUTSIDE
    )


def _within(text: str, families: Words) -> str:
    """The family of a compound: a clifftop is a cliff, a cornfield a field."""
    tokens = re.findall(r"[a-z]{6,}", text)
    for family, words in families:
        for word in words.split("|"):
            if len(word) >= 4 and any(token.startswith(word) or token.endswith(word) for token in tokens):
                return family
    return ""


PROP_WORDS: dict[str, str] = {
    "key": "key|keys",
    "letter": "letter|envelope|note|mail|invitation",
    "paper": "paper|document|page|contract|newspaper|script|drawing|photo|photograph|picture|postcard|ticket",
    "map": "map|chart|plan|blueprint",
    "book": "book|diary|journal|notebook|bible|novel|manuscript",
    "phone": "phone|smartphone|mobile|cellphone",
    "telephone": "telephone|receiver|landline",
    "cup": "cup|mug|coffee|tea|cocoa",
    "glass": "glass|wine|whisky|drink|goblet|water",
    "bottle": "bottle|jar|flask|potion|medicine|poison",
    "knife": "knife|dagger|blade|scalpel",
    "sword": "sword|katana|sabre|rapier",
    "gun": "gun|pistol|revolver|weapon",
    "camera": "camera",
    "flashlight": "flashlight|torch",
    "candle": "candle",
    "lantern": "lantern|oil lamp|lamp",
    "watch": "watch|pocket watch|stopwatch|locket|compass|medallion",
    "ring": "ring|wedding ring|jewel|necklace|amulet",
    "flower": "flower|rose|bouquet|flowers|tulip|daisy",
    "coin": "coin|money|cash|gold|medal",
    "pen": "pen|pencil|brush|quill|wand",
    "apple": "apple|fruit|pear|orange|food",
    "bread": "bread|loaf|pie|sandwich|meal",
    "mask": "mask",
    "radio": "radio|walkie-talkie|transmitter|recorder",
    "rope": "rope|chain|cord|string|net",
    "tool": "hammer|wrench|screwdriver|tool|axe",
    "box": "box|package|parcel|gift|present|chest",
    "shell": "shell|seashell|stone|crystal|gem|pearl",
    "toy": "toy|doll|teddy|bear|teddy bear|puppet",
    "suitcase": "suitcase|briefcase|luggage|trunk|case",
    "bag": "bag|backpack|satchel|handbag|purse|basket|sack",
    "umbrella": "umbrella|parasol",
    "laptop": "laptop|computer|notebook computer|keyboard",
    "television": "television|tv|monitor|screen",
    "chair": "chair|armchair|throne|stool|seat",
    "table": "table|desk|counter|workbench",
    "door": "door|doorway|gate|portal|hatch",
    "bicycle": "bicycle|bike|cycle",
    "boat": "boat|rowboat|canoe|dinghy|raft",
    "guitar": "guitar|violin|instrument|lute",
    "ball": "ball|football|basketball|globe|sphere|orb|balloon",
    "clock": "clock|alarm|timer|hourglass",
    "mirror": "mirror|portrait|painting|frame",
    "robot": "robot|android|drone|machine",
    "dog": "dog|puppy|wolf|hound",
    "cat": "cat|kitten",
    "bird": "bird|crow|raven|dove|gull|parrot|owl",
    "tree": "tree|christmas tree|plant|bush|cactus",
    "car": "car|taxi|truck|van|vehicle|automobile",
    "teapot": "teapot|kettle",
    "plate": "plate|dish|soup|supper|dinner|breakfast|bowl",
    "cake": "cake|birthday cake|pudding",
    "fish": "fish|salmon|trout",
    "egg": "egg",
    "feather": "feather",
    "bell": "bell",
    "microphone": "microphone|mic",
    "headphones": "headphones|headset|earphones",
    "scissors": "scissors|shears",
    "flag": "flag|pennant",
    "kite": "kite",
    "telescope": "telescope|spyglass|binoculars",
    "microscope": "microscope",
    "skull": "skull|bone",
    "crown": "crown|tiara",
    "hat": "hat|cap|bonnet",
    "shoe": "shoe|boot|slipper|sneaker",
    "spectacles": "glasses|spectacles|eyeglasses|goggles",
    "bucket": "bucket|pail",
    "broom": "broom|mop|broomstick",
    "oar": "oar|paddle",
    "anchor": "anchor",
    "shield": "shield",
    "bow": "bow|arrow|crossbow",
    "fire": "fire|campfire|bonfire|flame|hearth",
    "drum": "drum",
    "rocket": "rocket|missile",
    "airplane": "airplane|plane|aeroplane|jet|model plane",
    "test-tube": "test tube|vial|sample|serum",
    "disk": "disk|floppy|usb stick|memory stick|hard drive|cassette|tape|chip",
    "coat": "coat|jacket|cloak|dress|shirt|uniform|scarf|costume",
    "horse": "horse|pony|mare|stallion",
}


# An orange umbrella is no fruit; an orange on a plate is one.
_COLOUR = re.compile(r"\borange (?!(?:and|at|from|in|is|on|or|that|under|which|with)\b)")


def prop_kind(text: str) -> str:
    """The kind of prop that ``text`` names first, or ``thing``."""
    low = _COLOUR.sub("", text.lower())
    best = (len(low) + 1, 0, "thing")
    for kind, words in PROP_WORDS.items():
        for word in words.split("|"):
            found = pattern(word, "s|es").search(low) if word in low else None
            if found and (found.start(), -len(word)) < best[:2]:
                best = (found.start(), -len(word), kind)
    return best[2]
