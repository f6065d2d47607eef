"""The kinds of facts: how documents state them, how questions ask for them, and the one sentence that answers them.

`{s}` is the subject, `{v}` the value, `{p}` a part of a machine. A fact names its subject before its value: a reader that looks back only then
knows whose value it reads. An answer never starts with a name: a name then always follows a space and is
cut into the same tokens in the documents and in the answer.
"""

from dataclasses import dataclass

from names import COLOURS, DAYS, MONTHS, PARTS, QUANTITIES, TRADES, Names


@dataclass(frozen=True)
class Relation:
    key: str
    subjects: tuple[str, ...]  # kinds of subject it applies to
    value: str  # kind of value, see value_of
    facts: tuple[str, ...]
    questions: tuple[str, ...]
    answer: str

    @property
    def has_part(self) -> bool:
        return "{p}" in self.answer


MACHINE = ("Pump", "Valve", "Sensor", "Tank", "Motor", "Filter", "Blower", "Compressor")

RELATIONS = (
    Relation(
        "service", MACHINE, "month",
        ("{s} is serviced in {v}.", "The service of {s} is due in {v}.", "Every year {s} is serviced in {v}.", "The fitters service {s} in {v}.", "Service for {s} takes place in {v}."),
        ("When is {s} serviced?", "In which month is {s} serviced?", "When is the service of {s} due?", "What month is {s} serviced in?", "In what month do the fitters service {s}?"),
        "{s} is serviced in {v}",
    ),
    Relation(
        "site", MACHINE, "site",
        ("{s} stands at {v}.", "{s} is located at {v}.", "You find {s} at {v}.", "{s} was moved to {v}.", "The home of {s} is {v}."),
        ("Where is {s}?", "Where does {s} stand?", "At which site is {s} located?", "Where can I find {s}?", "Where do I find {s}?"),
        "{s} is located at {v}",
    ),
    Relation(
        "colour", MACHINE, "colour",
        ("{s} is painted {v}.", "The colour of {s} is {v}.", "{s} has a {v} coat of paint.", "The casing of {s} is {v}."),
        ("What colour is {s}?", "Which colour does {s} have?", "What is the colour of {s}?", "What colour is {s} painted?", "How is {s} painted?"),
        "{s} is painted {v}",
    ),
    Relation(
        "year", MACHINE, "year",
        ("{s} was installed in {v}.", "{s} has been in use since {v}.", "The year of installation of {s} is {v}.", "The crew installed {s} in {v}."),
        ("When was {s} installed?", "In which year was {s} installed?", "Since when has {s} been in use?", "What is the year of installation of {s}?", "How long has {s} been in use?"),
        "{s} was installed in {v}",
    ),
    Relation(
        "maker", MACHINE, "firm",
        ("{s} was made by {v}.", "The maker of {s} is {v}.", "{s} comes from {v}.", "{s} is a product of {v}.", "{s} was built by {v}."),
        ("Who made {s}?", "Who is the maker of {s}?", "Which firm built {s}?", "Which firm made {s}?", "Where does {s} come from?"),
        "{s} was made by {v}",
    ),
    Relation(
        "part", MACHINE, "part",
        ("The {p} of {s} has part number {v}.", "The part number of the {p} of {s} is {v}.", "The order number of the {p} of {s} is {v}.", "For the {p} of {s} use part {v}."),
        ("What is the part number of the {p} of {s}?", "Which part number has the {p} of {s}?", "Which part do I need for the {p} of {s}?", "What number do I order for the {p} of {s}?"),
        "The {p} of {s} has part number {v}",
    ),
    Relation(
        "inspection", MACHINE, "interval",
        ("{s} is inspected every {v}.", "An inspection of {s} takes place every {v}.", "{s} has to be inspected every {v}.", "Inspect {s} every {v}."),
        ("How often is {s} inspected?", "How often does {s} have to be inspected?", "How often does an inspection of {s} take place?", "How frequently is {s} inspected?"),
        "{s} is inspected every {v}",
    ),
    Relation(
        "keeper", MACHINE, "person",
        ("{s} is looked after by {v}.", "{s} is in the care of {v}.", "The keeper of {s} is {v}.", "Repairs of {s} are done by {v}."),
        ("Who looks after {s}?", "Who does repairs of {s}?", "In whose care is {s}?", "By whom is {s} looked after?", "Whom do I ask about {s}?"),
        "{s} is looked after by {v}",
    ),
    Relation(
        "spares", MACHINE, "room",
        ("Spare parts for {s} are kept in {v}.", "The spares of {s} lie in {v}.", "{s} has its spare parts in {v}.", "You find spare parts for {s} in {v}."),
        ("Where are the spare parts for {s}?", "Where are spare parts for {s} kept?", "Where are the spares of {s}?", "Where do I find spare parts for {s}?"),
        "Spare parts for {s} are kept in {v}",
    ),
    Relation(
        "repair", MACHINE, "euros",
        ("The last repair of {s} cost {v}.", "Repairing {s} cost {v}.", "The bill for the repair of {s} was {v}.", "{s} was repaired for {v}."),
        ("How much did the repair of {s} cost?", "What did the last repair of {s} cost?", "What was the bill for the repair of {s}?", "How expensive was the repair of {s}?"),
        "The repair of {s} cost {v}",
    ),
    Relation(
        "fault", MACHINE, "date",
        ("The last fault of {s} was on {v}.", "{s} failed on {v}.", "{s} broke down on {v}.", "A fault stopped {s} on {v}."),
        ("When did {s} fail?", "When was the last fault of {s}?", "On which date did {s} break down?", "When did {s} break down?"),
        "The last fault of {s} was on {v}",
    ),
    Relation(
        "output", ("Pump",), "flow",
        ("{s} delivers {v}.", "The output of {s} is {v}.", "{s} moves {v}.", "At full speed {s} delivers {v}."),
        ("How much does {s} deliver?", "What is the output of {s}?", "How much water does {s} move?", "How much water does {s} deliver?"),
        "{s} delivers {v}",
    ),
    Relation(
        "opening", ("Valve",), "bar",
        ("{s} opens at {v}.", "The opening pressure of {s} is {v}.", "{s} is set to open at {v}.", "{s} stays closed up to {v}."),
        ("At what pressure does {s} open?", "What is the opening pressure of {s}?", "When does {s} open?", "At which pressure is {s} set to open?"),
        "{s} opens at {v}",
    ),
    Relation(
        "measures", ("Sensor",), "quantity",
        ("{s} measures {v}.", "{s} reads the {v} of the water.", "The reading of {s} is {v}.", "{s} keeps an eye on the {v}."),
        ("What does {s} measure?", "What is the reading of {s}?", "What is measured by {s}?", "What does {s} read?"),
        "{s} measures {v}",
    ),
    Relation(
        "capacity", ("Tank", "Filter"), "volume",
        ("{s} holds {v}.", "The capacity of {s} is {v}.", "{s} has room for {v}.", "When full, {s} holds {v}."),
        ("How much does {s} hold?", "What is the capacity of {s}?", "How much water does {s} hold?", "What does {s} hold when full?"),
        "{s} holds {v}",
    ),
    Relation(
        "power", ("Motor", "Blower", "Compressor"), "kilowatts",
        ("{s} is rated at {v}.", "The power of {s} is {v}.", "{s} draws {v}.", "{s} runs with {v}."),
        ("What is the power of {s}?", "How much power does {s} draw?", "At what power is {s} rated?", "How strong is {s}?"),
        "{s} is rated at {v}",
    ),
    Relation(
        "manager", ("site",), "person",
        ("The manager of {s} is {v}.", "{s} is managed by {v}.", "{s} is run by {v}.", "The person in charge of {s} is {v}.", "Responsible for {s} is {v}."),
        ("Who is in charge of {s}?", "Who is the manager of {s}?", "Who manages {s}?", "Who runs {s}?", "Who is responsible for {s}?"),
        "The manager of {s} is {v}",
    ),
    Relation(
        "supply", ("site",), "town",
        ("{s} supplies {v} with water.", "{s} supplies the town of {v}.", "Water from {s} goes to {v}.", "{s} serves the town of {v}."),
        ("Which town does {s} supply?", "Where does water from {s} go?", "Which town gets its water from {s}?", "Which town does {s} serve?"),
        "Water from {s} goes to {v}",
    ),
    Relation(
        "key", ("site",), "room",
        ("The key to {s} hangs in {v}.", "The key to {s} is kept in {v}.", "You find the key to {s} in {v}.", "Look for the key to {s} in {v}."),
        ("Where is the key to {s}?", "Where is the key to {s} kept?", "Where do I find the key to {s}?", "Where does the key to {s} hang?"),
        "The key to {s} is kept in {v}",
    ),
    Relation(
        "alarm", ("site",), "metres",
        ("The alarm at {s} is set to {v}.", "At {s} the alarm sounds at {v}.", "The alarm level of {s} is {v}.", "{s} raises the alarm at {v}."),
        ("At what level does the alarm at {s} sound?", "What is the alarm level of {s}?", "When does {s} raise the alarm?", "To what level is the alarm at {s} set?"),
        "The alarm at {s} is set to {v}",
    ),
    Relation(
        "crew", ("site",), "people",
        ("The staff of {s} is {v}.", "{s} has a crew of {v}.", "The crew of {s} has {v}.", "At {s} there are {v}."),
        ("How many people work at {s}?", "How large is the crew of {s}?", "How big is the crew of {s}?", "How many people are there at {s}?"),
        "The crew of {s} has {v}",
    ),
    Relation(
        "opened", ("site",), "year",
        ("{s} was opened in {v}.", "{s} opened in {v}.", "{s} was built in {v}.", "The mayor opened {s} in {v}."),
        ("When was {s} opened?", "In which year was {s} opened?", "When was {s} built?", "How old is {s}?", "In what year did {s} open?"),
        "The opening of {s} was in {v}",
    ),
    Relation(
        "sampling", ("site",), "days",
        ("Samples are taken at {s} on {v}.", "The laboratory takes samples at {s} on {v}.", "The sampling day of {s} is {v}.", "{s} is sampled on {v}."),
        ("When are samples taken at {s}?", "On which day is {s} sampled?", "On what day are samples taken at {s}?", "When does the laboratory take samples at {s}?"),
        "Samples are taken at {s} on {v}",
    ),
    Relation(
        "phone", ("site", "person"), "number",
        ("The phone number of {s} is {v}.", "Call {s} on {v}.", "{s} can be reached on {v}.", "The extension of {s} is {v}."),
        ("What is the phone number of {s}?", "How can {s} be reached?", "On which number do I call {s}?", "What is the extension of {s}?", "How do I call {s}?"),
        "The phone number of {s} is {v}",
    ),
    Relation(
        "duty", ("person",), "days",
        ("{s} is on duty on {v}.", "{s} works nights on {v}.", "{s} has the night shift on {v}.", "The duty of {s} is on {v}."),
        ("When is {s} on duty?", "On which day is {s} on duty?", "On what day does {s} have the night shift?", "When is the duty of {s}?"),
        "The duty of {s} is on {v}",
    ),
    Relation(
        "trade", ("person",), "trade",
        ("{s} works as a {v}.", "{s} is a trained {v}.", "{s} is a {v}.", "The trade of {s} is {v}."),
        ("What does {s} work as?", "What is the trade of {s}?", "What is the job of {s}?", "What has {s} been trained as?"),
        "The trade of {s} is {v}",
    ),
    Relation(
        "base", ("person",), "site",
        ("{s} is based at {v}.", "{s} works at {v}.", "The base of {s} is {v}.", "The office of {s} is at {v}."),
        ("Where is {s} based?", "Where does {s} work?", "At which site does {s} work?", "What is the base of {s}?", "Where is the office of {s}?"),
        "The base of {s} is {v}",
    ),
    Relation(
        "badge", ("person",), "number",
        ("{s} wears badge {v}.", "The badge of {s} has number {v}.", "The badge number of {s} is {v}.", "{s} has badge {v}."),
        ("What is the badge number of {s}?", "Which badge does {s} wear?", "What number has the badge of {s}?", "Which badge belongs to {s}?"),
        "The badge number of {s} is {v}",
    ),
)


