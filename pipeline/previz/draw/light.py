"""Light of a scene: what time, weather, setting and mood do to every colour in it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from pipeline.previz.design.colour import adjusted, mix, multiplied

Triple = tuple[float, float, float]


def _each(change: Callable[[float], float], of: Triple) -> Triple:
    return change(of[0]), change(of[1]), change(of[2])


@dataclass(frozen=True)
class Light:
    """How a scene is lit. Colours are ``#rrggbb``, strengths 0 to 1."""

    time: str  # dawn, morning, day, dusk, evening or night
    weather: str
    indoors: bool
    sky: tuple[str, str, str]  # zenith, middle, horizon
    ambient: Triple  # factor on every surface
    key: str  # colour of the main source
    key_side: int  # -1 it comes from the left, 1 from the right
    fog: str  # what far things fade into
    haze: float  # how much of it at the horizon
    lamps: bool  # windows and lamps are lit
    shade: str = "#1c2040"  # what shadows lean towards
    sun: tuple[float, float] | None = (0.72, 0.2)  # shares of width and of the sky's height
    moon: bool = False
    saturation: float = 1.0
    season: str = ""  # spring, summer, autumn or winter, where a place says so
    snow: bool = False  # it lies on everything out of doors

    @property
    def dark(self) -> bool:
        return self.time in ("night", "evening")


_TIMES: dict[str, str] = {
    "DAY": "day",
    "NIGHT": "night",
    "DAWN": "dawn",
    "SUNRISE": "dawn",
    "DUSK": "dusk",
    "SUNSET": "dusk",
    "MORNING": "morning",
    "EVENING": "evening",
    "AFTERNOON": "day",
    "NOON": "day",
    "MIDNIGHT": "night",
    "TWILIGHT": "evening",
    "MAGIC HOUR": "dusk",
    "GOLDEN HOUR": "dusk",
    "LATE NIGHT": "night",
}

_SKIES: dict[str, tuple[str, str, str]] = {
    "dawn": ("#56699f", "#d99a98", "#fbd7a2"),
    "morning": ("#5f9bd0", "#abcfe4", "#f9e6c6"),
    "day": ("#3d84c6", "#84bbe2", "#d6eaf1"),
    "dusk": ("#34305f", "#b4526c", "#f7a65f"),
    "evening": ("#222c58", "#5c5a8d", "#d99a86"),
    "night": ("#0a1029", "#16244c", "#35507f"),
}

_AMBIENT: dict[str, Triple] = {
    "dawn": (1.0, 0.87, 0.84),
    "morning": (1.02, 0.98, 0.91),
    "day": (1.0, 1.0, 0.98),
    "dusk": (0.97, 0.75, 0.68),
    "evening": (0.70, 0.66, 0.80),
    "night": (0.40, 0.48, 0.72),
}

_INDOORS: dict[str, Triple] = {
    "dawn": (0.92, 0.82, 0.80),
    "morning": (0.98, 0.94, 0.88),
    "day": (0.95, 0.95, 0.94),
    "dusk": (0.94, 0.74, 0.64),
    "evening": (0.92, 0.75, 0.58),
    "night": (0.84, 0.66, 0.50),
}

_KEYS: dict[str, str] = {
    "dawn": "#ffc79a",
    "morning": "#ffe9bf",
    "day": "#fff6e0",
    "dusk": "#ffa45e",
    "evening": "#ffb877",
    "night": "#a9c6ff",
}

_SUNS: dict[str, tuple[float, float] | None] = {
    "dawn": (0.3, 0.86),
    "morning": (0.24, 0.5),
    "day": (0.74, 0.16),
    "dusk": (0.66, 0.88),
    "evening": None,
    "night": None,
}

_WEATHER: dict[str, tuple[str, float, float, float]] = {
    # grey that the sky turns to, its share, haze, factor on the ambient light
    "rain": ("#6f7f8f", 0.62, 0.6, 0.82),
    "storm": ("#363f50", 0.74, 0.55, 0.68),
    "snow": ("#c3ccd6", 0.58, 0.68, 0.98),
    "fog": ("#b9c0c4", 0.72, 0.95, 0.94),
    "cloudy": ("#9aa6b1", 0.5, 0.4, 0.92),
    "wind": ("#9fb1bd", 0.2, 0.3, 0.97),
}

_MOODS: dict[str, tuple[str, float, float]] = {
    # tint, its share of the ambient light, saturation
    "calm": ("#fff4e0", 0.3, 0.96),
    "hopeful": ("#ffedc4", 0.5, 1.05),
    "joyful": ("#fff0c8", 0.6, 1.12),
    "tense": ("#bcd0d6", 0.5, 0.88),
    "fearful": ("#a6c0c0", 0.7, 0.8),
    "sad": ("#b4c3dc", 0.7, 0.74),
    "mysterious": ("#b6b4e4", 0.6, 0.92),
    "triumphant": ("#ffe0a0", 0.6, 1.12),
    "romantic": ("#ffcfc4", 0.6, 1.04),
    "comic": ("#fff6d8", 0.4, 1.14),
    "angry": ("#f4b8a4", 0.6, 1.04),
}


