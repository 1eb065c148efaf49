"""Company forms ("Inc.", "GmbH", "Co., Ltd."): a table, and their removal from the right of a name only.

Dots, commas, slashes, blanks inside a form, and case do not matter: "S. p. A." is "SpA". A form is
never the whole name, and one at the start ("PT Telkom", "AG Insurance") stays.
"""

from __future__ import annotations

import re

from foedus.resolve.letters import plain_letters

__all__ = ["FORMS", "WEAK_FORMS", "strip_forms"]

_FORMS = """
inc | incorporated | incorporation | corp | corporation | co | company | companies | cos
ltd | limited | plc | llc | llp | lllp | lp | pllc | co ltd | company limited | company ltd
pbc | public benefit corporation
public limited company | limited liability company | limited partnership | limited liability partnership
benefit corporation | na | national association
and co | and company | and cie | et cie | and co kg | and co kgaa | and co ohg
pty | pty ltd | pty limited | proprietary limited | pte | pte ltd | pte limited | private limited | pvt
pvt ltd
pvt limited | private ltd | ulc | cic | cio | unltd | dac | designated activity company | clg
gmbh | gmbh and co kg | gmbh and co kgaa | gmbh and co ohg | ggmbh | mbh | ag | ag and co kg
ag and co kgaa
se | se and co kg | se and co kgaa | kgaa | kg | ohg | ug | ug haftungsbeschränkt | eingetragener verein
aktiengesellschaft | gesellschaft mbh | gesmbh | stiftung and co kg | partg | partg mbb
sa | sas | sasu | sarl | sca | scs | snc | sci | eurl | gie | scop | société anonyme | sa nv | nv sa
spa | srl | srls | sapa | scarl | scpa | scrl | società per azioni | soc coop
nv | bv | vof | cv | cvba | bvba | ebvba | comm v | naamloze vennootschap | besloten vennootschap | sprl
asbl | vzw
ab | ab publ | publ | hb | kb | aktiebolag | asa | as | ans | aps | ivs | amba | k s
oy | oyj | oy ab | oyj abp | abp | ky | osakeyhtiö | julkinen osakeyhtiö | hf | ehf | ohf | slf
kk | kabushiki kaisha | kabushiki gaisha | gk | godo kaisha | yk | yugen kaisha
sab | sab de cv | sa de cv | sapi | sapi de cv | s de rl | s de rl de cv | sc de rl | sofom
ltda | limitada | eireli | cia | cia ltda | companhia | sociedad anónima
sociedade anónima | sl | slu | slne | sll | sal | sau | sociedad limitada | scl | scr | sicav | socimi
saa | sacv | eirl
bhd | sdn bhd | berhad | sendirian berhad | tbk | persero | persero tbk
oao | ooo | zao | pao | nao | ao | pjsc | ojsc | cjsc | jsc | jscb | psc | qpsc | qsc | saog | saoc
ksc | kscp | kpsc
bsc | fzc | fzco | fze | fz llc | dmcc | wll | saoe | sae | spc
sp z oo | spółka z oo | spółka akcyjna | sp k | sp j | sp zoo | spzoo | ska
sro | spol s ro | spol sro | akc spol | akciová společnost | vos | ks
doo | dd | dooel | ad | ead | eood | ood | jdoo | kd
kft | zrt | nyrt | kkt | korlátolt felelősségű társaság
uab | ou | vsi
sh pk | shpk | sh a | sha
anonim şirketi | tic as | san ve tic as | ltd şti | limited şirketi
epe | monoprosopi ike
pcl | public co ltd | public company limited | ctcp | tnhh
gp | real estate investment trust | reit
"""
_WEAK = "group | groupe | grupo | gruppo | gruppe | groep | konzern | koncern | holdings | holding | holdco"

_INSIDE = re.compile(r"[^\w&]|_")
_MOST_WORDS = 6


def _squashed(form: str) -> str:
    """The form as it is compared: plain small letters and digits only, "&" as "and"."""
    return _INSIDE.sub("", plain_letters(form)).replace("&", "and")


FORMS = frozenset(_squashed(form) for form in re.split(r"[|\n]", _FORMS) if form.strip())
"""Company forms that never tell two organisations apart, without blanks, dots and commas."""

WEAK_FORMS = frozenset(_squashed(form) for form in _WEAK.split("|"))
"""Words such as "Group" and "Holdings", which now and then do tell two organisations apart."""


def strip_forms(name: str, *, weak: bool = False) -> str:
    """The name without the forms at its end (with `weak`, also without "Group", "Holdings" and the like).

    The longest form is taken first, then the next; the rest keeps its own spelling.
    """
    forms = FORMS | WEAK_FORMS if weak else FORMS
    words = [found for found in re.finditer(r"[^\s,]+", name) if _INSIDE.sub("", found[0])]
    kept = len(words)
    while kept > 1:
        size = _form_at_end([found[0] for found in words[:kept]], forms)
        if not size:
            break
        kept -= size
    return name[: words[kept - 1].end()] if kept < len(words) else name


def _form_at_end(words: list[str], forms: frozenset[str]) -> int:
    """How many words the longest form at the end has; 0 where none is, or nothing else would be left."""
    for size in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        tail = words[-size:]
        if _squashed("".join(tail)) in forms and not (size < len(words) and words[-size - 1] in {"&", "+"}):
            return size
    return 0
