"""The words that segmentation goes by: verbs that open sentences, words that need another.

Words are compared folded (`fold`), so that spellings with and without hamza, vowels or tatweel
are one. The lists name what Arabic news uses at large; none is complete, and each rule that uses
one is made so that a word missing from it costs a join or a cut, never text.
"""

from __future__ import annotations

import re

INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""Characters that show nothing, as the inside of a character class: direction marks, zero-width
spaces and joiners, byte order marks."""

_MARKS = re.compile(f"[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640{INVISIBLE}]")
_LONE_TATWEEL = re.compile(r"(?<!\S)\u0640+(?!\S)")
_LETTERS = str.maketrans("أإآٱىةیک", "اااايهيك")
_EDGES = "\"'“”″«»„‟‘’()[]{}<>،؛:,;.!?؟…-–—*•|/ \t\u00a0"

_PAST = """
قال أضاف أكد أعلن ذكر أوضح أشار صرح شدد كشف أفاد لفت نقل تابع أردف اعتبر رأى دعا طالب ناشد
حذر انتقد اتهم نفى أقر اعترف تعهد وعد هدد توعد رفض قبل رحب أدان استنكر ندد أعرب عبر أبدى
علق كتب نشر بث تساءل سأل أجاب رد زعم ادعى ظن توقع رجح قدر استبعد شكا اشتكى حث أوصى اقترح
عرض طرح وصف سمى أبلغ أخبر خاطب كان صار بات ظل أصبح أضحى أمسى بدا عاد جاء أتى حضر غادر وصل
دخل خرج زار التقى اجتمع استقبل ودع بحث ناقش تناول تناقش تبادل تباحث استعرض عقد ترأس افتتح
اختتم دشن أطلق بدأ استأنف واصل استمر توقف أوقف انتهى أنهى أتم أنجز حقق سجل بلغ تجاوز تخطى
ارتفع صعد زاد انخفض هبط تراجع انكمش نما خسر ربح فاز تأهل تعادل تصدر تقدم تأخر سقط لقي قتل
قضى أصيب جرح توفي مات نجا اعتقل أوقفت احتجز خطف أفرج أخلى اغتال استهدف قصف هاجم شن نفذ فجر
انفجر اندلع وقع حدث جرى ضرب هز اجتاح غمر دمر انهار تحطم اختفى عثر اكتشف وجد ضبط صادر حكم
برأ قضت حكمت أمر قرر اعتمد أقرت وافق صادق صوت انتخب عين أقال استقال تسلم تولى كلف منح منع
حظر فرض رفع خفض ألغى مدد أجل أغلق فتح أعاد قدم أرسل بعث استدعى سحب انسحب انضم شارك ساهم
أسهم دعم ساعد أسفر أدى تسبب أثار أغضب أظهر بين أوردت تضمن شمل شهد عرف واجه تعرض عانى احتاج
تمكن نجح فشل حاول سعى عمل قاد خاض دارت دار استخدم استعاد سيطر طرد حرر تسلل توغل اقتحم حاصر
نزح هاجر لجأ عاش أقام سكن ولد درس نال حصل حاز استحق كرم توج جمع وزع خصص رصد أنفق باع اشترى
صدر استورد أنتج بنى شيد أسس أنشأ طور صمم صنع غطى أضرب احتج تظاهر خرجت احتشد تجمع تدفق توجه
انطلق اتجه سافر اتفق اختلف تفاوض توصل أبرم اشترط تمسك جدد كرر استند استدل اعترض عارض أيد
ساند بارك هنأ عزى نعى شكر وجه أثنى ركز تحدث تطرق ألمح لمح نوه نبه أجرى أحبط أحرز أحصى أخفق
أدرك أدلى أربك استغرق استغل استهل أطاح أعد أعطى أغرق أفرز ألقى أكمل التحق التزم انتشر
انتقل انعقد انعكس انقسم انقطع برر برز تبنى تحول تخلى تداول تزامن تشكل تصاعد تصدى تضاعف
تعاون تعطل تفاقم تفقد تلقى تكبد تكون تمثل تناقل توالى حال حمل خلف دان دفع ربط روى سادت ساد
سبق سلم شرع شكل ضم طلب ظهر عمد غاب فقد قام كاد لم لحق لقيت مثل مر نص نظم نقض هرع وثق ورد
يعد قتلت جرت جرحت احتدم ترجم يذكر يشار تجدر يبدو استقر استمع استنتج استرد استوفى استوقف
أشعل أضاع أطاع أوجز أودع أوصل أيقظ احتوى احتل ارتبط ارتدى ارتكب استضاف اعتذر اعتقد اعتلى
افتقد اقتصر اقتنع التقط امتد امتنع انتظر انتمى انحسر انضمت اهتم تأسس تألق تألف تبرع تبرأ
تجول تجاهل تحمل تخرج تدخل تراوح ترك تزوج تضرر تطلع تطوع تعلم تغلب تغير تفوق تمتد تمتع
تنازل تنوع توسط توسع جال جلس حلق خاطر خضع دل ذهب رافق رأس راهن رسم رصدت زود سار سبب سمح
سمع شاهد شاور صب صعق ضاعف طغى طلع عبأ عثرت عزز عكس غرق غلب فسر فضل فهم قارن قاطع قاوم قطع
كبح كتم كسر كفل لعب لمع مارس مدح مضى ملأ ملك نسب نسق نصح نقص نوى هبت هتف هدف هرب وازن وافت
ودعا وسع وفر وفى
""".split()  # fmt: skip

_PRESENT = """
قول ضيف ؤكد علن ذكر وضح شير صرح شدد كشف فيد رى عتبر دعو طالب حذر نتقد تهم نفي قر رفض رحب
عرب عتقد ظن توقع رجح قدر شكو حث قترح صف بدو كون عود أتي جيء صل دخل خرج زور لتقي جتمع ستقبل
بحث ناقش تناول عقد ترأس فتتح ختتم طلق بدأ ستأنف واصل ستمر توقف نتهي حقق سجل بلغ تجاوز رتفع
نخفض تراجع خسر فوز لعب قتل عاني عيش ستهدف قصف هاجم شن نفذ قع حدث جري واجه تعرض حتاج تمكن
نجح حاول سعى سعي عمل قود خوض ستخدم سيطر ملك متلك ضم شمل تضمن تكون تألف ستند نص هدف عد مثل
شكل شارك دعم ساعد حمل عتمد تخذ خطط عتزم ستضيف نظم راقب تابع حضر غيب درس قيم سكن ولد تنافس
روي حكي كتب نشر جمع وزع خصص باع نتج صدر ربط فصل متد قوم وجد وجب حق مكن جب جوز نبغي تعين
شهد عرف حيط تصل تعلق تحدث توجه طلع قدم قرر منح منع فرض رفع خفض ؤدي سبب ثير ظهر بين بقى بقي
ظل زال تظاهر حتج حتفل أمل رغب ريد طمح خشى خاف صر ؤيد عارض ساند تمسك لتزم لتقط ركز تزامن
تقاتل تشر نتشر نتظر تنتظر شتبه رجع تعاون تفق ختلف تهدد هدد تسبب فتقر دفع تزعم رأس تولى
تسلم حاكم قضي قضى جدد
""".split()  # fmt: skip

_FUTURE_PREFIXES = ("سي", "ست")

_SAYING = """
قال قالت قالوا يقول تقول أضاف أضافت يضيف تضيف سأل سألت يسأل تسأل تساءل تساءلت يتساءل
تتساءل أجاب أجابت يجيب تجيب رد ردت يرد ترد هتف هتفت هتفوا صرخ صرخت صاح صاحت كتب كتبت تابع
تابعت يتابع تتابع أوضح أوضحت أكد أكدت يؤكد تؤكد علق علقت يعلق تعلق صرح صرحت ختم ختمت همس
همست مضيفا مضيفة مؤكدا مؤكدة مشيرا مشيرة موضحا موضحة قائلا قائلة متسائلا متسائلة معتبرا
معتبرة مشددا مشددة لافتا لافتة محذرا محذرة متابعا
""".split()  # fmt: skip

_ATTRIBUTION = "وفق وفقا حسب بحسب حسبما وفقما طبقا نقلا".split()

_NEEDS_MORE = """
في من إلى الى على عن مع بين حتى منذ خلال ضد نحو حول عند لدى عبر دون ضمن تجاه إزاء لأجل رغم
بسبب بشأن أن إن لأن بأن كأن وأن وإن أنه أنها إنه إنها بأنه بأنها لأنه لأنها التي الذي
الذين اللذين اللتين اللواتي أو أم و ثم بل لكن لم لن قد سوف إذا إذ لو كي لكي حيث بينما فيما
عندما كلما حين هذا هذه هؤلاء كل غير بعض أي سوى مثل كما هو هي وهو وهي فى علي كان كانت يكون
ليس ليست هل أما قائلا قائلة مضيفا مضيفة مشيرا مشيرة مؤكدا موضحا موضحة معتبرا معتبرة مشددا لافتا
محذرا مبينا معربا معربة مطالبا داعيا متهما متهمة زاعما زاعمة
""".split()  # fmt: skip

_WAW_NOUNS = """
وزارة وزير وزيرة وزراء وفد وفود وكالة وكالات وكيل واشنطن وفاة وثيقة وثائق والدة والد ولاية
ولايات ورشة وحدة وحدات وسائل وسيط وساطة وعود وعد وقف وقفة وقائع وضع وظائف ولي وليد وارسو
وباء ورقة وداع وداعا وصول وفيات وقود وجود وجوه وجه واقع واحة وادي ورثة وهم وهران وجدة
""".split()  # fmt: skip

_PHRASES = """
من جهته | من جهتها | من جهتهم | من جهة أخرى | من جهة ثانية | من جانبه | من جانبها |
من جانبهم | من جانب آخر | من ناحيته | من ناحيتها | من ناحية أخرى | من ناحية ثانية | بدوره |
بدورها | بدورهم | في المقابل | بالمقابل | في السياق | في سياق | في غضون ذلك |
في هذا السياق | في هذا الإطار | في الأثناء | في هذه الأثناء | في الوقت نفسه | في شأن متصل |
إلى ذلك | الى ذلك | يذكر أن | يذكر ان | يشار إلى | يشار الى | تجدر الإشارة | الجدير بالذكر |
جدير بالذكر | جدير ذكره | على صعيد آخر | على صعيد متصل | على الصعيد نفسه |
على الجانب الآخر | في الإطار ذاته | ومن المقرر | ومن المتوقع | ومن المنتظر | ومن المرجح |
ومن جهته | ومن جهتها | ومن جانبه | ومن جانبها | ومن جهة | ومن جانب | ومن ناحية |
وفي السياق | وفي سياق | وفي المقابل | وفي غضون | وفي هذا | وفي الوقت | وفي بيان |
وعلى صعيد | وعلى الصعيد | وعن سبب | وإلى ذلك | والجدير بالذكر | وتجدر الإشارة | وبحسب |
وحسب | وبدوره | وبدورها | وكذلك | وقد | هل | فهل | وهل | لماذا | فلماذا | ومؤخرا | أما |
وأما | لكن | ولكن | غير أن | إلا أن | بيد أن | ومع ذلك | ورغم ذلك | وبذلك | وهكذا | وأخيرا |
وختم
""".replace("\n", " ").split("|")  # fmt: skip


def fold(text: str) -> str:
    """The text without vowels, tatweel and invisible marks, with one shape a letter.

    A tatweel that stands alone is a dash, as newspapers set it: الرياض ـ واس.
    """
    if "\u0640" in text:
        text = _LONE_TATWEEL.sub("-", text)
    return _MARKS.sub("", text).translate(_LETTERS)


def first_words(text: str, count: int) -> list[str]:
    """The first words of a text, folded, without marks around them.

    A conjunction written apart (و قال) is put with its word.
    """
    folded = fold(text[: 24 * count])
    words = [word for raw in folded.split(None, 2 * count + 1) if (word := raw.strip(_EDGES))]
    if len(words) > 1 and words[0] in ("و", "ف"):
        words[:2] = [words[0] + words[1]]
    return words[:count]


def _past_forms() -> set[str]:
    forms: set[str] = set()
    for verb in _PAST:
        base = fold(verb)
        stem = base[:-1] if verb[-1] in "ىا" else base
        forms |= {base, stem + "ت", base + "ا", stem + "وا"}
    return forms


def _folded(words: list[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


_VERBS = frozenset(
    _past_forms()
    | {prefix + fold(stem) for stem in _PRESENT for prefix in ("ي", "ت", *_FUTURE_PREFIXES)}
)
_NOUNS_TOO = _folded(
    """
