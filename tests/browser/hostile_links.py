"""Links that someone broke, by accident or on purpose. Always the same ones."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from urllib.parse import quote

from browser.scenarios import at_random
from browser.steps import Scenario

from coursebook.explorers import Explorer, Number
from coursebook.explorers.controls import Control

NO_VALUES = [
    "",
    "%20",
    "NaN",
    "-NaN",
    "Infinity",
    "-Infinity",
    "1e999",
    "1e5",
    "0x10",
    "0b1",
    "1_000",
    "1,5",
    "1.2.3",
    "--1",
    "+",
    ".",
    "null",
    "undefined",
    "true",
    "[object Object]",
    "[1]",
    '{"$gt":0}',
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "<script>hacked=1;alert(1)</script>",
    '"><img src=x onerror="hacked=1;alert(1)">',
    "javascript:hacked=1",
    "');hacked=1;//",
    "${hacked=1}",
    "datum.constructor.constructor('hacked=1')()",
    "\u0663\u0665",  # digits, but not ours
    "\uff13",
    "\u221e",
    "\u202e5.3",
    "\U0001f4a3",
    "\x00",
    "3.5\x00",
    "\n3.5;",
    "%",
    "%%%",
    "%u0031",
    "%E0%A4%A",
    "%C0%AF",
    "A" * 900,
    "9" * 400,
]
NO_NAMES = [
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "valueOf",
    "control_target",
    "datum",
    "<b>x</b>",
    "a" * 300,
    "TARGET",
    "\u202erule",
    "[]",
    "level_1[]",
]


@dataclass(frozen=True)
class Hostile:
    """A link, what is good in it, and what the message about it must name."""

    fragment: str
    good: Scenario = field(default_factory=dict)
    named: tuple[str, ...] = ()
    ignored: bool = False


def beyond(control: Control) -> list[str]:
    """Numbers that just miss a control's bounds, and one that misses them by far."""
    if not isinstance(control, Number):
        return ["core ", "ALL", "0", "-1"]
    step = control.step
    near = [control.minimum - step, control.maximum + step]
    return [*(f"{value:.{control.decimals}f}" for value in near), "-99999999999", "1" + "0" * 30]


def hostile_links(explorer: Explorer, count: int) -> list[Hostile]:
    """Broken links to one explorer, of every kind in turn."""
    chance = random.Random(f"hostile {explorer.name}")  # noqa: S311 - the same ones every time
    start = f"#explore={explorer.name}&v={explorer.version}"
    others = at_random(explorer, count, seed=7)

    def bad_value(index: int) -> Hostile:
        control, kept = chance.sample(list(explorer.controls), 2)
        bad = (NO_VALUES + beyond(control))[index % (len(NO_VALUES) + 4)]
        if chance.random() < 0.5:
            bad = quote(bad, safe="")
        good = {kept.name: others[index][kept.name]}
        settings = [f"{control.name}={bad.replace('&', '%26')}", f"{kept.name}={good[kept.name]}"]
        chance.shuffle(settings)
        return Hostile("&".join([start, *settings]), good, (control.label, "allowed"))

    def bad_name(index: int) -> Hostile:
        name = NO_NAMES[index % len(NO_NAMES)]
        return Hostile(f"{start}&{quote(name, safe='')}=1", {}, (name[:40], "is no control"))

    def twice(index: int) -> Hostile:
        control = explorer.controls[index % len(explorer.controls)]
        value = others[index][control.name]
        return Hostile(
            f"{start}&{control.name}={value}&{control.name}={value}", {}, (control.label,)
        )

    def version(index: int) -> Hostile:
        wrong = [
            "",
            "&v=",
            "&v=0",
            f"&v={explorer.version + 1}",
            "&v=1.0",
            "&v=01",
            "&v=NaN",
            "&v=%00",
        ][index % 8]
        control = explorer.controls[index % len(explorer.controls)]
        value = others[index][control.name]
        return Hostile(f"#explore={explorer.name}{wrong}&{control.name}={value}", {}, ("version",))

    def too_long(index: int) -> Hostile:
        filler = chance.choice(["&a=1", "&__proto__=1", "%20", "&"]) * 10_000
        return Hostile(f"{start}&{filler[: 10_000 + index]}", {}, ("too long",))

    def not_ours(index: int) -> Hostile:
        settings = "&".join(f"{name}={text}" for name, text in others[index].items())
        head = chance.choice(
            [
                f"#explore={explorer.name}2&v=1",
                f"#explore={explorer.name.upper()}&v=1",
                "#explore=&v=1",
                "#explore=__proto__&v=1",
                "#explore=%3Cscript%3Ealert(1)%3C/script%3E&v=1",
                f"#x=1&explore={explorer.name}&v=1",
                f"#/{explorer.name}?v=1",
                "#%00",
                "#<svg onload=alert(1)>",
                "#" + "".join(chr(chance.randint(33, 0xD7FF)) for _ in range(200)),
            ]
        )
        return Hostile(f"{head}&{settings}", ignored=True)

    kinds = [bad_value, bad_value, bad_value, bad_name, twice, version, too_long, not_ours]
    turns = [kinds[index % len(kinds)] for index in range(count)]
    return [kind(turns[:index].count(kind)) for index, kind in enumerate(turns)]


