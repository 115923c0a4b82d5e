"""Whether what the source denies is affirmed in the translation, or the other way round.

A sentence that is denied in Arabic and holds nothing negative at all in English has lost its
negation; one whose English denies, while nothing in the Arabic does so in any way, has won one.
Both sides are read by lists of words: a sentence with two negations that keeps one is not noticed.
"""

from __future__ import annotations

import re

from translator.checks.words import arabic, either, english, line, spellings

_JUSSIVE = spellings(["لم", "ألم", "أولم", "أفلم"])
_FUTURE = spellings(["لن"])
_NOT_IS = spellings(["ليس", "ليست", "ليسوا", "ليسا", "ليستا", "لسنا", "لست", "لستم", "لسن"])
_NO = spellings(["لا", "بألا", "لئلا", "كيلا"])
_THAT_NOT = frozenset({"ألا", "وألا"})  # without hamza it may be "except"
_WITHOUT = spellings(["بدون", "بلا", "دونما"])
_DUNA = spellings(["دون"])
_ABSENCE = spellings(["عدم", "بعدم", "لعدم", "كعدم", "وبعدم", "ولعدم", "العدم"])
_DENY = spellings(["نفى", "نفت", "نفوا", "ينفي", "تنفي", "ينفون", "نافيا", "نافية", "نافين"])
_OTHER_THAN = spellings(["غير"])
_MA = spellings(["ما"])
_ANY = spellings(["أي", "أحد", "أية", "أيا"], before=("",))

# Behind لا these say no no: still, especially, must, surely, at least.
_NOT_NO = spellings(
    [
        *("يزال", "تزال", "يزالون", "تزالون", "أزال", "نزال", "زال", "زالت", "زالوا"),
        *("سيما", "بد", "شك", "ريب", "محالة", "بأس", "جرم", "مفر", "مناص", "جدال", "غرو", "غنى"),
        *("ينفك", "تنفك", "يبرح", "تبرح", "يفتأ", "تفتأ", "يقل", "تقل", "يقلون", "تقلان", "يقلان"),
        *("ينكر", "يخفى", "تخفى", "مانع", "يلبث", "تلبث", "يكاد", "تكاد", "أكثر", "غير", "مثيل"),
        *("يتجاوز", "تتجاوز", "يتعدى", "تتعدى", "يزيد", "تزيد", "مثيلة", "سابق", "محدود", "نظير"),
    ],
    before=("",),
)
# Behind دون: numbers and levels, so that it means "under"; before it: what keeps something away.
_UNDER = spellings(
    [
        *("سن", "مستوى", "المستوى", "عمر", "خط", "درجة", "الصفر", "سقف", "المتوسط", "معدل", "عتبة"),
        *("الثانية", "الثالثة", "الرابعة", "الخامسة", "السادسة", "السابعة", "الثامنة", "التاسعة"),
        *("العاشرة", "العشرين", "الثلاثين", "الأربعين", "الخمسين", "الستين", "العشرة", "حاجز"),
        *("المطلوب", "المأمول", "غيره", "غيرها", "غيرهم", "سواه", "سواها", "سواهم", "ذلك"),
        *("القصوى", "الأقصى", "ثلاث", "ثلاثة", "أربع", "أربعة", "خمس", "خمسة", "ست", "ستة", "سبع"),
        *("سبعة", "ثماني", "ثمانية", "تسع", "تسعة", "عشر", "عشرة", "عشرين", "ثلاثين", "أربعين"),
        *(
            "خمسين",
            "ستين",
            "سبعين",
            "ثمانين",
            "تسعين",
            "مئة",
            "مائة",
            "مئتي",
            "مئتين",
            "ألف",
            "ألفي",
        ),
    ],
    before=("",),
)
_KEEPS_FROM = spellings(
    ["حال", "حالت", "يحول", "تحول", "حالا", "للحيلولة", "الحيلولة", "والحيلولة"]
)
# Behind غير: no adjective.
_NOT_OTHER_THAN = spellings(
    ["أن", "أنه", "أنها", "أنهم", "أنهما", "أننا", "أني", "ذلك", "هذا", "هذه", "الحكومية"],
    before=("",),
)
_EXCEPT = spellings(["إلا", "سوى", "إنما", "وإنما", "لولا"], before=("",))

