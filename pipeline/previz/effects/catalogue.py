"""Every effect by name: what makes it, how long and how loud it is."""

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


_LIST = (
    Effect("slam", household.slam, 1.2, -8),
    Effect("door", household.door, 1.6, -14),
    Effect("knock", household.knock, 1.0, -13),
    Effect("creak", household.creak, 1.1, -20),
    Effect("glass", household.glass, 1.5, -10),
    Effect("clink", household.clink, 0.9, -18),
    Effect("plates", household.plates, 1.1, -18),
    Effect("message", household.message, 1.0, -20),
    Effect("phone", household.phone, 2.2, -16),
    Effect("doorbell", household.doorbell, 1.8, -15),
    Effect("bell", household.bell, 4.0, -13),
    Effect("clock", household.clock_ticks, 3.0, -26),
    Effect("click", household.click, 0.3, -20),
    Effect("keys", household.keys, 1.0, -20),
    Effect("typewriter", household.typewriter, 3.0, -18),
    Effect("typing", household.typing, 2.0, -24),
    Effect("paper", household.paper, 0.9, -24),
    Effect("cloth", household.cloth, 0.8, -28),
    Effect("drip", household.drip, 2.5, -24),
    Effect("pour", household.pour, 2.0, -20),
    Effect("match", household.match, 1.2, -19),
    Effect("shutter", household.shutter, 0.4, -18),
    Effect("thunder", nature.thunder, 5.0, -11),
    Effect("splash", nature.splash, 1.6, -12),
    Effect("bubbles", nature.bubbles, 2.0, -22),
    Effect("wave", nature.wave, 4.0, -16),
    Effect("gust", nature.gust, 2.6, -18),
    Effect("fire", nature.fire, 3.0, -22),
    Effect("gull", nature.gull, 2.0, -22),
    Effect("bird", nature.bird, 1.6, -24),
    Effect("crow", nature.crow, 1.4, -21),
    Effect("owl", nature.owl, 2.2, -23),
    Effect("wolf", nature.wolf, 3.0, -20),
    Effect("dog", nature.dog, 0.9, -15),
    Effect("cat", nature.cat, 1.0, -19),
    Effect("hooves", nature.hooves, 3.0, -17),
    Effect("flock", nature.flock, 1.8, -20),
    Effect("crickets", nature.crickets, 3.0, -28),
    Effect("car", machines.car, 3.0, -16),
    Effect("engine", machines.engine, 3.0, -16),
    Effect("horn", machines.horn, 1.0, -14),
    Effect("foghorn", machines.foghorn, 3.2, -16),
    Effect("train", machines.train, 3.5, -16),
    Effect("whistle", machines.whistle, 1.5, -18),
    Effect("aeroplane", machines.aeroplane, 4.0, -17),
    Effect("helicopter", machines.helicopter, 3.0, -17),
    Effect("siren", machines.siren, 3.5, -20),
    Effect("alarm", machines.alarm, 2.0, -17),
    Effect("beep", machines.beep, 2.2, -22),
    Effect("static", machines.static, 2.0, -22),
    Effect("gunshot", machines.gunshot, 1.8, -6),
    Effect("explosion", machines.explosion, 3.5, -6),
    Effect("sword", machines.sword, 1.3, -15),
    Effect("clang", machines.clang, 1.6, -14),
    Effect("chains", machines.chains, 1.5, -19),
    Effect("whoosh", machines.whoosh, 0.9, -17),
    Effect("shimmer", machines.shimmer, 2.2, -21),
    Effect("powering", machines.powering, 2.0, -19),
    Effect("servo", machines.servo, 0.8, -21),
    Effect("running", people.running, 2.2, -19),
    Effect("stairs", people.stairs, 2.6, -20),
    Effect("footsteps", people.footsteps, 2.2, -23),
    Effect("heartbeat", people.heartbeat, 3.4, -17),
    Effect("thud", people.thud, 0.8, -13),
    Effect("punch", people.punch, 0.4, -12),
    Effect("applause", people.applause, 3.5, -18),
    Effect("clap", people.clap, 1.2, -18),
    Effect("cheer", people.cheer, 3.0, -18),
    Effect("murmur", people.murmur, 3.0, -26),
    Effect("gasp", people.gasp, 0.5, -23),
    Effect("breathing", people.breathing, 2.4, -26),
    Effect("digging", people.digging, 2.5, -21),
    Effect("rowing", people.rowing, 4.0, -21),
)

EFFECTS: dict[str, Effect] = {effect.name: effect for effect in _LIST}
