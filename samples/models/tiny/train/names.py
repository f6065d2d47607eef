"""Names, numbers and dates of an invented water utility.

Every name is put together from pieces, so that a model that has learned the pieces can copy a name it never met. A checksum of the whole name
decides whether it belongs to the training world or to the held-out one: the two never share a name, a machine number or a part number.
"""

import random
import zlib

HELD_OUT_SHARE = 8  # one name in this many belongs to the held-out world

ONSETS = "b bl br c ch cl cr d dr f fl fr g gl gr h j k kl l m n p pl pr q r s sh sk sl sp st str t th tr v w wh y z".split()
VOWELS = "a e i o u a e i o u ai ea ee oo ou ie ay au".split()
CODAS = ["", "", "", "b", "ck", "d", "ff", "g", "l", "ll", "m", "n", "nd", "ng", "nt", "p", "r", "rd", "rk", "rn", "rt", "s", "ss", "st", "t", "th", "x", "z"]
STEMS = (
    "Ash Bar Beck Birch Black Bram Brick Bridge Brin Broad Brook Bur Cal Car Cedar Clay Cold Combe Cran Crow Dal Deep Dover Down Dun East Elm Fair Fal Fern "
    "Fox Glen Gold Gorse Green Grey Had Hal Hart Haw Hazel Heath High Hollow Iron Ivy Kel Kings Lan Lark Lin Long Lower Mal Maple Marl Mel Mid Mill Moor Nether "
    "New North Oak Old Otter Park Pen Quarry Raven Red Ridge Rock Rose Row Sal Sand Shel Silver South Stan Stone Stour Swan Thorn Tor Upper Wal West White Wil Wind Wood Yar"
).split()
ENDINGS = (
    "bank beck borough bourne bridge brook burn bury by cliff combe cote croft dale den down end ey field fold ford gate grove ham haven head heath hill holme "
    "hurst land leigh ley lock low marsh mead mere mill minster moor mouth ness over pool port ridge shaw side stead stoke stone stow thorpe ton tree vale view ville "
    "wall water way well wick wood worth"
).split()
FIRST = (
    "Ada Adam Aisha Alan Amir Anna Ben Bianca Boris Carla Chen Clara Colin Dana David Dina Elena Emil Erik Eva Farid Felix Fiona George Greta Hana Harald Hugo Ida "
    "Igor Ines Ivan Jan Joan Jonas Karim Kate Lars Laura Leo Lina Louis Mara Marta Max Mina Nadia Nils Nora Olga Omar Oscar Paul Petra Pia Rana Rita Robin Rosa Ruth "
    "Sam Sara Simon Sofia Tara Theo Tom Uma Vera Victor Wanda Yara Yusuf Zoe"
).split()
SURNAME_ENDINGS = "er man son sen ski ova ini ard ley well field stone ton wood ick ell ano ez ius ak o i a in berg ström".replace("ström", "strom").split()
FIRM_ENDINGS = "tec ex on ix flow dyne pumps works systems".split()
SITE_KINDS = ["station", "station", "works", "reservoir", "depot"]
MACHINES = {"Pump": "P", "Valve": "V", "Sensor": "S", "Tank": "T", "Motor": "M", "Filter": "F", "Blower": "B", "Compressor": "C"}

MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays Sundays".split()
COLOURS = "red green blue yellow white black grey orange brown purple silver pink".split()
QUANTITIES = "turbidity chlorine pressure flow temperature conductivity oxygen nitrate vibration acidity level ozone".split()
TRADES = "fitter welder plumber chemist driver planner mechanic technician surveyor cleaner painter guard".split()
PARTS = "seal bearing gasket belt fuse coupling spindle cover".split()


def held_out(name: str) -> bool:
    """Whether a name belongs to the held-out world."""
    return zlib.crc32(name.encode()) % HELD_OUT_SHARE == 0


class Names:
    """Draws names of one world: the training world, or the held-out one."""

    def __init__(self, rng: random.Random, unseen: bool):
        self.rng = rng
        self.unseen = unseen

    def _draw(self, make) -> str:
        while True:
            name = make()
            if held_out(name) == self.unseen:
                return name

    def _syllables(self, least: int, most: int) -> str:
        pick = self.rng.choice
        word = "".join(pick(ONSETS) + pick(VOWELS) + (pick(CODAS) if self.rng.random() < 0.5 else "") for _ in range(self.rng.randint(least, most)))
        return word.capitalize()

    def town(self) -> str:
        pick = self.rng.choice
        shape = self.rng.random()
        if shape < 0.7:
            return self._draw(lambda: pick(STEMS) + pick(ENDINGS))
        if shape < 0.9:
            return self._draw(lambda: self._syllables(1, 1) + pick(ENDINGS))
        return self._draw(lambda: self._syllables(2, 2))

    def site(self) -> str:
        return f"{self.town()} {self.rng.choice(SITE_KINDS)}"

    def person(self) -> str:
        pick = self.rng.choice
        first = pick(FIRST) if self.rng.random() < 0.75 else self._syllables(1, 2)
        shape = self.rng.random()
        if shape < 0.5:
            return f"{first} {self._draw(lambda: self._syllables(1, 1) + pick(SURNAME_ENDINGS))}"
        if shape < 0.8:
            return f"{first} {self._draw(lambda: pick(STEMS) + pick(SURNAME_ENDINGS))}"
        return f"{first} {self._draw(lambda: self._syllables(2, 2))}"

    def firm(self) -> str:
        ending = self.rng.choice(FIRM_ENDINGS)
        gap = " " if len(ending) > 4 else ""
        return self._draw(lambda: self._syllables(1, 2) + gap + ending)

    def machine(self, kind: str) -> str:
        return self._draw(lambda: f"{kind} {MACHINES[kind]}-{self.digits(2, 4)}")

    def near(self, machine: str) -> str:
        """A machine of the same kind whose number differs in one digit or in two swapped ones."""

        def change() -> str:
            head, number = machine.split("-")
            digits = list(number)
            at = self.rng.randrange(len(digits))
            other = self.rng.randrange(len(digits))
            if self.rng.random() < 0.5 or digits[at] == digits[other]:
                digits[at] = self.rng.choice("123456789")
            else:
                digits[at], digits[other] = digits[other], digits[at]
            return f"{head}-{''.join(digits)}"

        for _ in range(50):
            name = change()
            if name != machine and held_out(name) == self.unseen and not name.split("-")[1].startswith("0"):
                return name
        return self.machine(machine.split(" ")[0])

    def digits(self, least: int, most: int) -> str:
        length = self.rng.randint(least, most)
        return str(self.rng.randint(10 ** (length - 1), 10**length - 1))

    def part_number(self) -> str:
        letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
        return self._draw(lambda: "".join(self.rng.choice(letters) for _ in range(2)) + "-" + self.digits(3, 4))

    def room(self) -> str:
        if self.rng.random() < 0.5:
            return f"room {self.rng.choice('ABCDEFGH')}-{self.digits(1, 2)}"
        return f"{self.rng.choice(['store', 'cabinet', 'shed'])} {self.digits(1, 2)}"

    def decimal(self, highest: int) -> str:
        return f"{self.rng.randint(1, highest)}.{self.rng.randint(1, 9)}"

    def date(self) -> str:
        return f"{self.rng.randint(1, 28)} {self.rng.choice(MONTHS)} {self.year()}"

    def year(self) -> str:
        return str(self.rng.randint(1951, 2025))
