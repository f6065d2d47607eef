"""Makes exercises: a few short documents, questions about them, and the exact answers with the number of the document they come from."""

import random
from dataclasses import dataclass

from names import MACHINES, Names
from relations import RELATIONS, Relation, part, value_of

NOT_SAID = "The documents do not say."
FILLERS = (
    "Report every leak to the control room.", "Wear a helmet and gloves on site.", "The list is checked once a year.", "Keep the doors closed at night.",
    "Ask the control room before you start work.", "All times are local times.", "Visitors sign in at the gate.", "Switch off the power before any work.",
    "Write every visit into the log.", "This page is kept by the maintenance office.", "Changes are sent to the office by letter.", "Old entries are kept for ten years.",
)
LEADS = ("Tell me: ", "Please tell me: ", "Please: ", "A question: ", "Quick question: ", "Hello, ", "Hi! ", "I would like to know: ")


@dataclass(frozen=True)
class Subject:
    kind: str
    name: str
    at: str = ""  # the site a machine is always mentioned with, or empty

    @property
    def full(self) -> str:
        return f"{self.name} at {self.at}" if self.at else self.name


@dataclass(frozen=True)
class Fact:
    relation: Relation
    subject: Subject
    value: str
    part: str

    @property
    def slot(self) -> tuple[str, str, str]:
        return self.relation.key, self.subject.name, self.part

    def fill(self, template: str, subject: str | None = None) -> str:
        return template.format(s=subject or self.subject.full, v=self.value, p=self.part)


@dataclass(frozen=True)
class Exercise:
    documents: list[str]
    questions: list[tuple[str, str]]  # question, answer


