"""Composes tests/cases/parse/own.txt: our own writing, one text a line, put together from the
sentences and facts below.

  compose.py > tests/cases/parse/own.txt        the same bytes each time

People, firms and happenings are made up; places are real. Odd things that reports hold (addresses,
prices, emoji, broken quoting, scripts that run from right to left, control characters) stand in
odd.txt as they are."""

import itertools
import os

FIRST = (
    "Maren Tobias Ilse Okoro Priya Dmitri Lucía Hamid Wen Aoife Kwame Björn Zainab Teodor Chiara "
    "Rafael Noor Yusuf Annika José Élodie Ngozi Pieter Sinéad"
).split()
LAST = (
    "Halloran Vesterby Adeyemi Castellane Okonkwo-Reid Petrosyan Lindqvist Marchetti O'Dwyer "
    "van der Meulen|de la Cruz|Nakagawara|al-Rashidi|McTavish|Søndergaard|"
    "Kowalczyk|Ben-Ami|Dubrovsky|Ferreira|Ibragimova|Qureshi|St. James"
).replace(" van", "|van", 1)
LAST = [
    x
    for part in LAST.split("|")
    for x in (
        [part] if part[:1].islower() or part.startswith("St.") or " " not in part else part.split()
    )
]
TITLE = [
    "President",
    "Prime Minister",
    "Foreign Minister",
    "Sen.",
    "Rep.",
    "Gov.",
    "Dr.",
    "Mr.",
    "Mrs.",
    "Ms",
    "Prof.",
    "Lt. Col.",
    "Gen.",
    "Judge",
    "Mayor",
    "police chief",
    "spokeswoman",
    "the company's chief executive,",
    "Archbishop",
    "Sgt.",
]
CITY = [
    "Nairobi",
    "Lisbon",
    "Tbilisi",
    "Quito",
    "Gothenburg",
    "Osaka",
    "Karachi",
    "Baton Rouge",
    "Port-au-Prince",
    "Kyiv",
    "Sana'a",
    "New Delhi",
    "St. Louis",
    "São Paulo",
    "Ho Chi Minh City",
    "Reykjavík",
    "Aleppo",
    "Wellington",
    "The Hague",
    "Ulaanbaatar",
    "Washington, D.C.",
    "Abuja",
]
LAND = [
    "Kenya",
    "Portugal",
    "Georgia",
    "the Philippines",
    "Sweden",
    "South Sudan",
    "Pakistan",
    "the United States",
    "Haiti",
    "Ukraine",
    "Yemen",
    "India",
    "the U.K.",
    "Brazil",
    "North Korea",
    "Iceland",
    "the Democratic Republic of Congo",
    "New Zealand",
    "the European Union",
    "Côte d'Ivoire",
]
FOLK = [
    "Kenyan",
    "Portuguese",
    "Georgian",
    "Filipino",
    "Swedish",
    "South Sudanese",
    "Pakistani",
    "American",
    "Haitian",
    "Ukrainian",
    "Yemeni",
    "Indian",
    "British",
    "Brazilian",
    "Chinese",
    "Kurdish",
    "Afro-Caribbean",
    "Shiite",
    "Catholic",
]
BODY = [
    "the Harbour Workers' Union",
    "Northlake Energy",
    "Brightwater & Sons",
    "the Ministry of Transport",
    "Calder Foods Inc.",
    "the World Health Organization",
    "the Senate",
    "the Free Riders party",
    "Ostrava Steel",
    "the Supreme Court",
    "Quillon plc",
    "the Red Crescent",
    "AeroVia",
    "the 4th Infantry Brigade",
    "the Fed",
    "Zenith-Lam Ltd",
    "the U.N. Security Council",
    "Radio Meridian",
    "the University of Ghent",
    "FC Lagoa",
]
THING = [
    "a cease-fire",
    "a trade agreement",
    "the draft budget",
    "a 12-year gas contract",
    "an arms embargo",
    "the bridge",
    "two fishing boats",
    "a container ship",
    "a state-of-the-art clinic",
    "the disputed border crossing",
    "plans for a new airport",
    "a record-breaking harvest",
    "an anti-corruption bill",
    "the co-operative's warehouse",
    "emergency aid",
]
DAY = [
    "on Monday",
    "late Tuesday",
    "early on Wednesday morning",
    "last Thursday",
    "Friday",
    "over the weekend",
    "on Sept. 9",
    "on 14 March 2019",
    "in mid-August",
    "in the 1990s",
    "at 6:45 a.m.",
    "at noon local time",
    "two weeks ago",
    "this year",
    "in the third quarter",
    "on New Year's Eve",
    "since 2007",
    "for the first time in 30 years",
]
NUM = [
    "12",
    "at least 47",
    "1,250",
    "more than 3,000",
    "nearly two dozen",
    "a hundred",
    "about 2.5 million",
    "some 18 000",
    "thirty-six",
    "one in five",
    "up to 90",
    "no fewer than eight",
    "hundreds of",
]
MONEY = [
    "$4.2 billion",
    "€75m",
    "£1,999.99",
    "US$ 30 million",
    "50 cents",
    "3.5bn kronor",
    "Rs 12,000",
    "¥800",
    "$1.2-$1.5 million",
    "USD5m",
    "a $40-a-barrel price",
    "10 million euros",
]
PERCENT = [
    "3.4%",
    "12 percent",
    "0.25 per cent",
    "two-thirds",
    "-1.7 %",
    "5-10%",
    "half a percentage point",
    "+8%",
]
NOUN = [
    "protesters",
    "nurses",
    "dockers",
    "refugees",
    "lawmakers",
    "soldiers",
    "farmers",
    "students",
    "passengers",
    "rebels",
    "engineers",
    "shareholders",
    "villagers",
    "pilots",
    "children",
    "journalists",
]
DO = [
    "signed",
    "rejected",
    "welcomed",
    "postponed",
    "announced",
    "criticised",
    "put off",
    "handed over",
    "called for",
    "walked away from",
    "blew up",
    "agreed to",
    "voted down",
    "took part in talks about",
]