MARKUP = [each for each in NO_VALUES if any(sign in each for sign in "<$'(")]
RANGES = [(0x01, 0x20), (0x21, 0x7E), (0x80, 0x2FF), (0x590, 0x6FF), (0x2000, 0x206F), (0x4E00, 0x9FFF), (0xE000, 0xF8FF), (0x1F300, 0x1FAFF)]  # fmt: skip


def random_links(explorer: Explorer, count: int) -> list[str]:
    """Fragments put together by chance, from whole links to plain rubbish."""
    chance = random.Random(f"random {explorer.name}")  # noqa: S311 - the same ones every time
    scenarios = at_random(explorer, count, seed=11)

    def signs() -> str:
        low, high = chance.choice(RANGES)
        return "".join(chr(chance.randint(low, high)) for _ in range(chance.randint(1, 60)))

    def encoded() -> str:
        parts = [f"%{chance.randint(0, 255):02X}", f"%u{chance.randint(0, 0xFFFF):04x}", "%", "%g"]
        return "".join(chance.choice(parts) for _ in range(chance.randint(1, 30)))

    def number() -> str:
        size = chance.choice(["0", "-0", "0.0", "1e999", "-1e999", "5e-324", "0" * 300 + "3"])
        drawn = [str(chance.uniform(-1e6, 1e6)), str(chance.randint(-(2**70), 2**70)), size]
        return chance.choice(drawn)

    kinds = [
        signs,
        encoded,
        number,
        lambda: chance.choice(NO_VALUES),
        lambda: chance.choice(MARKUP),
    ]

    def rubbish() -> str:
        return chance.choice(kinds)()

    def setting(scenario: Scenario) -> str:
        name = chance.choice(list(scenario))
        value = scenario[name] if chance.random() < 0.6 else rubbish()
        if chance.random() < 0.1:
            name = chance.choice([*NO_NAMES, rubbish()])
        return f"{name}={value}" if chance.random() < 0.95 else f"{name}{value}"

    def link(scenario: Scenario) -> str:
        version = chance.choice(["1"] * 8 + ["0", "2", "", "1e0", rubbish()])
        name = explorer.name if chance.random() < 0.9 else rubbish()
        settings = [setting(scenario) for _ in range(chance.choice([1, 2, 3, 8, 60]))]
        chance.shuffle(settings)
        joined = chance.choice(["&"] * 8 + [";", "&&", "&amp;"]).join(settings)
        text = f"#explore={name}&v={version}&{joined}"
        return quote(text, safe="#=&%") if chance.random() < 0.3 else text

    def damaged(text: str) -> str:
        """The same with some signs changed, lost, or doubled."""
        signs = list(text)
        for _ in range(chance.randint(1, 5)):
            place = chance.randrange(1, len(signs))
            signs[place] = chance.choice(["", signs[place] * 2, chr(chance.randint(1, 126))])
        return "".join(signs)

    def fragment(scenario: Scenario) -> str:
        fate = chance.random()
        if fate < 0.1:
            return f"#{rubbish()}"
        return link(scenario) if fate < 0.8 else damaged(link(scenario))

    return [fragment(scenario) for scenario in scenarios]
