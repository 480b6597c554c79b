"""Training text of our own: what news pages have and the open text lacks - datelines, bylines, and companies, agencies and
people in the news whose names say nothing, so that they are learnt from what is said of them.

Names here are made up from syllables; a slot {c} is a company by its long name, {c1} the same by its short one, {p} a
person, {p1} the surname, {g} a place of the corpus. [text|LABEL] carries one of the other labels.
"""

import re

ONSET = "b br c ch cl d dr f fl g gr h j k kl l m n p pl qu r s sh sk st t tr v w y z al an ar el en in or ul".split()
VOWEL = "a e i o u a e i o ai ea io".split()
CODA = [
    "",
    "",
    "n",
    "r",
    "l",
    "s",
    "x",
    "nt",
    "rd",
    "st",
    "th",
    "ck",
    "m",
    "tis",
    "vis",
    "gen",
    "tek",
    "nor",
    "lia",
    "co",
    "ra",
    "on",
]
TAIL = [
    "Inc",
    "Inc.",
    "Corp",
    "Corp.",
    "Co",
    "Plc",
    "plc",
    "Ltd",
    "AG",
    "SA",
    "NV",
    "Group",
    "Holdings",
    "Pharmaceuticals",
    "Energy",
    "Bank",
    "Airlines",
    "Motors",
    "Systems",
    "Partners",
    "Capital",
    "Industries",
    "Technologies",
    "Foods",
    "Telecom",
    "Securities",
    "Media",
    "Oil",
]
FIRST = (
    "James Maria David Anna Michael Sarah Peter Laura Ahmed Fatima Wei Mei Hiroshi Yuki Ivan Olga Carlos Lucia Jean Claire Hans Greta Raj Priya "
    "Kofi Ama Omar Leila Tomasz Ewa Minh Linh Jorge Elena Mark Susan Paul Helen Ali Zainab Bill Dave Brent Noor Tariq Min-jun"
).split()
AGENCY = [
    "Reuters",
    "AP",
    "AFP",
    "UPI",
    "Xinhua",
    "dpa",
    "ANSA",
    "EFE",
    "Bloomberg",
    "Kyodo",
    "TASS",
    "PTI",
    "IANS",
    "VOA",
]
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = (
    "January February March April May June July August September October November December".split()
)

TEXTS = """
{c} said on [%day|DATE] it would buy {d} for [$%n billion|MONEY] in cash and stock. {c1} shares rose [%n percent|PERCENT]. {d1} had rejected an earlier approach.
Shares of {c1} fell [%n percent|PERCENT] after the company cut its forecast for [the second quarter|DATE]. {p}, who runs {c1}, blamed weak demand.
{c1}, the maker of engines and pumps, has hired {p} as its chief executive, the company said. {p1} joined {c1} from {d}.
{p}, an analyst at {c}, said {d1} had paid too much. "{d1} wanted the deal at any price," {p1} said.
A takeover of {c1} by {d1} would need the approval of regulators in {g}, lawyers said.
Investors in {c1} and {d1} approved the merger of the two companies on [%day|DATE].
{c1} lost [$%n million|MONEY] in [the first half|DATE], hurt by its {g} business, while rival {d1} made a profit.
The board of {c} has rejected a bid from {d}, people close to the talks said. {c1} declined to comment.
{c1}, based in {g}, sells drugs in [%n|CARDINAL] countries. Its larger rival is {d1}.
{p1} told reporters that {c1} would not sell its stake in {d1}.
{c1} to buy {d1} for [$%n billion|MONEY]

{c} agreed on [%day|DATE] to buy {d}, ending months of talks.
{c1}, {d1} call off merger

{c1} and {d1} gave no reason. {p}, chief executive of {c1}, will stay.
Workers at the {c1} plant in {g} went on strike on [%day|DATE] over pay.
{c1}'s offer values {d1} at [$%n|MONEY] a share, said {p} of {e}.
Hedge fund {c} has built a stake in {d1} and wants {p}, its chairman, to go.
{c1} will cut [%n hundred|CARDINAL] jobs at its factory outside {g}, the union said. {p}, a worker, said {c1} had given no warning.
Oil services company {c} and its rival {d} pushed back the deadline for their merger. {c1} would owe {d1} a fee.
{p} of {c1}, {p} of {d1} and {p} of {e1} met in {g} on [%day|DATE].
The airline {c1} cancelled [%n|CARDINAL] flights from {g}. Passengers of {d1} were not affected.
{c}'s loss widened as {d1}, its biggest customer, delayed orders, {p1} said in a statement.
The two bidders, {c1} and {d1}, have until [%day|DATE] to better their offers for {e}.
{p} sued {c1} in {g} on [%day|DATE], saying the company had copied her design. {c1} said it had not.
{c1} has sold its {g} arm to {d}, ending a [%n-year|DATE] presence in the country.
{d1} fell and {c1} rose, while {e1} was little changed in early trading.
{c1} chief {p} has quit after less than [a year|DATE], the bank said. {p1} will be followed by {p}, who leads the {g} arm of {d}.
"We have read what {c1} says," {p1} said. "Nobody at {d1} believes it."
{p1}, {p1} to meet again in {g}

{p} and {p} will hold [a second|ORDINAL] round of talks on [%day|DATE].
{p1} loses vote in {g}

Prime Minister {p} lost a vote of confidence on [%day|DATE]. {p1} said he would step down.
{p1} wins; {p1} cries foul

Officials in {g} said {p} had taken [%n percent|PERCENT] of the vote. {p1}'s rival, {p}, did not accept the result.
{p} told {a} that talks in {g} had failed. {p1} will fly home on [%day|DATE].
"I carried my brother out," said {p}, a baker in {g}. {p1} has lost his house.
Police in {g} named the dead as {p}, [%n|DATE], and {p}, [%n|DATE]. {p1} was a teacher.
{p}, who studies rivers at a university in {g}, said the dam would not hold. "It is old," {p1} said.
The quake struck near {g}, between {g} and {g}, the ministry said. Roads to {g} were cut.
Fighters have taken {g} and are moving on {g}, residents said. The army said it still held {g}.
""".strip()