NEWS = [
    "{Title} {First} {Last} {do} {thing} {day}, officials in {City} said.",
    "{Body} {do} {thing} {day} after weeks of talks with {body}.",
    "{Num} {noun} were killed and {num} others wounded when a bomb went off outside "
    "{body}'s headquarters in {City} {day}.",
    "Police in {City} arrested {num} {noun} {day}, according to {body}.",
    "Shares in {body} fell {percent} to {money} {day}, their lowest since {Last} took over.",
    "The {folk} government has denied that it plans to sell {thing} to {land}.",
    "{First} {Last}, who has led {body} since 2011, isn't expected to resign, but she "
    "won't rule it out either.",
    "It wasn't clear who was behind the attack, which left {num} {noun} without power or "
    "running water.",
    "The {folk} prime minister will meet {title} {Last} in {City} {day} to discuss {thing}.",
    "{Body} said its net profit rose {percent} to {money}, beating analysts' forecasts.",
    "Rescuers pulled {num} {noun} from the rubble of a six-storey building that collapsed "
    "{day} in {City}.",
    "The court found {First} {Last} guilty of taking bribes worth {money} from {body}.",
    "If {land} doesn't pay the {money} it owes by the end of June, {body} could cut off supplies.",
    "Having failed to reach a deal, negotiators for {body} and {body2} left {City} without "
    "speaking to reporters.",
    "Neither {Last} nor {Last2} would comment on reports that {thing} had been cancelled.",
    "{Num} {noun} marched through {City} {day}, demanding that {title} {Last} step down.",
    "More than {percent} of the {folk} electorate had voted by mid-afternoon, {body} reported.",
    "{First} {Last} and {First2} {Last2} were married in {City} {day}; the reception cost {money}.",
    "A magnitude-6.1 earthquake struck 40 km (25 miles) north-east of {City} {day}, the "
    "U.S. Geological Survey said.",
    "The deal, worth up to {money}, would create 1,200 jobs in {land} and {land2}.",
    "Why did {body} wait so long to tell {noun} about the leak?",
    "What {Last} didn't say was how {body} would pay for {thing}.",
    "Doctors there've warned that measles could spread to {num} {noun} within weeks unless "
    "vaccines arrive.",
    "{Last}'s lawyer told {body} he'd appeal the ruling, calling it \"a joke\".",
    "The two sides are to meet again in {City} {day}, when {thing} will be on the table.",
    "By then, {num} of the {noun} had already gone home; the rest stayed put, singing.",
    "{City}, {land} -- {Body} {do} {thing} {day}.",
    "{City} (Meridian) - {Title} {First} {Last} {do} {thing} {day}.",
    "Prices of bread, rice and cooking oil have gone up by {percent}, {percent2} and "
    "{percent} respectively.",
    "There are no plans to evacuate the {num} {noun} still trapped in {City}, though that "
    "may change.",
    "The storm weakened to a Category 1 hurricane before making landfall near {City} with "
    "winds of 85mph.",
    "{Body} lost 3-1 to {body2} {day} in front of {num} fans, its 4th defeat in a row.",
    "{First} {Last} (born 3 May 1961 in {City}) is a {folk} politician, author and former judge.",
    'Asked whether {land} would send troops, the spokesman said only that "all options are '
    'on the table."',
    "Fighting between {folk} and {folk2} {noun} has displaced {num} people since January, "
    "aid workers say.",
    "The strike, now in its third week, has cost {body} an estimated {money} a day.",
    "It is the second time in less than a year that {noun} from {land} have been turned "
    "back at the border.",
    "Lawmakers voted 61 to 38 to override the veto of {title} {Last}, who had called the "
    "bill unworkable.",
]
QUOTES = [
    '"We can\'t go on like this," {First} {Last} told reporters in {City}. "Somebody\'s '
    'got to give."',
    "“I've never seen anything like it,” said {First} {Last}, 47, whose house was washed "
    "away. “It's all gone.”",
    "‘They'd promised us {thing},’ one of the {noun} said, ‘and we're still waiting.’",
    "\"Let's be clear: {land} isn't for sale\", said {title} {Last}.",
    'Asked about the {money}, {Last} replied: "No comment. Next question, please!"',
    '"{Body} will do what\'s right," {Last} wrote on her blog {day}, "not what\'s easy."',
    "“Who's going to pay?” asked {First} {Last} of {body}. “You? Me? The {noun}?”",
    "\"Don't,\" he said. \"Y'all should've known better. We gonna win this, ain't we?\"",
    "{Last} called the offer “laughable”, “insulting” and—in private—“a gift”.",
    "\"The minister said, 'We will not bow', and then he left,\" {Last2} recalled.",
]
HEADLINES = [
    "{Body} {do} {thing}",
    "{Land} to hold talks with {land2} over {thing}",
    "{Last}: 'I won't quit'",
    "{Num} dead as ferry sinks off {City}",
    "BREAKING: {Body} chief quits over {money} bonus",
    "Analysis | Why {land} can't afford {thing}",
    "{City} floods: what we know so far",
    "UPDATE 2-{Body} Q3 profit up {percent}",
    "Opinion: It's time for {Last} to go",
    "Watch: {noun} storm {body}",
    "Live updates - {City} marathon",
    "{Folk} {noun} fear cuts",
    "Exclusive | {First} {Last} on life after {body}",
    "5 things to know {day}",
    "Is {land} next?",
    "{Body} v {body2}: LIVE!",
    "{Last}, {Last2} to face off in run-off",
    "Oil slips below {money}; {body} warns of glut",
    "Photos: inside {City}'s new €1bn library",
    "Man, 34, held over {City} stabbing",
]
FIELDS = dict(
    title=TITLE,
    first=FIRST,
    last=LAST,
    city=CITY,
    land=LAND,
    folk=FOLK,
    body=BODY,
    thing=THING,
    day=DAY,
    num=NUM,
    money=MONEY,
    percent=PERCENT,
    noun=NOUN,
    do=DO,
)
JOIN = [" ", " ", " ", "  ", "\\n\\n", " ", "\\n", " "]