# What may stand in English for any negation: read generously, so that a good paraphrase (failed
# to, refused, unlike, illegal) passes.
_NEGATIVE_WORDS = r"""
    not? nor neither never none nobody nothing nowhere cannot without \w+n't hardly barely
    scarcely rarely seldom except unless lest non\w* den(?:y|ies|ied|ying|ials?) refus\w+
    reject\w* refut\w+ rebut\w* dismiss\w* disavow\w* contradict\w* rul(?:e|es|ed|ing)\sout
    negat\w+ repudiat\w+ declin(?:e|es|ed|ing)\sto fail\w* lack\w* absen(?:t|ce) devoid
    depriv\w+ avoid\w* refrain\w* prevent\w* ban(?:s|ned)? prohibit\w* forbid\w* forbade
    stop(?:s|ped)? ceased yet\sto far\sfrom short\sof feel\sfree free\sof out\sof instead\sof
    rather\sthan against difficult hard zero sans (?<!the\s)missing abst(?:ain|ention)\w*
    neglect\w* overlook\w* ignor\w+ exil\w+ expel\w* banish\w* other\sthan apart\sfrom besides
    outside unlike \w{3,}less(?:ly|ness)?(?<!unless) ha(?:s|ve|d)\syet poor(?:ly)? only little
    few un(?!i(?!d|nh|nf|nt|mp)|der|til|cle|esco|rwa)\w{3,}
    in(?:direct|abil|acc(?:ess|ur)|act(?:ion|iv)|adequ|appropr|calcul|capab|complet|concl)\w*
    in(?:correct|decis|defin|eff[ei]|elig|evitab|explic|frequ|human|nocen|secur|signif|stab)\w*
    in(?:suffic|toler|valid|visib|oper|separ|formal|expens|comprehens|distin)\w*
    im(?:poss|pract|perm|prec|mov|mun|perf|pass|matur|mobil|moral|modest)\w*
    il(?:leg[ai]|lic|lit|log)\w* ir(?:reg|rel|resp|rev|repl|recon)\w*
    dis(?:agr|all|appr|bel|conn|cont|hon|inf|inter|lik|obe|ord|plea|put|qual|reg|sat|trust)\w*
"""
_NEGATIVE = re.compile(rf"\b(?:{either(_NEGATIVE_WORDS)})(?!\w)")
# What denies in English beyond doubt.
_DENIAL_WORDS = r"""
    not(?!\sonly|\sjust|\sto\smention|\sleast|\slong|\sun\w)(?<!if\snot)
    (?:is|are|was|were|do|does|did|has|have|had|wo|ca|could|would|should|must|might|need)n't
    never(?!theless) nobody nothing(?!\sbut|\selse) nowhere cannot without neither nor
    none(?!\sother)
    no(?!\s(?:later|more|less|fewer|longer\sthan|doubt|matter|sooner|wonder|one's)|-fly|[.\s]*\d)
    den(?:ied|ies|y|ying)(?!\s(?:\w+\s){1,2}(?:access|entry|bail|permission|visas?)) unable
"""
_DENIAL = re.compile(rf"\b(?:{either(_DENIAL_WORDS)})\b")
# What may be denied in English: anything that is negative in Arabic, said in whatever way. Each
# alternative begins at the space before a word; attached particles may stand before a stem.
_SOME_WHOLE = r"""
    لا(?!\s(?:[يت]?زال\w*|سيما|بد|شك|ريب|محالة)\s) لن لم لما لست? لسنا لسن ليس\w* ا?ليس الم الا
    بالا لئلا كيلا لكيلا سوى لولا انما هل كلا لات قلما دون(?!\s(?:سن|ال[عثرخستا]\w+ة)\s)
    دون\w{1,2} بدون بلا مجرد اقصى اقصاه اقصاها [بلك]?غير(?!\sان\w{0,3}\s) من\sغير بعيدا خلافا بمعزل
    نادرا بالكاد ابدا ليت مو مش اذا ضد اقل خارج خال مهما لاشيء [يت]?كاد\w{0,2}
"""
_SOME_STEMS = r"""
    عدم انعد انتف[اىت] نفى نفت نفي نفوا انكر رفض مرفوض فشل فاشل اخفق اخفاق منع ممنوع حظر محظور
    حرمان حرمت محروم حرم امتن[عا] ممتن افتق نقص خلت خلو خالي عجز عاجز استحال مستحيل
    (?:كف|كفت|ابى|ابت|شح)(?=\s) توقف استبعد استبعاد مستبعد فقد(?!\s) مفقود مجهول غاب غابت غياب
    غائب تعذر متعذر تجنب اجتناب احجم احجام تخلى تخلت تخلف متخلف تجاهل باطل ابطل ابطال كذب تكذيب
    سلب منكر صعب صعوب انقط عزوف عزف نادر ندرة استثن الغى الغت الغاء ملغ اعترض معترض خالف مخالف
    ضاع ضائع عطل عرقل قاوم معاد دحض استنك يائس شاغر بريء برئ براءة معفى اعف ناقص
"""
_SOME_VERBS = r"""
    نعد نتف[يى] نفي نفى نكر رفض فشل خفق منع حظر حرم متن[عا] فتق[رد] خلو عجز ستحيل كف(?=\s) توقف
    ابى ستبعد فقد غيب تعذر تجنب حجم تخل[ىف] تجاهل كذب صعب نقط عزف ند[رم] ستثن لغ[يى] عترض خالف
    عطل عرقل قاوم
"""
# "What" rather than "not" behind these.
_WHAT_AFTER = """
    كل هو هي في من عن عند الى على بعد قبل مثل وفق حسب بين هذا وهو وهي اذا نوعا حد يوما غالبا
    عادة
"""
_SOME = re.compile(
    rf" [وف]?(?:{either(_SOME_WHOLE)})(?= )| قط(?= )"
    rf"| [وف]?[بلك]?(?:ال)?(?:{either(_SOME_STEMS)})"
    rf"| [وف]?س?[يتنا](?:{either(_SOME_VERBS)})"
    rf"|{''.join(f'(?<! {word})' for word in _WHAT_AFTER.split())} [وف]?ما(?! [يت]?زال)(?= )"
)