def time_of(words: str) -> str:
    """The time of day that a slug line's ``words`` mean; DAY where they say nothing."""
    upper = words.upper().strip()
    if upper in _TIMES:
        return _TIMES[upper]
    return next((time for word, time in _TIMES.items() if word in upper), "day")


def light_of(time: str, weather: str, indoors: bool, mood: str = "", side: int = 1) -> Light:
    """The light of a scene. Unknown times are day, unknown weather is fair, unknown moods leave it alone."""
    time = time if time in _SKIES else time_of(time)
    ambient = (_INDOORS if indoors else _AMBIENT)[time]
    key = "#ffcf8f" if indoors and time in ("night", "evening") else _KEYS[time]
    sky = _SKIES[time]
    light = Light(
        time=time,
        weather=weather,
        indoors=indoors,
        sky=sky,
        ambient=ambient,
        key=key,
        key_side=side,
        fog=mix(sky[2], sky[1], 0.4),
        haze=0.34,
        lamps=time in ("night", "evening", "dusk"),
        sun=_SUNS[time],
        moon=time == "night",
        shade="#131a3c" if time == "night" else "#1f1d3d",
    )
    return _in_mood(_in_weather(light), mood)


def _in_weather(light: Light) -> Light:
    if light.weather not in _WEATHER:
        return light
    grey, share, haze, factor = _WEATHER[light.weather]
    grey = multiplied(grey, _AMBIENT[light.time])
    sky = (mix(light.sky[0], grey, share), mix(light.sky[1], grey, share), mix(light.sky[2], grey, share))
    if light.indoors:
        factor = 1 - (1 - factor) * 0.35
    return replace(
        light,
        sky=sky,
        fog=mix(mix(sky[2], sky[1], 0.3), grey, 0.5),
        haze=haze,
        sun=None,
        moon=light.moon and light.weather in ("wind",),
        key=mix(light.key, grey, 0.0 if light.indoors else 0.45),
        ambient=_each(lambda part: part * factor, light.ambient),
        saturation=1 - share * 0.35,
        lamps=light.lamps or light.weather == "storm",
    )


def _in_mood(light: Light, mood: str) -> Light:
    if mood not in _MOODS:
        return light
    tint, share, saturation = _MOODS[mood]
    factors = tuple(int(tint[i : i + 2], 16) / 255 for i in (1, 3, 5))
    brightest = max(factors)
    leaned = [1 - share + share * factor / brightest for factor in factors]
    red, green, blue = light.ambient
    ambient = (red * leaned[0], green * leaned[1], blue * leaned[2])
    return replace(light, ambient=ambient, saturation=light.saturation * saturation)


def on_people(light: Light, *, grey: bool = False) -> Light:
    """The light that falls on people: nights stay blue, but faces stay readable."""
    lift = {"night": 0.5, "evening": 0.34, "dusk": 0.24}.get(light.time, 0.0) * (
        0.5 if light.indoors else 1.0
    )
    if light.weather == "storm":
        lift = max(lift, 0.3)
    ambient = _each(lambda part: part + (0.94 - part) * lift, light.ambient)
    if grey:
        # Without colour only brightness tells a face from the dark behind it.
        ambient = _each(lambda part: part * 0.4 + 0.78, ambient)
    return replace(light, ambient=ambient, saturation=min(1.05, light.saturation * (1 + lift * 0.4)))


def on_paper(light: Light) -> Light:
    """The same light for paints on white paper: nights are blue there, never black."""
    if light.time not in ("night", "evening", "dusk") and light.weather != "storm":
        return light
    sky = (
        mix(light.sky[0], "#ffffff", 0.24),
        mix(light.sky[1], "#ffffff", 0.24),
        mix(light.sky[2], "#ffffff", 0.2),
    )
    return replace(light, ambient=_each(lambda part: part + (0.96 - part) * 0.42, light.ambient), sky=sky)


def lit(colour: str, light: Light, depth: float) -> str:
    """``colour`` of a surface at ``depth`` (0 near, 1 far) as this light shows it."""
    seen = multiplied(colour, light.ambient)
    if light.saturation != 1.0:
        seen = adjusted(seen, saturation=light.saturation)
    fade = light.haze * max(0.0, depth - 0.3) / 0.7
    if light.indoors:
        fade *= 0.25
    return mix(seen, light.fog, min(0.96, fade)) if fade > 0 else seen
