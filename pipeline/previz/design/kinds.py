"""Which family of places and which kind of prop words mean. What can be drawn is decided in ``draw``."""

import re

OUTDOORS = frozenset(
    ("forest", "coast", "lighthouse", "field", "desert", "mountain", "river", "cave", "street", "village",
        "road",
     "station", "harbour", "rooftop", "park", "graveyard")
)  # fmt: skip

# Words in the order of their weight: the first family whose word stands in the text is the place's.
_WORDS: tuple[tuple[str, str], ...] = (
    ("lamp-room", "lamp room|lantern room|light room|lamproom"),
    ("lighthouse", "lighthouse|light house|beacon"),
    ("graveyard", "graveyard|cemetery|grave|tomb|churchyard"),
    ("car", "inside the car|in the car|car interior|moving car|taxi|cab interior|driver's seat"),
    ("bridge", "space station|spaceship|spacecraft|starship|cockpit|command deck|control "
               "deck|airlock|shuttle|orbit"),
    ("cabin", "cabin|below deck|ship interior|captain's quarters|houseboat|submarine"),
    ("laboratory", "laboratory|lab|control room|server room|observatory"),
    ("hospital", "hospital|ward|clinic|surgery|morgue|infirmary"),
    ("classroom", "classroom|school room|lecture|schoolroom"), ("school-hall", "school|academy|locker"),
    ("library", "library|bookshop|bookstore|archive"),
    ("newsroom", "newsroom|police station|precinct|studio|workshop"),
    ("office", "office|boardroom|meeting room|conference|agency|bank|court"),
    ("corridor", "corridor|hallway|passage|tunnel|elevator|lift|stairwell"),
    ("kitchen", "kitchen|bakery|pantry|galley"), ("bathroom", "bathroom|toilet|washroom|shower"),
    ("bedroom", "bedroom|nursery|dormitory|hotel room|motel"), ("study", "study|den|parlour"),
    ("attic", "attic|loft|garret|cottage"), ("basement", "basement|cellar|crypt|vault|dungeon"),
    ("prison", "prison|cell|jail|cage"),
    ("warehouse", "warehouse|factory|garage|hangar|barn|stable|mill|shed"),
    ("theatre", "theatre|theater|stage|cinema|circus|concert|opera|auditorium"),
    ("bar", "bar|pub|tavern|saloon|inn|nightclub|club"),
    ("cafe", "cafe|café|coffee|diner|restaurant|tea room|canteen"),
    ("shop", "shop|store|market|supermarket|pharmacy|boutique"),
    ("church", "church|chapel|cathedral|temple|monastery|abbey"),
    ("hall", "throne|castle|palace|great hall|ballroom|museum|hall|lobby|court room"),
    ("living", "living room|lounge|sitting room|apartment|flat|house|home|villa"),
    ("rooftop", "rooftop|roof|balcony|terrace"),
    ("station", "station|platform|railway|subway|metro|train|airport|bus stop"),
    ("harbour", "harbour|harbor|port|dock|pier|jetty|quay|marina|wharf|ship|deck|boat"),
    ("coast", "beach|coast|shore|sea|ocean|cliff|bay|island|seaside|dune|lagoon|cove|surf"),
    ("river", "river|lake|pond|stream|bridge|waterfall|swamp|canal|bank of"),
    ("cave", "cave|cavern|mine|grotto"),
    ("forest", "forest|wood|woods|jungle|grove|trees|clearing|wilderness"),
    ("desert", "desert|canyon|wasteland|mesa|mars|planet|moon surface|badlands"),
    ("mountain", "mountain|peak|summit|hill|valley|ridge|alps|glacier|snowfield|tundra|arctic|volcano"),
    ("park", "park|garden|playground|courtyard|orchard|backyard|stadium"),
    ("field", "field|meadow|farm|countryside|prairie|pasture|vineyard|plain|steppe|battlefield"),
    ("village", "village|hamlet|town square|square"),
    ("road", "road|highway|motorway|lane|crossroads|car|bus|parking"),
    ("street", "street|city|alley|town|avenue|sidewalk|downtown|block|neighbourhood|plaza|crossing|corner"),
    ("room", "room|chamber|interior|inside"),
)  # fmt: skip


def family_of(text: str, *, indoors: bool) -> str:
    """The family of a place from its words; a room or a street where none is named."""
    low = re.sub(r"[-_]+", " ", text.lower())
    for family, words in _WORDS:
        if any(re.search(rf"\b{re.escape(word)}s?\b", low) for word in words.split("|")):
            if indoors and family in OUTDOORS and family not in ("cave", "station"):
                continue
            return family
    if indoors:
        return next((room for family, room in _INSIDE_OF if re.search(rf"\b(?:{family})\b", low)), "room")
    return "street" if not low.strip() else "field"


_INSIDE_OF = (
    ("lighthouse", "cabin"),
    ("ship|boat", "cabin"),
    ("train|car|bus", "car"),
    ("castle", "hall"),
    ("farm", "kitchen"),
)


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
    "bottle": "bottle|flask|potion|medicine|poison",
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
    "horse": "horse|pony|mare|stallion",
}


def prop_kind(text: str) -> str:
    """The kind of prop that ``text`` names first, or ``thing``."""
    low = text.lower()
    best = (len(low) + 1, 0, "thing")
    for kind, words in PROP_WORDS.items():
        for word in words.split("|"):
            found = re.search(rf"\b{re.escape(word)}(?:s|es)?\b", low)
            if found and (found.start(), -len(word)) < best[:2]:
                best = (found.start(), -len(word), kind)
    return best[2]
