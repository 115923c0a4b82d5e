"""Whether a claim that the source lays to somebody stands in the translation as a fact.

Two losses are told: the English holds no word of speech, report or opinion at all, or it has put
a pronoun in the place of the speaker. Verbs that also mean something else (add, follow, see) count
only before "that", a colon or a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from translator.checks.words import arabic, either, english, spellings


def _forms(*stems: str) -> frozenset[str]:
    return spellings(" ".join(stems).split())


# Of these every form is a word of speech, whatever follows.
_SPEECH = _forms(
    "قال قالت قالوا قالا قالتا يقول تقول يقولون يقولان قائلا قائلة قائلين",
    "زعم زعمت زعموا يزعم تزعم يزعمون زاعما زاعمة ادعى ادعت ادعوا يدعي تدعي مدعيا",
)
# Of these only those before a clause.
_BEFORE_A_CLAUSE = _forms(
    "أعلن أعلنت أعلنوا يعلن تعلن معلنا معلنة أكد أكدت أكدوا أكدا يؤكد تؤكد يؤكدون مؤكدا مؤكدة",
    "أضاف أضافت يضيف تضيف مضيفا مضيفة صرح صرحت صرحوا يصرح تصرح مصرحا ذكر ذكرت ذكروا تذكر",
    "أفاد أفادت أفادوا يفيد تفيد أوضح أوضحت أوضحوا يوضح توضح موضحا موضحة",
    "أشار أشارت أشاروا يشير تشير مشيرا مشيرة نقل نقلت ينقل تنقل تابع تابعت يتابع متابعا",
    "كشف كشفت يكشف تكشف كاشفا رأى رأت يرى ترى يرون اعتبر اعتبرت يعتبر تعتبر معتبرا معتبرة",
    "حذر حذرت يحذر تحذر محذرا محذرة تعهد تعهدت يتعهد متعهدا لفت لفتت يلفت لافتا لافتة",
    "شدد شددت يشدد مشددا مشددة يبين مبينا نوه نوهت منوها توقع توقعت يتوقع متوقعا",
    "أخبر أخبرت أبلغ أبلغت أجاب أجابت رد ردت استطرد اعترف اعترفت أقر أقرت جزم رجح رجحت",
)
# Of these also a noun: an announcement, an accusation or a warning remains one.
_BEFORE_ANYTHING = _forms(
    "أعلن أعلنت أعلنوا يعلن تعلن اتهم اتهمت اتهموا يتهم تتهم متهما متهمة",
    "حذر حذرت يحذر تحذر أفاد أفادت",
)
_THAT = spellings(
    word + ending
    for word in ("أن", "إن", "بأن", "بإن", "أنّ", "إنّ")
    for ending in ("", "ه", "ها", "هم", "هما", "نا", "ني", "هن", "ك")
)
# Said by nobody: these head a background sentence, and good English leaves them out.
_NOBODY = spellings(
    ["يذكر", "يشار", "والجدير", "الجدير", "جدير", "تجدر", "وتجدر", "يجدر", "ويشار", "لوحظ", "يعتقد"]
)
_ACCORDING = spellings(["وفقا", "وفق", "بحسب", "حسب", "حسبما", "طبقا", "نقلا", "استنادا"])
_SOURCE_WORDS = r"""
    مصادر مصدر تقرير\w* تقارير بيان\w* وكال[ةه] وكالات صحيف[ةه] صحف وزار[ةه] مرصد شهود شاهد
    شهادات مسؤول\w* مسئول\w* متحدث\w* ناطق\w* شرط[ةه] منظم[ةه] خبراء خبير\w* محلل\w* تصريح\w*
    إ?احصا\w+ ا?إحصا\w+ دراس[ةه] استطلاع\w* شبك[ةه] قنا[ةه] ناشط\w* سكان رويترز نشطاء ما وسائل
    إعلام اعلام مراقب\w* رواي[ةه] روايات أقوال اقوال مراسل\w* الادعاء لوسائل
"""
_SOURCES = re.compile(rf"[وفل]?(?:ال|لل)?(?:{either(_SOURCE_WORDS)})")
_REPORT_WORDS = r"""
    sa(?:y|ys|id|ying) according stat(?:ed|es?\sthat|ing|ements?) announc\w+ affirm\w*
    confirm\w* stress\w* add(?:s|ed|ing)? report(?:s|ed|ing|edly)? claim\w* alleg\w+ declar\w+
    t[eo]lls? telling told mention\w* not(?:e[ds]?|ing) point(?:s|ed|ing)?\s(?:out|to)
    explain\w* warn\w* accus\w+ blam\w+ reveal\w* disclos\w+ indicat(?:es?|ed|ing) emphasi\w+
    assert\w* maintain\w* insist\w* argu\w+ believ\w+ think\w* thought consider\w* express\w*
    describ\w+ quot\w+ cit(?:e[ds]?|ing) suggest\w* predict\w* expect\w* vow\w* pledg\w+
    promis\w+ threaten\w*\sto remark\w* comment\w* respon(?:d|se)\w* repl(?:y|ie\w+) estimat\w+
    view\w* deem\w* words\sof h[eo]ld\sthat ma[dk]es?\s(?:it\s)?clear continued went\son
    charg(?:ed|ing) sources? clarif\w+ underlin\w+ underscor\w+ highlight\w* acknowledg\w+
    admit\w* confess\w* conced\w+ testif\w+ recall\w* urg\w+ caution\w* contend\w* opini\w+
    inform\w* show(?:s|ed)?\sthat proclaim\w* swor?e\w* ask(?:s|ed|ing)? demand\w* call(?:s|ed|ing)?
    speak\w* spoke\w* answer\w* observed judg\w+ regard\w* saw found\sthat complain\w*
    den(?:y|ie\w+) refer(?:s|red|ring)? hint\w* relay\w* convey\w* attribut\w+ wr[io]te\w*
    written per put\sit guarante\w+ assur\w+ commit\w* voic\w+ unveil\w* expos\w+ document\w*
    boast\w* brag\w* joke\w* signal\w* anticipat\w*