def value_of(kind: str, names: Names) -> str:
    """Draws a value of a kind that has no pool of its own."""
    rng = names.rng
    match kind:
        case "month":
            return rng.choice(MONTHS)
        case "colour":
            return rng.choice(COLOURS)
        case "year":
            return names.year()
        case "firm":
            return names.firm()
        case "part":
            return names.part_number()
        case "interval":
            return f"{rng.randint(2, 24)} {rng.choice(['days', 'weeks', 'months'])}"
        case "room":
            return names.room()
        case "euros":
            return f"{names.digits(2, 4)} euros"
        case "date":
            return names.date()
        case "flow":
            return f"{names.digits(2, 4)} {rng.choice(['litres per second', 'litres per minute', 'cubic metres per hour'])}"
        case "bar":
            return f"{names.decimal(16)} bar"
        case "quantity":
            return rng.choice(QUANTITIES)
        case "volume":
            return f"{names.digits(2, 4)} {rng.choice(['litres', 'cubic metres'])}"
        case "kilowatts":
            return f"{names.digits(1, 3)} kilowatts"
        case "town":
            return names.town()
        case "metres":
            return f"{names.decimal(9)} metres"
        case "people":
            return f"{rng.randint(2, 60)} people"
        case "days":
            return rng.choice(DAYS)
        case "number":
            return names.digits(3, 5)
        case "trade":
            return rng.choice(TRADES)
    raise ValueError(f"unknown kind of value: {kind}")


def part(names: Names) -> str:
    """Draws a part of a machine."""
    return names.rng.choice(PARTS)