كتب طالب تغير تنوع تنازل توسع تطوع فضل قطع رسم نقص هدف ترك دل مثال قبل بين عبر حال صوت دار علق
وجه حكم نص مر مثل شكل ضم سبق بحث رد دعم فرض رفع وعد عقد ضرب قصف عرض حمل طلب فقد جمع نقل
وقع عمل كرم تقدم تأهل تبادل تراجع تعاون تفاقم تداول تناول تصاعد تجمع توجه تأخر تعرض تحول
توقف توقع تعادل تدفق تظاهر تسلل تسلم تحدث تفقد تمسك تلقي تنافس درس قتل خطف حظر منع منح أمر
وقف فتح سحب خفض صدر طرح رأس قائد قدر جدد نظم كلف شرع ضبط رصد دفع ربط طرد حكمت عين
""".split()
)
"""Folded verbs that are as often nouns or prepositions: they open no sentence of themselves."""
_PARTICLES = _folded("قبل بين عبر حال مثل ضد وجه رأس حكم".split())
_NEEDS = _folded(_NEEDS_MORE)
_SAYING_SET = _folded(_SAYING)
_ATTRIBUTION_SET = _folded(_ATTRIBUTION)
_WAW_NOUN_SET = _folded(_WAW_NOUNS)
_PHRASE_SET = frozenset(tuple(fold(phrase).split()) for phrase in _PHRASES)
_REPORTING = frozenset(
    "و" + fold(word)
    for word in (
        "قال قالت أضاف أضافت أكد أكدت أعلن أعلنت ذكر ذكرت أوضح أوضحت أشار أشارت صرح صرحت"
        " شدد شددت كشف كشفت أفاد أفادت لفت لفتت تابع تابعت أردف أعرب أعربت نفى نفت حذر حذرت جاء"
    ).split()
)


_QUOTED_NAME = re.compile(
    r"[\"“”«″]\s?([^\s\"“”«»″،.:]+(?:\s[^\s\"“”«»″،.:]+){0,2})\s?[\"“”»″]\s+(?=\w)"
)


def is_verb(text: str) -> bool:
    """Whether the text begins with a verb as news leads do (أعلنت …), no conjunction before it."""
    words = first_words(text, 1)
    return bool(words) and words[0] in _VERBS and words[0] not in _NOUNS_TOO


def may_be_verb(text: str) -> bool:
    """Whether the text begins with a verb, or with a noun that is spelled like one (بحث)."""
    words = first_words(text, 1)
    return bool(words) and words[0] in _VERBS and words[0] not in _PARTICLES


def is_report(text: str) -> bool:
    """Whether the text begins with "and ... said" (وقال, وأضافت)."""
    words = first_words(text, 1)
    return bool(words) and words[0] in _REPORTING


def opens_sentence(text: str) -> bool:
    """Whether the text begins as sentences inside an article do: وقال, من جهته, كما أعلن, أما."""
    words = first_words(text, 3)
    if not words:
        return False
    first = words[0]
    if first[0] in "وف" and len(first) > 3 and first not in _WAW_NOUN_SET and first[1:] in _VERBS:
        return first not in _VERBS or first in _REPORTING
    if first in (fold("كما"), fold("وكما"), fold("وقد"), fold("فقد"), fold("وكذلك")):
        return len(words) > 1 and words[1] in _VERBS
    return any(tuple(words[:count]) in _PHRASE_SET for count in (1, 2, 3))


def needs_more(text: str) -> bool:
    """Whether the last word of a text cannot end a sentence (في, أن, التي)."""
    words = text[-40:].split()
    if not words:
        return False
    last = fold(words[-1]).strip("\"'“”″«»()[]")
    return last in _NEEDS or (last[:1] in ("و", "ف") and last[1:] in _NEEDS)


def is_saying(text: str) -> bool:
    """Whether the text begins as what follows a quotation does: سأل …, مضيفا …"""
    words = first_words(text, 1)
    return bool(words) and words[0] in _SAYING_SET


def is_attribution(text: str) -> bool:
    """Whether the text begins with "according to" or "as ... said"."""
    words = first_words(text, 3)
    if not words:
        return False
    if words[0] in _ATTRIBUTION_SET:
        return True
    if words[0] == "كما":
        return len(words) > 1 and words[1] in _SAYING_SET
    return words[:2] == ["علي", "حد"] or words[:2] == ["في", fold("إشارة")]


def is_nominal(text: str) -> bool:
    """Whether the text begins as headlines and labels do: no verb, conjunction or quotation.

    A word or two in quotation marks with more behind them are a name: «الصحة العالمية» تحذر.
    """
    quoted = _QUOTED_NAME.match(text)
    if quoted:
        text = f"{quoted[1]} {text[quoted.end() :]}"
    words = first_words(text, 1)
    if not words or text[0] in '"“”«»″' or is_verb(text) or opens_sentence(text):
        return False
    first = words[0]
    if first in _NEEDS:
        return False
    return first[0] != "و" or first in _WAW_NOUN_SET