class Generator:
    """Draws exercises; the same seed gives the same exercises."""

    def __init__(self, seed: int, unseen: bool = False, long_share: float = 0.0, unanswerable: float = 0.14):
        """unseen: names of the held-out world; long_share: share of documents of up to ten sentences instead of four; unanswerable: share of questions without an answer."""
        self.rng = random.Random(seed)
        self.long_share = long_share
        self.unanswerable = unanswerable
        self.names = Names(self.rng, unseen)

    def exercise(self, documents: int, questions: int) -> Exercise:
        """One exercise with that many documents of one to four sentences and at most that many questions."""
        self._pools()
        paragraphs = [self._paragraph() for _ in range(documents)]
        stated = {fact.slot: (fact, number) for number, (facts, _) in enumerate(paragraphs, 1) for fact in facts}
        asked = []
        slots = list(stated)
        self.rng.shuffle(slots)
        for index in range(questions):
            if self.rng.random() < self.unanswerable or not slots:
                question = self._unanswerable(stated)
            elif index < len(slots):
                question = self._answerable(*stated[slots[index]])
            else:
                break
            if question:
                asked.append(question)
        return Exercise([text for _, text in paragraphs], asked)

    def _pools(self) -> None:
        """Draws the subjects and the relations that the documents of one exercise talk about; few of each, so that they are easily mixed up."""
        rng = self.rng
        self.sites = [self.names.site() for _ in range(rng.randint(2, 4))]
        self.people = [self.names.person() for _ in range(rng.randint(2, 4))]
        kinds = rng.sample(list(MACHINES), rng.randint(1, 3))
        machines = [self._machine(rng.choice(kinds)) for _ in range(rng.randint(2, 4))]
        for machine in list(machines):
            if rng.random() < 0.25:
                machines.append(Subject(machine.kind, self.names.near(machine.name), machine.at))
        sites = [Subject("site", name) for name in self.sites]
        people = [Subject("person", name) for name in self.people]
        shape = rng.random()
        if shape < 0.35:
            self.subjects = machines
        elif shape < 0.5:
            self.subjects = sites
        elif shape < 0.65:
            self.subjects = people
        else:
            self.subjects = machines + sites + people
        self.relations = rng.sample(RELATIONS, rng.randint(3, len(RELATIONS)))
        self.taken: set[tuple[str, str, str]] = set()
        self.pronouns = rng.random() < 0.5

    def _machine(self, kind: str) -> Subject:
        return Subject(kind, self.names.machine(kind), self.rng.choice(self.sites) if self.rng.random() < 0.25 else "")

    def _paragraph(self) -> tuple[list[Fact], str]:
        rng = self.rng
        theme = rng.choice(self.subjects) if rng.random() < 0.45 else None
        facts: list[Fact] = []
        sentences: list[str] = []
        most = 10 if rng.random() < self.long_share else 4
        for _ in range(rng.randint(1, most)):
            if rng.random() < 0.05:
                sentences.append(rng.choice(FILLERS))
                continue
            fact = self._fact(theme or rng.choice(self.subjects))
            if fact is None:
                continue
            sentences.append(self._sentence(fact, facts[-1] if facts else None, bool(sentences) and sentences[-1] in FILLERS))
            facts.append(fact)
        if not sentences:
            sentences.append(rng.choice(FILLERS))
        text = " ".join(sentences)
        if rng.random() < 0.08:
            title = theme.name if theme and rng.random() < 0.5 else rng.choice(["Register", "Notes", "Plan of work", "Staff", "Machines", "Sites"])
            text = rng.choice(["{} {}", "{}: {}", "# {} {}"]).format(title, text)
        return facts, text

    def _fact(self, subject: Subject) -> Fact | None:
        fitting = [r for r in self.relations if applies(r, subject)] or [r for r in RELATIONS if applies(r, subject)]
        self.rng.shuffle(fitting)
        for relation in fitting:
            piece = part(self.names) if relation.has_part else ""
            if (relation.key, subject.name, piece) not in self.taken:
                self.taken.add((relation.key, subject.name, piece))
                return Fact(relation, subject, self._value(relation), piece)
        return None

    def _value(self, relation: Relation) -> str:
        rng = self.rng
        if relation.value == "site":
            return rng.choice(self.sites) if rng.random() < 0.6 else self.names.site()
        if relation.value == "person":
            return rng.choice(self.people) if rng.random() < 0.6 else self.names.person()
        return value_of(relation.value, self.names)

    def _sentence(self, fact: Fact, before: Fact | None, after_filler: bool) -> str:
        template = self.rng.choice(fact.relation.facts)
        same = before is not None and before.subject == fact.subject and not after_filler and fact.subject.kind != "person"
        if same and self.pronouns and template.startswith("{s} ") and self.rng.random() < 0.6:
            return fact.fill(template, "It")
        return fact.fill(template)

    def _answerable(self, fact: Fact, number: int) -> tuple[str, str]:
        answer = f"{fact.fill(fact.relation.answer)} [{number}]."
        subject = fact.subject.full if self.rng.random() < 0.5 else fact.subject.name
        return self._vary(fact.fill(self.rng.choice(fact.relation.questions), subject)), answer

    def _unanswerable(self, stated: dict) -> tuple[str, str] | None:
        """Asks a stated thing about somebody else, or another thing about somebody who is mentioned."""
        rng = self.rng
        known = [fact for fact, _ in stated.values()]
        shape = rng.random()
        if known and shape < 0.45:
            fact = rng.choice(known)
            subject = self._stranger(fact.subject)
            relation, piece = fact.relation, fact.part
        else:
            subject = rng.choice(known).subject if known and shape < 0.9 else rng.choice(self.subjects)
            relation = rng.choice([r for r in RELATIONS if applies(r, subject)])
            piece = part(self.names) if relation.has_part else ""
        asked = Fact(relation, subject, "", piece)
        if asked.slot in stated:
            return None
        return self._vary(asked.fill(rng.choice(relation.questions), subject.name)), NOT_SAID

    def _stranger(self, subject: Subject) -> Subject:
        if subject.kind == "site":
            return Subject("site", self.names.site())
        if subject.kind == "person":
            return Subject("person", self.names.person())
        name = self.names.near(subject.name) if self.rng.random() < 0.5 else self.names.machine(subject.kind)
        return Subject(subject.kind, name)

    def _vary(self, question: str) -> str:
        """Changes the dress of a question: a lead, a small first letter, small letters in machine names, no question mark."""
        rng = self.rng
        dress = rng.random()
        if dress < 0.08:
            question = rng.choice(LEADS) + question[0].lower() + question[1:]
        elif dress < 0.2:
            question = question[0].lower() + question[1:]
        if rng.random() < 0.1:
            for kind in MACHINES:
                question = question.replace(f" {kind} ", f" {kind.lower()} ")
        if rng.random() < 0.15:
            question = question.rstrip("?") + rng.choice(["", "", ".", " ?", "??"])
        return question


def applies(relation: Relation, subject: Subject) -> bool:
    """Whether a relation may be stated of a subject; a machine that is always mentioned with its site has no other."""
    return subject.kind in relation.subjects and not (relation.key == "site" and subject.at)
