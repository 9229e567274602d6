"""The words of an action line that call for a sound, as regular expressions by effect."""

import re

# A word of the kind that opens and shuts, and a verb of the kind that bells do, wherever a pattern says so.
_SETS = {
    "@DOOR": r"(?:doors?|gates?|hatch|lid|cupboard|wardrobe|trapdoor)",
    "@RINGS": r"(?:rings?|sounds?|tolls?|chimes?|strikes?|peals?)",
}

WORDS: dict[str, str] = {
    "slam": r"slam(?:s|med|ming)?\b|bangs? (?:the )?@DOOR|@DOOR bangs?",
    "door": (
        r"(?:opens?|clos(?:es?|ing)|shuts?|unlocks?|pulls?|push(?:es)?|swings?)\b[^.!?]{0,30}\b@DOOR|"
        r"@DOOR\b[^.!?]{0,24}\b(?:opens?|closes?|shuts?|swings?|clicks?)"
    ),
    "knock": r"knock(?:s|ing)?\b|raps? (?:on|at)|pounds? on",
    "creak": r"creak\w*|groans? open|hinges?\b|floorboards?",
    "glass": (
        r"shatter\w*|"
        r"(?:glass|window|mirror|bottle|vase)\b[^.!?]{0,16}\b(?:breaks?|cracks?|smash\w*)|"
        r"smash\w*"
    ),
    "clink": r"clinks?|toasts?\b|raises? (?:a |her |his |their )?glass",
    "plates": r"plates?\b|dishes\b|cutlery|sets? the table|crockery",
    "message": r"(?:phone|mobile|cell)\b[^.!?]{0,12}\b(?:buzz\w*|vibrat\w*)|text message",
    "phone": r"(?:tele)?phone\b[^.!?]{0,12}\b@RINGS|ringing phone",
    "doorbell": r"doorbell|rings? at the door",
    "bell": r"\bbells?\b[^.!?]{0,16}\b@RINGS|@RINGS (?:the |a )?bell|church bells?",
    "clock": r"clocks?\b|tick(?:s|ing)\b|pocket ?watch",
    "click": r"flips? (?:a |the )?switch|switch(?:es)? (?:on|off)|clicks?\b|light goes (?:on|out)",
    "keys": (
        r"\bkeys?\b[^.!?]{0,16}\b(?:jingl\w*|rattl\w*|turns?)|turns? (?:the|a|her|his) key|"
        r"keyring|bunch of keys"
    ),
    "typewriter": r"typewriter",
    "typing": r"types\b|typing|keyboard",
    "paper": (
        r"unfolds?|folds?\b|turns? (?:the|a) page|letter\b|envelope|newspaper|map\b|rustl\w*|"
        r"tears? (?:it|the) (?:up|open)"
    ),
    "cloth": (
        r"puts? on (?:a |the |her |his )?(?:coat|jacket|dress|cloak)|"
        r"takes? off (?:a |the |her |his )?(?:coat|jacket)|blanket|curtains?"
    ),
    "drip": r"drip\w*|droplets?|leaking",
    "pour": r"pours?\b|fills? (?:a|the|her|his) (?:glass|cup|mug)",
    "match": (
        r"strikes? (?:a )?match|"
        r"lights? (?:a|the|her|his) (?:candle|cigarette|lantern|lamp|match)|lighter\b"
    ),
    "shutter": (
        r"takes? (?:a |the )?(?:photo\w*|picture)|snaps? (?:a )?(?:photo\w*|picture)|"
        r"shutter clicks?"
    ),
    "thunder": r"thunder\w*|lightning",
    "splash": (
        r"splash\w*|dives? in|plung\w+ into|falls? into the (?:water|sea|river|lake|pool)|"
        r"jumps? into the (?:water|sea|river|lake|pool)"
    ),
    "bubbles": r"bubbl\w*|under ?water|boil(?:s|ing)",
    "wave": r"waves?\b[^.!?]{0,16}\b(?:break\w*|crash\w*|roll\w*|lap\w*|hits?)|surf\b",
    "gust": r"gust\w*|wind (?:rises|howls|picks up|tears|whips|blows)|draught",
    "fire": r"fire crackl\w*|flames?\b|crackl\w+|campfire|bonfire|blaze",
    "gull": r"(?:sea)?gulls?\b",
    "bird": r"\bbirds?\b|chirp\w*|birdsong|sparrow|nightingale|robin\b",
    "crow": r"\bcrows?\b|\bravens?\b|caws?\b",
    "owl": r"\bowls?\b|hoots?\b",
    "wolf": r"\bwol(?:f|ves)\b|howls? at",
    "dog": r"\bdogs?\b[^.!?]{0,20}\bbark\w*|barks?\b|barking",
    "cat": r"meow\w*|\bcats?\b|purr\w*",
    "hooves": r"gallop\w*|hooves|hoofbeats|horses?\b[^.!?]{0,16}\b(?:run|ride|trot|gallop)\w*",
    "flock": r"(?:flock|pigeons?|doves?|bats?)\b|wings? (?:beat|flap)\w*|takes? wing",
    "crickets": r"crickets?\b|cicadas?",
    "car": (
        r"(?:car|taxi|cab|truck|van|bus)\b[^.!?]{0,24}\b(?:pass\w*|drives?|speeds?|"
        r"pulls? (?:up|away|in|out)|arrives?)|"
        r"traffic"
    ),
    "engine": r"engines?\b|motor\b|starts? the (?:car|truck|boat)|revs?\b",
    "horn": r"\bhonk\w*|car horn|blows? the horn|horn blares?",
    "foghorn": r"fog ?horn|ship'?s horn|ferry|steamer",
    "train": r"\btrains?\b(?! (?:her|him|them|to|for))|locomotive|\btram\b|subway",
    "whistle": r"whistles?\b|kettle",
    "aeroplane": r"(?:aero|air)?planes?\b|\bjets?\b|aircraft|spaceship (?:lands|takes)",
    "helicopter": r"helicopter|chopper",
    "siren": r"sirens?\b|ambulance|police car|squad car",
    "alarm": r"alarms?\b|red alert",
    "beep": r"beep\w*|monitor\b|console\b|(?:screen|panel|display) (?:lights|comes|flickers)",
    "static": r"\bstatic\b|radio\b|walkie-talkie|intercom",
    "gunshot": (
        r"gunshots?|gunfire|(?:pistol|rifle|gun|revolver)\b[^.!?]{0,16}\b(?:fires?|goes off)|"
        r"shoots?\b|fires (?:the|a|his|her|at|twice|once)|shot rings"
    ),
    "explosion": r"explo\w+|blast\b|detonat\w*|blows? up",
    "sword": (
        r"swords?\b|blades?\b (?:clash|meet|ring)\w*|"
        r"draws? (?:a|the|her|his) (?:blade|dagger|knife)|duel"
    ),
    "clang": (
        r"clang\w*|anvil|metal (?:hits|falls|bangs)|"
        r"(?:pan|pot|bucket|pipe)s? (?:falls?|drops?)"
    ),
    "chains": r"chains?\b|shackles",
    "whoosh": (
        r"whoosh\w*|swoops?|rush(?:es)? past|flash(?:es)? past|throws?\b|hurls?|"
        r"swings? (?:a|the|at|her|his)|vanish\w*|leaps?\b"
    ),
    "shimmer": (
        r"magic\w*|spell\b|shimmer\w*|glow(?:s|ing)? (?:brighter|softly)|sparkl\w*|enchant\w*|"
        r"fairy"
    ),
    "powering": (
        r"powers? up|hums? to life|machine (?:starts|wakes|whirs)|generator|reactor|"
        r"whir(?:s|ring)?"
    ),
    "servo": r"robots?\b|android\b|servos?|mechanical arm|drone\b",
    "running": r"\bruns?\b|running|sprints?|chases?|races? (?:to|up|down|along|through)|flees?",
    "stairs": r"\b(?:climbs?|descends?|up|down)\b[^.!?]{0,20}\b(?:stairs?|steps|staircase|ladder)",
    "footsteps": (
        r"footsteps?|walks?\b|walking|strides?|paces?\b|crosses (?:the|to)|approach\w*|"
        r"steps? (?:in|into|out|forward|back|closer|toward\w*)|enters?\b|wanders?|marches"
    ),
    "heartbeat": r"heart ?beat\w*|heart (?:pounds?|races?|hammers?|thumps?)",
    "thud": (
        r"\bthuds?\b|collaps\w*|falls? (?:to the|down|over|off|from|hard)|"
        r"drops? (?:to|the|her|his|it)|crumples?|lands hard"
    ),
    "punch": r"punch\w*|hits? (?:him|her|them|the)|slaps?\b|kicks?\b|strikes (?:him|her)",
    "applause": r"applau\w*|audience claps|ovation",
    "clap": r"\bclaps?\b|clapping|snaps? (?:her|his) fingers",
    "cheer": r"cheers?\b|cheering|crowd (?:roars|erupts)",
    "murmur": r"murmurs?\b (?:of|from)|crowd\b|chatter\w*|whispers? (?:run|spread|fill)",
    "gasp": r"gasps?\b|catches (?:her|his) breath",
    "breathing": r"breath(?:es|ing)\b|panting|pants? (?:for|hard)|exhales?|inhales?|sighs?\b",
    "digging": r"\bdigs?\b|digging|shovel\w*|spade\b",
    "rowing": r"\brows\b|rowing|\boars?\b|paddl\w*",
    "rain": r"\brain\w*|downpour|drizzl\w*",
    "wind": r"\bwind\b|breeze",
    "sea": r"\b(?:the )?(?:sea|ocean|tide)\b (?:roars|heaves|churns|rages|swells)",
    "storm": r"\bstorms?\b|tempest|hurricane",
}


def _compiled(words: str) -> re.Pattern[str]:
    for name, alternatives in _SETS.items():
        words = words.replace(name, alternatives)
    return re.compile(rf"\b(?:{words})", re.IGNORECASE)


_PATTERNS = {name: _compiled(words) for name, words in WORDS.items()}


def found_in(text: str) -> list[tuple[int, str]]:
    """(place, name) of every effect that ``text`` calls for, each once, in order of appearance.

    Where two want the same words ("the door slams shut"), the one that stands first in ``WORDS`` has them.
    """
    found: list[tuple[int, int, str]] = []
    for name, pattern in _PATTERNS.items():
        match = pattern.search(text)
        if match and not any(match.start() < end and start < match.end() for start, end, _ in found):
            found.append((*match.span(), name))
    return sorted((start, name) for start, _, name in found)


def names_in(action_text: str) -> list[str]:
    """The effects that an action line calls for, in the order they are heard: ``["knock", "door"]``."""
    return [name for _, name in found_in(action_text)]
