"""Where names stand in Arabic, which has no capitals: what comes before them, what they are not.

Cues are closed classes of nouns: a title before a person, a kind of place before a place, a kind
of body before an organization. They say that a name may follow, not that one does; whoever uses
them weighs them against other evidence.
"""

from __future__ import annotations

import re
from functools import lru_cache

from glossary.fold import fold
from glossary.sound import likeness


def _folded(text: str) -> frozenset[str]:
    return frozenset(fold(word).text for word in text.split())


PERSON_CUES = _folded(
    """
    رئيس رئيسة ملك ملكة أمير أميرة شيخ وزير وزيرة نائب نائبة سفير سفيرة مبعوث مبعوثة مستشار
    مستشارة قائد جنرال عقيد عميد لواء رائد نقيب ملازم مشير ضابط عريف جندي
    متحدث متحدثة ناطق ناطقة مدير مديرة أمين أمينة زعيم زعيمة مرشح مرشحة عضو محافظ حاكم قاضي
    قاض محامي محامية محام دكتور دكتورة طبيب طبيبة مهندس مهندسة بروفيسور أستاذ أستاذة معلم
    صحفي صحافي مراسل مراسلة كاتب كاتبة شاعر شاعرة باحث باحثة مؤرخ محلل خبير خبيرة
    رجل ناشط ناشطة معارض لاجئ مواطن مدعو سيد سيدة آنسة حاج لاعب لاعبة مدرب حارس مهاجم نجم
    ممثل ممثلة فنان فنانة مطرب مطربة مغني مغنية مخرج مخرجة مصور رسام عالم فيلسوف
    بابا بطريرك مطران أسقف إمام مفتي كاردينال حاخام نظيره نظيرها نظيرته شقيقه نجله زوجته
    والده ابنه زميله سلفه يدعى اسمه اسمها باسم
    """
)
PLACE_CUES = _folded(
    """
    مدينة مدينتي بلدة بلدتي قرية قريتي محافظة محافظتي ولاية إقليم منطقة مقاطعة ناحية قضاء حي
    حيي ضاحية بلدية عاصمة شارع ساحة ميدان جزيرة جزر ميناء مرفأ مطار معبر جسر جبل جبال تلة نهر
    وادي وادى بحيرة مخيم سجن قاعدة مضيق خليج سواحل شواطئ غابات صحراء واحة دوار حاجز ريف
    """
)
BODY_CUES = _folded(
    """
    حركة حزب تنظيم جماعة كتيبة كتائب ألوية فصيل فيلق جبهة ميليشيا مليشيا شركة شركتي مجموعة مؤسسة
    صحيفة مجلة قناة إذاعة وكالة موقع نادي بنك مصرف جامعة مستشفى منظمة جمعية قبيلة عشيرة عائلة
    أسرة مصنع
    """
)
_KINDS = {
    **dict.fromkeys(BODY_CUES, "organization"),
    **dict.fromkeys(PLACE_CUES, "place"),
    **dict.fromkeys(PERSON_CUES, "person"),
}

INSTITUTIONS = _folded(
    """
    وزارة وزارتي حكومة لجنة مجلس هيئة إدارة دائرة مديرية مكتب نقابة اتحاد محكمة نيابة برلمان
    قوات جيش شرطة أمن دفاع بعثة وفد سفارة قنصلية
    """
)
"""Nouns that name an office: capitalised in English as a part of its name, but translated."""

SPEECH = _folded(
    """
    قال قالت أكد أكدت أضاف أضافت أعلن أعلنت صرح صرحت أوضح أوضحت أشار أشارت ذكر ذكرت شدد شددت حذر
    حذرت كتب كتبت دعا دعت طالب طالبت انتقد انتقدت نفى نفت رأى رأت تابع تابعت
    """
)
"""Verbs of saying: whoever says stands behind them."""

FUNCTION = _folded(
    """
    في من إلى على عن مع عند لدى بين حول خلال بعد قبل منذ حتى تحت فوق أمام خلف وراء ضد نحو دون
    بدون عبر ضمن حسب وفق بحسب بسبب رغم مثل غير سوى كل بعض جميع أي هذا هذه ذلك تلك هؤلاء هناك هنا
    هو هي هم هن أنت أنا نحن الذي التي الذين اللذين ما ماذا كيف متى أين لماذا هل إن أن إنه أنه
    إنها أنها إنهم أنهم لأن لأنه بأن بأنه كي لكي لكن ولكن بل أو أم ثم قد لقد سوف لم لن لا ليس
    ليست كان كانت كانوا يكون تكون وهو وهي كما حيث إذ إذا لو لولا إلا أيضا فقط عندما بينما كلا
    كلتا عدة عدد أحد إحدى أول ثاني أخرى آخر نفس ذات بشأن باتجاه قرب جنوب شمال شرق غرب شرقي غربي
    شمالي جنوبي وسط داخل خارج قبالة أمس اليوم غدا صباح مساء ظهر ليلة يوم أسبوع شهر سنة عام ساعة
    عبارة يا الآن ثمة مئة ألف مليون مليار نصف ربع
    """
)
CONNECTORS = _folded("بن ابن بنت أبو أبي أبا أم آل عبد دي دا دو فان فون لا ابو الدين الله")
"""What stands inside a name: it is none by itself, and joins what is on both sides."""
LEADING = _folded("أبو أبي أبا أم آل عبد تل كفر دير خان جبل عين بيت رأس")
"""What begins a name of two words; alone it is a word like any other."""

