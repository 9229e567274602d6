"""Every effect by name: what makes it, how long and how loud it is, and the words of an action that call for it."""

import re
from dataclasses import dataclass

from pipeline.previz.effects import household, machines, nature, people
from pipeline.previz.effects.synthesis import Make


@dataclass(frozen=True)
class Effect:
    """A sound that an action can cause."""

    name: str
    make: Make
    seconds: float  # how long it usually lasts
    level: float  # decibels of full scale at its loudest moment
    words: str  # regular expression of the action that causes it


_DOOR = r"(?:doors?|gates?|hatch|lid|cupboard|wardrobe|trapdoor)"
_SOUND = r"(?:rings?|sounds?|tolls?|chimes?|strikes?|peals?)"

_LIST = (
    Effect("slam", household.slam, 1.2, -8, rf"slam(?:s|med|ming)?\b|bangs? (?:the )?{_DOOR}|{_DOOR} bangs?"),
    Effect(
        "door",
        household.door,
        1.6,
        -14,
        rf"(?:opens?|clos(?:es?|ing)|shuts?|unlocks?|pulls?|push(?:es)?|swings?)\b"
        rf"[^.!?]{{0,30}}\b{_DOOR}|{_DOOR}\b[^.!?]{{0,24}}\b(?:opens?|closes?|shuts?|swings?|clicks?)",
    ),
    Effect("knock", household.knock, 1.0, -13, r"knock(?:s|ing)?\b|raps? (?:on|at)|pounds? on"),
    Effect("creak", household.creak, 1.1, -20, r"creak\w*|groans? open|hinges?\b|floorboards?"),
    Effect(
        "glass",
        household.glass,
        1.5,
        -10,
        r"shatter\w*|(?:glass|window|mirror|bottle|vase)\b[^.!?]{0,16}\b(?:breaks?|cracks?|smash\w*)|smash\w*",
    ),
    Effect("clink", household.clink, 0.9, -18, r"clinks?|toasts?\b|raises? (?:a |her |his |their )?glass"),
    Effect("plates", household.plates, 1.1, -18, r"plates?\b|dishes\b|cutlery|sets? the table|crockery"),
    Effect(
        "message",
        household.message,
        1.0,
        -20,
        r"(?:phone|mobile|cell)\b[^.!?]{0,12}\b(?:buzz\w*|vibrat\w*)|text message",
    ),
    Effect("phone", household.phone, 2.2, -16, rf"(?:tele)?phone\b[^.!?]{{0,12}}\b{_SOUND}|ringing phone"),
    Effect("doorbell", household.doorbell, 1.8, -15, r"doorbell|rings? at the door"),
    Effect(
        "bell",
        household.bell,
        4.0,
        -13,
        rf"\bbells?\b[^.!?]{{0,16}}\b{_SOUND}|{_SOUND} (?:the |a )?bell|church bells?",
    ),
    Effect("clock", household.clock_ticks, 3.0, -26, r"clocks?\b|tick(?:s|ing)\b|pocket ?watch"),
    Effect(
        "click",
        household.click,
        0.3,
        -20,
        r"flips? (?:a |the )?switch|switch(?:es)? (?:on|off)|clicks?\b|light goes (?:on|out)",
    ),
    Effect(
        "keys",
        household.keys,
        1.0,
        -20,
        r"\bkeys?\b[^.!?]{0,16}\b(?:jingl\w*|rattl\w*|turns?)|turns? (?:the|a|her|his) key|keyring|bunch of keys",
    ),
    Effect("typewriter", household.typewriter, 3.0, -18, r"typewriter"),
    Effect("typing", household.typing, 2.0, -24, r"types\b|typing|keyboard"),
    Effect(
        "paper",
        household.paper,
        0.9,
        -24,
        r"unfolds?|folds?\b|turns? (?:the|a) page|letter\b|envelope|newspaper|map\b|rustl\w*|tears? (?:it|the) (?:up|open)",
    ),
    Effect(
        "cloth",
        household.cloth,
        0.8,
        -28,
        r"puts? on (?:a |the |her |his )?(?:coat|jacket|dress|cloak)|takes? off (?:a |the |her |his )?(?:coat|jacket)|blanket|curtains?",
    ),
    Effect("drip", household.drip, 2.5, -24, r"drip\w*|droplets?|leaking"),
    Effect("pour", household.pour, 2.0, -20, r"pours?\b|fills? (?:a|the|her|his) (?:glass|cup|mug)"),
    Effect(
        "match",
        household.match,
        1.2,
        -19,
        r"strikes? (?:a )?match|lights? (?:a|the|her|his) (?:candle|cigarette|lantern|lamp|match)|lighter\b",
    ),
    Effect(
        "shutter",
        household.shutter,
        0.4,
        -18,
        r"takes? (?:a |the )?(?:photo\w*|picture)|snaps? (?:a )?(?:photo\w*|picture)|shutter clicks?",
    ),
    Effect("thunder", nature.thunder, 5.0, -11, r"thunder\w*|lightning"),
    Effect(
        "splash",
        nature.splash,
        1.6,
        -12,
        r"splash\w*|dives? in|plung\w+ into|falls? into the (?:water|sea|river|lake|pool)|jumps? into the (?:water|sea|river|lake|pool)",
    ),
    Effect("bubbles", nature.bubbles, 2.0, -22, r"bubbl\w*|under ?water|boil(?:s|ing)"),
    Effect(
        "wave",
        nature.wave,
        4.0,
        -16,
        r"waves?\b[^.!?]{0,16}\b(?:break\w*|crash\w*|roll\w*|lap\w*|hits?)|surf\b",
    ),
    Effect("gust", nature.gust, 2.6, -18, r"gust\w*|wind (?:rises|howls|picks up|tears|whips|blows)|draught"),
    Effect("fire", nature.fire, 3.0, -22, r"fire crackl\w*|flames?\b|crackl\w+|campfire|bonfire|blaze"),
    Effect("gull", nature.gull, 2.0, -22, r"(?:sea)?gulls?\b"),
    Effect("bird", nature.bird, 1.6, -24, r"\bbirds?\b|chirp\w*|birdsong|sparrow|nightingale|robin\b"),
    Effect("crow", nature.crow, 1.4, -21, r"\bcrows?\b|\bravens?\b|caws?\b"),
    Effect("owl", nature.owl, 2.2, -23, r"\bowls?\b|hoots?\b"),
    Effect("wolf", nature.wolf, 3.0, -20, r"\bwol(?:f|ves)\b|howls? at"),
    Effect("dog", nature.dog, 0.9, -15, r"\bdogs?\b[^.!?]{0,20}\bbark\w*|barks?\b|barking"),
    Effect("cat", nature.cat, 1.0, -19, r"meow\w*|\bcats?\b|purr\w*"),
    Effect(
        "hooves",
        nature.hooves,
        3.0,
        -17,
        r"gallop\w*|hooves|hoofbeats|horses?\b[^.!?]{0,16}\b(?:run|ride|trot|gallop)\w*",
    ),
    Effect(
        "flock",
        nature.flock,
        1.8,
        -20,
        r"(?:flock|pigeons?|doves?|bats?)\b|wings? (?:beat|flap)\w*|takes? wing",
    ),
    Effect("crickets", nature.crickets, 3.0, -28, r"crickets?\b|cicadas?"),
    Effect(
        "car",
        machines.car,
        3.0,
        -16,
        r"(?:car|taxi|cab|truck|van|bus)\b[^.!?]{0,24}\b(?:pass\w*|drives?|speeds?|pulls? (?:up|away|in|out)|arrives?)|traffic",
    ),
    Effect("engine", machines.engine, 3.0, -16, r"engines?\b|motor\b|starts? the (?:car|truck|boat)|revs?\b"),
    Effect("horn", machines.horn, 1.0, -14, r"\bhonk\w*|car horn|blows? the horn|horn blares?"),
    Effect("foghorn", machines.foghorn, 3.2, -16, r"fog ?horn|ship'?s horn|ferry|steamer"),
    Effect(
        "train",
        machines.train,
        3.5,
        -16,
        r"\btrains?\b(?! (?:her|him|them|to|for))|locomotive|\btram\b|subway",
    ),
    Effect("whistle", machines.whistle, 1.5, -18, r"whistles?\b|kettle"),
    Effect(
        "aeroplane",
        machines.aeroplane,
        4.0,
        -17,
        r"(?:aero|air)?planes?\b|\bjets?\b|aircraft|spaceship (?:lands|takes)",
    ),
    Effect("helicopter", machines.helicopter, 3.0, -17, r"helicopter|chopper"),
    Effect("siren", machines.siren, 3.5, -20, r"sirens?\b|ambulance|police car|squad car"),
    Effect("alarm", machines.alarm, 2.0, -17, r"alarms?\b|red alert"),
    Effect(
        "beep",
        machines.beep,
        2.2,
        -22,
        r"beep\w*|monitor\b|console\b|(?:screen|panel|display) (?:lights|comes|flickers)",
    ),
    Effect("static", machines.static, 2.0, -22, r"\bstatic\b|radio\b|walkie-talkie|intercom"),
    Effect(
        "gunshot",
        machines.gunshot,
        1.8,
        -6,
        r"gunshots?|gunfire|(?:pistol|rifle|gun|revolver)\b[^.!?]{0,16}\b(?:fires?|goes off)|shoots?\b|fires (?:the|a|his|her|at|twice|once)|shot rings",
    ),
    Effect("explosion", machines.explosion, 3.5, -6, r"explo\w+|blast\b|detonat\w*|blows? up"),
    Effect(
        "sword",
        machines.sword,
        1.3,
        -15,
        r"swords?\b|blades?\b (?:clash|meet|ring)\w*|draws? (?:a|the|her|his) (?:blade|dagger|knife)|duel",
    ),
    Effect(
        "clang",
        machines.clang,
        1.6,
        -14,
        r"clang\w*|anvil|metal (?:hits|falls|bangs)|(?:pan|pot|bucket|pipe)s? (?:falls?|drops?)",
    ),
    Effect("chains", machines.chains, 1.5, -19, r"chains?\b|shackles"),
    Effect(
        "whoosh",
        machines.whoosh,
        0.9,
        -17,
        r"whoosh\w*|swoops?|rush(?:es)? past|flash(?:es)? past|throws?\b|hurls?|swings? (?:a|the|at|her|his)|vanish\w*|leaps?\b",
    ),
    Effect(
        "shimmer",
        machines.shimmer,
        2.2,
        -21,
        r"magic\w*|spell\b|shimmer\w*|glow(?:s|ing)? (?:brighter|softly)|sparkl\w*|enchant\w*|fairy",
    ),
    Effect(
        "powering",
        machines.powering,
        2.0,
        -19,
        r"powers? up|hums? to life|machine (?:starts|wakes|whirs)|generator|reactor|whir(?:s|ring)?",
    ),
    Effect("servo", machines.servo, 0.8, -21, r"robots?\b|android\b|servos?|mechanical arm|drone\b"),
    Effect(
        "running",
        people.running,
        2.2,
        -19,
        r"\bruns?\b|running|sprints?|chases?|races? (?:to|up|down|along|through)|flees?",
    ),
    Effect(
        "stairs",
        people.stairs,
        2.6,
        -20,
        r"\b(?:climbs?|descends?|up|down)\b[^.!?]{0,20}\b(?:stairs?|steps|staircase|ladder)",
    ),
    Effect(
        "footsteps",
        people.footsteps,
        2.2,
        -23,
        r"footsteps?|walks?\b|walking|strides?|paces?\b|crosses (?:the|to)|approach\w*|steps? (?:in|into|out|forward|back|closer|toward\w*)|enters?\b|wanders?|marches",
    ),
    Effect(
        "heartbeat", people.heartbeat, 3.4, -17, r"heart ?beat\w*|heart (?:pounds?|races?|hammers?|thumps?)"
    ),
    Effect(
        "thud",
        people.thud,
        0.8,
        -13,
        r"\bthuds?\b|collaps\w*|falls? (?:to the|down|over|off|from|hard)|drops? (?:to|the|her|his|it)|crumples?|lands hard",
    ),
    Effect(
        "punch",
        people.punch,
        0.4,
        -12,
        r"punch\w*|hits? (?:him|her|them|the)|slaps?\b|kicks?\b|strikes (?:him|her)",
    ),
    Effect("applause", people.applause, 3.5, -18, r"applau\w*|audience claps|ovation"),
    Effect("clap", people.clap, 1.2, -18, r"\bclaps?\b|clapping|snaps? (?:her|his) fingers"),
    Effect("cheer", people.cheer, 3.0, -18, r"cheers?\b|cheering|crowd (?:roars|erupts)"),
    Effect(
        "murmur",
        people.murmur,
        3.0,
        -26,
        r"murmurs?\b (?:of|from)|crowd\b|chatter\w*|whispers? (?:run|spread|fill)",
    ),
    Effect("gasp", people.gasp, 0.5, -23, r"gasps?\b|catches (?:her|his) breath"),
    Effect(
        "breathing",
        people.breathing,
        2.4,
        -26,
        r"breath(?:es|ing)\b|panting|pants? (?:for|hard)|exhales?|inhales?|sighs?\b",
    ),
    Effect("digging", people.digging, 2.5, -21, r"\bdigs?\b|digging|shovel\w*|spade\b"),
    Effect("rowing", people.rowing, 4.0, -21, r"\brows\b|rowing|\boars?\b|paddl\w*"),
)

EFFECTS: dict[str, Effect] = {effect.name: effect for effect in _LIST}

# Words for a whole soundscape: as an effect they mean a few seconds of it.
BED_WORDS = {
    "rain": r"\brain\w*|downpour|drizzl\w*",
    "wind": r"\bwind\b|breeze",
    "sea": r"\b(?:the )?(?:sea|ocean|tide)\b (?:roars|heaves|churns|rages|swells)",
    "storm": r"\bstorms?\b|tempest|hurricane",
}

_PATTERNS = [
    (name, re.compile(rf"\b(?:{effect.words})", re.IGNORECASE)) for name, effect in EFFECTS.items()
] + [(name, re.compile(words, re.IGNORECASE)) for name, words in BED_WORDS.items()]


def found_in(text: str) -> list[tuple[int, str]]:
    """(place, name) of every effect that ``text`` calls for, each once, in order of appearance."""
    found = [(match.start(), name) for name, pattern in _PATTERNS if (match := pattern.search(text))]
    return sorted(found)


def names_in(action_text: str) -> list[str]:
    """The effects that an action line calls for, in the order they are heard: ``["knock", "door"]``."""
    return [name for _, name in found_in(action_text)]