"""
_REPORTED = re.compile(rf"\b(?:{either(_REPORT_WORDS)})\b|:")
_PRONOUN = re.compile(r"\b(?:he|she|they|it was|it is)\b")

_SPEAKERS: Mapping[str, str] = {
    "وزير": r"minist|secretar|defence|defense",
    "وزيرة": r"minist|secretar",
    "رئيس": r"president|presid|chief|chair|head|leader|premier|prime|speaker|director|captain"
    r"|mayor|boss",
    "رئيسة": r"president|presid|chief|chair|head|leader|premier|prime|speaker|director|mayor",
    "متحدث": r"spoke|speaker",
    "متحدثة": r"spoke|speaker",
    "ناطق": r"spoke|speaker",
    "مصدر": r"source|official|medic|insider",
    "مصادر": r"source|official|medic|insider|media|report",
    "شهود": r"witness|onlooker",
    "شاهد": r"witness|onlooker",
    "بيان": r"statement|communiqu|declaration|release",
    "سفير": r"ambassador|envoy",
    "سفيرة": r"ambassador|envoy",
    "مسؤول": r"official|source|executive|responsib|in charge|leader|head",
    "مسؤولون": r"official|source|executive|authorit",
    "تقرير": r"report",
    "خبراء": r"expert|specialist|analyst",
    "خبير": r"expert|specialist|analyst",
    "محلل": r"analyst|expert",
    "محللون": r"analyst|expert",
    "شرطة": r"police|officer",
    "جيش": r"army|militar|forces|troops",
    "صحيفة": r"newspaper|paper|daily|press|times|post",
    "مدير": r"director|head|manager|chief|principal",
    "مديرة": r"director|head|manager|chief|principal",
    "قائد": r"command|leader|captain|chief|head",
    "مبعوث": r"envoy|representative|mediator",
    "طبيب": r"doctor|physician|medic|surgeon|psychiatrist|dentist",
    "محامي": r"lawyer|attorney|counsel|barrister",
    "ناشط": r"activist",
    "ناشطون": r"activist",
    "نشطاء": r"activist",
    "سكان": r"resident|inhabitant|people|villager|local|neighbo",
    "باحث": r"research|scholar",
    "حكومة": r"government|cabinet",
    "معارضة": r"opposition",
    "وزارة": r"ministry|department|minister",
}


def _speakers() -> dict[str, re.Pattern[str]]:
    found = {}
    for noun, english_nouns in _SPEAKERS.items():
        pattern = re.compile(rf"\b(?:{english_nouns})")
        for form in spellings([noun, f"ال{noun}", noun.replace("سؤ", "سئ")], before=("",)):
            found[form] = pattern
    return found


_SPEAKER = _speakers()
# Words of speech that are nouns or orders too: "hostess", "remember".
_ONLY_WITH_THAT = spellings(["مضيفة", "كاشفة", "متهم", "متهمة", "رد", "ردت"])
_NOT_WITH_THAT = spellings(["تذكر"])
_NO_CLAUSE = spellings(["قبل", "بعد", "دون", "منذ", "غير", "إلا", "يمكن", "يجب", "بيد", "كما"])
_DENIED = spellings(["لم", "لن", "لا", "ألا", "دون"])
_VERBS = _SPEECH | _BEFORE_A_CLAUSE | _BEFORE_ANYTHING
_CUES = _VERBS | _ACCORDING
_NEAR = 9
"""Words behind a verb among which its "that" is looked for."""


def attribution_fault(source: str, target: str) -> str | None:
    """A sentence for people where what somebody said became a fact or lost its speaker."""
    words = arabic(source)
    if _CUES.isdisjoint(words):
        return None
    text = english(target)
    reported = _REPORTED.search(text)
    pronoun = _PRONOUN.search(text)
    if reported and not pronoun:
        return None
    place = _attributed(words)
    if place is None:
        return None
    said = " ".join(words[place : place + 2])
    if not reported:
        return f"somebody says this in the source ({said}), in the translation nobody does"
    if words[place] in _ACCORDING or place + 1 >= len(words):
        return None
    spoken = _SPEAKER.get(words[place + 1])
    if spoken is None or spoken.search(text) or words[place + 1] in words[:place]:
        return None
    return f"the speaker is lost: {said}"


def _has_clause(words: tuple[str, ...], start: int) -> bool:
    """Whether a "that" stands near: not that of "before" and its like."""
    return any(
        words[n] in _THAT and words[n - 1] not in _NO_CLAUSE
        for n in range(start, min(len(words), start + _NEAR))
    )


def _attributed(words: tuple[str, ...]) -> int | None:
    """The place of the first word that lays the sentence, or a clause, to somebody."""
    if not _NOBODY.isdisjoint(words[:2]):
        return None
    for n, word in enumerate(words):
        if word not in _CUES:
            continue
        following = words[n + 1] if n + 1 < len(words) else ""
        if word in _ACCORDING:
            if _SOURCES.fullmatch(following) or (following == "عن" and word.endswith("نقلا")):
                return n
        elif not following or (n and words[n - 1] in _DENIED):
            continue
        elif word in _ONLY_WITH_THAT or word in _NOT_WITH_THAT:
            if (following in _THAT) == (word in _ONLY_WITH_THAT):
                return n
        elif word in _SPEECH or word in _BEFORE_ANYTHING or _has_clause(words, n + 1):
            return n
    return None