_LEANS_BACK = _folded("الدين الله")
_PRONOUN = re.compile("(?:ته|تها|تهم|ها|هم|هما)$")
_PLURAL_VERB = re.compile("^[يت].+(?:ان|ون)$|وا$")
_NOUN_ENDING = re.compile("(?:ون|ين|ات|ان|ا|ه)$")
_ADJECTIVE = re.compile("(?:ي|يه|يا|يين|يون|يان|يتين|يتان|يات)$")
_PLURAL = re.compile("^ال.{3,}(?:ات|ون|ين)$")
_LATIN_ARTICLE = re.compile(r"\b(?:[Aa]l|[Ee]l|[Aa]s|[Aa]sh|[Aa]t|[Aa]n|[Aa]r|[Aa]d|[Aa]dh|[Aa]z)-")
_LATIN_FIRST = {"و": "wvou", "ف": "fvp", "ب": "bpv", "ك": "kcqgx", "ل": "l"}
_CONJUNCTIONS = "وف"


def cue(word: str) -> str:
    """The type of name that may follow a word (`person`, `place`, `organization`), else "".

    The word is as written; the article and particles written on to it do not count.
    """
    return next((_KINDS[form] for form in _plain_forms(word) if form in _KINDS), "")


def is_common(word: str) -> bool:
    """Whether a word is one of those that announce a name, or of an office."""
    forms = _plain_forms(word)
    forms += tuple(_NOUN_ENDING.sub("", form) for form in forms)
    return any(form in _KINDS or form in INSTITUTIONS for form in forms)


def says(word: str) -> bool:
    """Whether a word is a verb of saying, with or without a conjunction."""
    return any(form in SPEECH for form in _plain_forms(word))


def is_function(word: str) -> bool:
    """Whether a word is one of the small words of the language, particles taken off.

    Adverbs in the accusative (صباحا) are.
    """
    plain = fold(word).text
    forms = {plain, plain[1:] if plain[:1] in _CONJUNCTIONS else plain}
    forms |= {form.removesuffix("ا") for form in forms if len(form) > 3}
    return not forms.isdisjoint(FUNCTION)


def is_connector(word: str) -> bool:
    """Whether a word only stands inside names."""
    return fold(word).text in CONNECTORS


def begins_name(word: str) -> bool:
    """Whether a word takes the next one into its name (أبو خالد, تل الضمان)."""
    return fold(word).text in LEADING


def leans_back(word: str) -> bool:
    """Whether a word belongs to the one before it (نور الدين, عبد الله)."""
    return fold(word).text in _LEANS_BACK


def has_pronoun(word: str) -> bool:
    """Whether a word ends as nouns do with a pronoun written on to them, and names do not."""
    return _PRONOUN.search(fold(word).text) is not None


def is_plural_verb(word: str) -> bool:
    """Whether a word has the shape of a verb of several (يؤكدان, تعهدوا)."""
    return _PLURAL_VERB.search(fold(word).text) is not None


def is_definite(word: str) -> bool:
    """Whether a word has the article (after ل only its second letter is left: للجنة)."""
    plain = fold(word).text
    return plain.startswith(("ال", "لل")) and len(plain) > 4


def is_adjective(word: str) -> bool:
    """Whether a word has the ending of a nisba, as nationalities do (and many family names)."""
    return _ADJECTIVE.search(fold(word).text) is not None


def is_plural(word: str) -> bool:
    """Whether a word with the article has a plural's ending."""
    return _PLURAL.search(fold(word).text) is not None


def name_key(name: str) -> str:
    """What two spellings of a name share: folded, without the spaces (كفر نبل, كفرنبل)."""
    return "".join(fold(name).text.split())


def name_likeness(arabic: str, latin: str) -> float:
    """How alike a whole name sounds in Arabic and in Latin letters, from 0 to 1.

    The words are taken together, articles left out; see `sound.likeness`.
    """
    words = [word[2:] if is_definite(word) else word for word in arabic.split()]
    return likeness("".join(words), "".join(_LATIN_ARTICLE.sub("", latin).split()))


def without_particles(word: str, latin: str, *, after_cue: bool) -> int:
    """How many letters at the front of a word of a name are particles written on to it.

    `latin` is the English that stands for the word, "" where it does not sound like it: its
    first letter tells بلفور (Balfour) from ب + لندن. Without it the conjunction و is taken off,
    but not after a cue (الرئيس وليام), and any particle before the article.
    """
    plain = fold(word).text
    if len(plain) < 4:
        return 0
    cuts = [0]
    if plain[0] in _LATIN_FIRST:
        cuts.append(1)
        if plain[0] in _CONJUNCTIONS and plain[1] in "بكل":
            cuts.append(2)
    if len(cuts) == 1:
        return 0
    first = _LATIN_ARTICLE.sub("", latin)[:1].lower()
    if first:
        if first in _LATIN_FIRST[plain[0]]:
            return 0
        fitting = [cut for cut in cuts[1:] if first in _LATIN_FIRST.get(plain[cut], first)]
        return fitting[0] if fitting else 0
    if plain.startswith(("وال", "فال", "بال")) and len(plain) > 5:
        return 1
    return 1 if plain[0] == "و" and not after_cue else 0


@lru_cache(maxsize=16384)
def _plain_forms(word: str) -> tuple[str, ...]:
    """A word as it is, and without particles and article: what the lists may hold."""
    plain = fold(word).text
    forms = [plain]
    for cut in (1, 2):
        if len(plain) > cut + 2 and all(letter in "وفبكل" for letter in plain[:cut]):
            forms.append(plain[cut:])
    forms += [form[2:] for form in forms if form.startswith("ال")]
    forms += [form[1:] for form in forms if form.startswith("لل")]
    if plain.startswith("لل"):
        forms.append(plain[2:])
    return tuple(dict.fromkeys(forms))