def texts():
    """The texts of TEXTS: a headline, if any, and what stands under it are one text."""
    out = []
    for block in TEXTS.split("\n"):
        if out and (out[-1].endswith("\n\n") or not block):
            out[-1] += block if block else "\n\n"
        else:
            out.append(block)
    return out


def word(rng):
    w = ""
    for _ in range(rng.choice((1, 2, 2, 2, 3))):
        w += rng.choice(ONSET) + rng.choice(VOWEL)
    return (w + rng.choice(CODA)).capitalize()


def company(rng):
    """(long name, short name)."""
    one = (
        word(rng)
        if rng.random() < 0.7
        else word(rng) + " " + rng.choice([word(rng), word(rng) + "s", "& " + word(rng)])
    )
    return one + " " + rng.choice(TAIL), one


def date(rng):
    return f"{rng.choice(MONTHS)} {rng.randint(1, 28)}"


class Writer:
    """Fills the texts; places and surnames come from the corpus pool or are made up."""

    def __init__(self, nlp, pool):
        self.nlp, self.texts = nlp, texts()
        self.places = [" ".join(w) for w, _ in pool["GPE"] if len(w) < 3 and w[0].lower() != "the"]
        self.surnames = [w[-1] for w, _ in pool["PERSON"] if w[-1].isalpha() and len(w) > 1]

    def person(self, rng):
        last = rng.choice(self.surnames) if rng.random() < 0.6 else word(rng)
        return rng.choice(FIRST) + " " + last, last

    def agency(self, rng):
        if rng.random() < 0.6:
            return rng.choice(AGENCY)
        return "".join(
            rng.choice("ABCDEFGHIJKLMNOPRSTUVW") for _ in range(rng.choice((2, 3, 3, 4)))
        )

    def place(self, rng):
        return rng.choice(self.places) if rng.random() < 0.7 else word(rng)

    def piece(self, rng):
        """(text, [(start, end, label)])."""
        out, marks = "", []
        names = {k: company(rng) for k in "cde"}
        people = []

        def put(text, label=None):
            nonlocal out
            if label:
                marks.append((len(out), len(out) + len(text), label))
            out += text

        for part in re.split(r"(\{\w\d?\}|\[[^]]*\])", rng.choice(self.texts)):
            if part[:1] == "[":
                text, label = part[1:-1].split("|")
                text = text.replace("%day", rng.choice(DAYS)).replace("%n", str(rng.randint(2, 90)))
                put(text, label)
            elif part[:1] == "{":
                kind, short = part[1], part[2:3] == "1"
                if kind in "cde":
                    put(names[kind][short], "ORG")
                elif kind == "p":
                    if not short or not people:
                        people.append(self.person(rng))
                    put(people[-1][short], "PERSON")
                    if short and len(people) > 1:
                        people.pop()
                elif kind == "a":
                    put(self.agency(rng), "ORG")
                else:
                    put(self.place(rng), "GPE")
            else:
                put(part)
        return out, marks

    def dateline(self, rng):
        """(text, marks) of what stands before a report's first word."""
        place = self.place(rng)
        marks, out = [], ""

        def put(text, label=None):
            nonlocal out
            if label:
                marks.append((len(out), len(out) + len(text), label))
            out += text

        put(place.upper() if rng.random() < 0.75 else place, "GPE")
        if rng.random() < 0.25:
            put(", ")
            put(self.place(rng), "GPE")
        if rng.random() < 0.2:
            put(", ")
            put(date(rng), "DATE")
        if rng.random() < 0.55:
            put(" (")
            put(self.agency(rng), "ORG")
            put(")")
        put(rng.choice((" - ", " -- ", " \u2014 ", " \u2013 ", ": ")))
        return out, marks

    def credit(self, rng):
        """(text, marks) of a byline or of who reported and edited."""
        a, b = self.person(rng)[0], self.person(rng)[0]
        pattern = rng.choice(("By {}\n\n", "By {} and {}\n\n", "By {}, ", "From {} in <>\n\n"))
        marks, out = [], ""
        for part in re.split(r"(\{\}|<>)", pattern):
            text = (
                a
                if part == "{}" and not marks
                else b
                if part == "{}"
                else self.place(rng)
                if part == "<>"
                else part
            )
            if part in ("{}", "<>"):
                marks.append((len(out), len(out) + len(text), "PERSON" if part == "{}" else "GPE"))
            out += text
        return out, marks