class Turn:
    """Goes round each list by a step of its own, so that sentences differ; no randomness."""

    def __init__(self):
        self.at = {k: i for i, k in enumerate(FIELDS)}

    def __getitem__(self, key):
        name = key.rstrip("2").lower()
        self.at[name] += 1
        v = (
            FIELDS[name][self.at[name] * 7 % len(FIELDS[name])]
            if len(FIELDS[name]) % 7
            else FIELDS[name][self.at[name] * 5 % len(FIELDS[name])]
        )
        return v[0].upper() + v[1:] if key[0].isupper() else v


def sentence(templates, n, turn):
    return templates[n % len(templates)].format_map(turn)


def main():
    turn = Turn()
    print(
        "# Our own texts, one a line, made by tools/versus/compose.py. "
        "Escapes: \\n \\t \\r \\\\ \\u{hex}."
    )
    count = itertools.count()
    for n in range(520):  # paragraphs of one to six sentences
        parts = [
            sentence(QUOTES if next(count) % 5 == 4 else NEWS, n * 11 + k * 5, turn)
            for k in range(1 + n % 6)
        ]
        text = parts[0]
        for k, p in enumerate(parts[1:]):
            text += JOIN[(n + k) % len(JOIN)] + p
        print(text)
    for n in range(120):
        print(sentence(HEADLINES, n, turn))
    for n in range(60):  # as headlines and teletypes print it
        s = sentence(NEWS, n * 7, turn)
        print(s.upper() if n % 3 == 0 else s.lower() if n % 3 == 1 else s.title())
    for n in range(40):  # long lists
        print(
            "Also present were "
            + ", ".join(
                sentence(
                    ["{First} {Last}", "{title} {Last}", "{Body}", "{num} {noun}"], n + k, turn
                )
                for k in range(8 + n % 30)
            )
            + " and others."
        )
    with open(
        os.path.join(os.path.dirname(os.path.abspath(__file__)), "odd.txt"),
        encoding="utf-8",
        newline="\n",
    ) as f:
        print(f.read(), end="")


if __name__ == "__main__":
    main()
