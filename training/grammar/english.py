"""Small English: inflection, agreement, articles and possessives, as far as news templates need them."""

from __future__ import annotations

import re
from typing import NamedTuple

VOWELS = "aeiou"

_IRREGULAR = """buy bought bought; sell sold sold; take took taken; hold held held; give gave given; lend lent lent; put put put;
pay paid paid; get got got; make made made; build built built; hit hit hit; cut cut cut; shut shut shut; set set set; split split split;
spin spun spun; win won won; lead led led; leave left left; hand handed handed; bring brought brought; write wrote written;
strike struck struck; steal stole stolen; break broke broken; go went gone; come came come; become became become; be was been;
find found found; sink sank sunk; fight fought fought; sue sued sued; seek sought sought; tell told told; meet met met; sit sat sat;
speak spoke spoken; stand stood stood; run ran run; have had had; do did done; know knew known; keep kept kept; let let let;
bet bet bet; draw drew drawn; wean weaned weaned; shed shed shed; throw threw thrown; see saw seen; say said said; send sent sent;
spend spent spent; grow grew grown; lay laid laid; slam slammed slammed; forbid forbade forbidden; offset offset offset;
bid bid bid; begin began begun; swear swore sworn; ship shipped shipped; drop dropped dropped; ban banned banned; bar barred barred;
snap snapped snapped; plug plugged plugged; tap tapped tapped; plan planned planned; unplug unplugged unplugged; scrap scrapped scrapped;
merge merged merged; strip stripped stripped; slap slapped slapped; prop propped propped; swap swapped swapped; trim trimmed trimmed;
rig rigged rigged; axe axed axed; buckle buckled buckled; pin pinned pinned; wind wound wound; rebuild rebuilt rebuilt; feed fed fed;
transfer transferred transferred; equip equipped equipped; commit committed committed; permit permitted permitted; defer deferred deferred;
travel travelled travelled; wed wed wed; creep crept crept; knock knocked knocked; rap rapped rapped; rip ripped ripped; chip chipped chipped;
wrap wrapped wrapped; shop shopped shopped; top topped topped; step stepped stepped; teach taught taught; rise rose risen; underwrite
underwrote underwritten; hurt hurt hurt; think thought thought; lose lost lost; undercut undercut undercut; stick stuck stuck; fall fell
fallen; bleed bled bled; tie tied tied; shake shook shaken; dig dug dug; mimic mimicked mimicked; team teamed teamed; jab jabbed jabbed; stop stopped stopped; plot plotted plotted; admit admitted admitted; compel compelled compelled; rebut rebutted rebutted; quit quit quit; outrun outran outrun; outsell outsold outsold; overtake overtook overtaken; withhold withheld withheld; withdraw withdrew withdrawn; rub rubbed rubbed; slip slipped slipped; sap sapped sapped; catch caught caught; clap clapped clapped; scoop scooped scooped; dip dipped dipped; pip pipped pipped; map mapped mapped; cast cast cast; sweep swept swept; log logged logged; spy spied spied; rely relied relied; retool retooled retooled; read read read; arm armed armed; zap zapped zapped; drag dragged dragged; co-found co-founded co-founded; co-lead co-led co-led; net netted netted; pour poured poured; undergo underwent undergone; tear tore torn; deal dealt dealt; succumb succumbed succumbed; bend bent bent; nab nabbed nabbed; grab grabbed grabbed; clip clipped clipped; drum drummed drummed; sack sacked sacked; mothball mothballed mothballed; control controlled controlled; rival rivalled rivalled; lag lagged lagged; embed embedded embedded; bag bagged bagged; beg begged begged; float floated floated"""

_ODD_ING = {
    "be": "being", "tie": "tying", "get": "getting", "put": "putting", "hit": "hitting", "cut": "cutting", "shut": "shutting",
    "set": "setting", "split": "splitting", "spin": "spinning", "win": "winning", "run": "running", "let": "letting", "bet": "betting",
    "shed": "shedding", "bid": "bidding", "begin": "beginning", "forbid": "forbidding", "sit": "sitting", "dig": "digging",
    "wed": "wedding", "undercut": "undercutting", "offset": "offsetting", "mimic": "mimicking", "quit": "quitting", "outrun": "outrunning",
}  # fmt: skip


class Forms(NamedTuple):
    """The five forms of a verb or verb phrase."""

    base: str
    third: str
    past: str
    participle: str
    gerund: str


def _table() -> dict[str, tuple[str, str]]:
    """The irregular verbs: base -> (past, participle)."""
    rows = (row.split() for row in _IRREGULAR.replace("\n", " ").split(";"))
    return {base: (past, participle) for base, past, participle in rows}


IRREGULAR = _table()


def third_person(verb: str) -> str:
    """The third person singular of a bare verb."""
    if verb in ("be", "have", "do", "go"):
        return {"be": "is", "have": "has", "do": "does", "go": "goes"}[verb]
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        return verb + "es"
    return verb[:-1] + "ies" if verb.endswith("y") and verb[-2] not in VOWELS else verb + "s"


def _gerund(verb: str, past: str) -> str:
    if verb in _ODD_ING:
        return _ODD_ING[verb]
    if past == verb + verb[-1] + "ed":
        return past[:-2] + "ing"
    return verb[:-1] + "ing" if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")) else verb + "ing"


def forms(phrase: str) -> Forms:
    """The forms of a verb phrase; only its first word bends ("take over" -> "took over")."""
    verb, _, rest = phrase.partition(" ")
    rest = " " + rest if rest else ""
    if verb in IRREGULAR:
        past, participle = IRREGULAR[verb]
    else:
        stem = verb[:-1] + "i" if verb.endswith("y") and verb[-2] not in VOWELS else verb
        past = participle = stem + "d" if stem.endswith("e") else stem + "ed"
    return Forms(*(f + rest for f in (verb, third_person(verb), past, participle, _gerund(verb, past))))


_PLURAL = {
    "is": "are", "was": "were", "has": "have", "does": "do", "its": "their", "it": "they", "itself": "themselves", "goes": "go",
    "isn't": "aren't", "doesn't": "don't", "hasn't": "haven't", "Is": "Are", "Has": "Have", "Does": "Do",
}  # fmt: skip


def agree(word: str, plural: bool) -> str:
    """The word as the number wants it; templates hold the singular ("%denies" -> "deny")."""
    if not plural:
        return word
    if word in _PLURAL:
        return _PLURAL[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("shes", "ches", "sses", "xes", "zzes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


_NUMBER = re.compile(r"(?:US|EUR |CHF )?[$€£¥₹]?(\d+)")
_LIKE_YOU = ("uni", "use", "usu", "eu", "one", "once", "u.s", "uk", "us$", "uti", "ura", "ube")


def wants_an(following: str) -> bool:
    """True when the article before this text is "an"."""
    number = _NUMBER.match(following)
    if number:
        return not following.startswith("US") and (number[1][0] == "8" or number[1] in ("11", "18"))
    word = following.split(" ", 1)[0].rstrip(",.;:'")
    if word.isupper() and word.isalpha() and len(word) <= 4:
        return word[0] in "AEFHILMNORSX"
    return following[:1].lower() in (
        *VOWELS,
        "é",
        "ö",
        "å",
        "ø",
        "á",
        "ó",
    ) and not following.lower().startswith(_LIKE_YOU)


def possessive(name: str, plain: bool = False) -> str:
    """The name's possessive ending; plain gives the bare apostrophe to names on s."""
    return "'" if plain and name.endswith("s") else "'s"