_QUESTION = "؟"
_SHADDA = "\u0651"


def negation_fault(source: str, target: str) -> str | None:
    """A sentence for people where a negation was lost or added, else None."""
    text = english(target)
    denied = _denied(source)
    if denied:
        lost = not _NEGATIVE.search(text)
        return f"the source denies ({denied}), the translation does not" if lost else None
    denial = _DENIAL.search(text)
    if denial and not _SOME.search(line(source)) and _QUESTION not in source:
        around = (*text[: denial.start()].split()[-1:], denial.group())
        words = " ".join((*around, *text[denial.end() :].split()[:1]))
        return f"the translation denies ({words}), the source does not"
    return None


def _denied(source: str) -> str | None:
    """The first words of a sentence that deny something beyond doubt, else None."""
    words = arabic(source)
    if not _NEGATORS.isdisjoint(words) and _EXCEPT.isdisjoint(words):
        question = _QUESTION in source
        for n, word in enumerate(words):
            if word in _NEGATORS and not question and _negates(words, n, source):
                return " ".join(words[n : n + 2])
    return None


def _negates(words: tuple[str, ...], n: int, source: str) -> bool:
    """Whether the negator at place `n` denies something here."""
    word = words[n]
    before = words[n - 1] if n else ""
    following = words[n + 1] if n + 1 < len(words) else ""
    if word in _JUSSIVE:
        return following[:1] in ("ي", "ت", "ن", "أ") or following in _FUTURE
    if word in _VERBS and _SHADDA in source:  # "he changed", "he wrote down"
        return False
    if word in _MA:
        return len(words) > n + 2 and words[n + 2] in _ANY
    if word in _NO:
        return bool(following) and following not in _NOT_NO and before not in ("أم", "ام", "أو")
    if word in _DUNA:
        if before in _KEEPS_FROM or following in _UNDER or not following:
            return False
        return n > 1 or before == "من" or not following.startswith("ال")
    if word in _OTHER_THAN:
        return bool(following) and following not in _NOT_OTHER_THAN
    return True


_NEGATORS = (
    _JUSSIVE | _FUTURE | _NOT_IS | _NO | _THAT_NOT | _WITHOUT | _DUNA | _ABSENCE | _DENY
) | (_OTHER_THAN | _MA)
_VERBS = _OTHER_THAN | _DUNA
