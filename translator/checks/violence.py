"""Violent or vulgar English for which the Arabic gives no cause.

A small model that does not know a word writes what it has read most, and in the news that is war:
"killed" for "arrived". Each kind of violent word in English is excused by Arabic words of its own
family; what no word of the source explains is told.
"""

from __future__ import annotations

import re

from translator.checks.words import either, english, line

_DEATH = """
    شيع تشييع مشيع جناز منية قضت قضو قتل قتيل قتلى اقتتل تقاتل مقاتل قاتل مقتول اغتيال اغتال موت
    مات ميت اموات وفاة وفات وفيات توفي متوف متوفي هلك هلاك مصرع صرع لقي حتف ازهق فتك فتاك اودى تودي
    ضحية ضحايا شهيد شهداء استشه مجزرة مجازر مذبح ذبح اباد ابيد يبيد اعدم اعدام ردى اردى قضى يقضي
    قضوا نحب فارق رحيل رحل غرق غريق جثة جثث جثمان نعش نفق نافق قبر قبور مقبرة مقابر دفن نعي نعى
    عزاء تعازي حداد تابين سقط خسائر خسر فقد حصد بحياة دهس قضاء انتحر انتحار جريمة جناي راح وأد
    نعو نعت الراحل المرحوم نحر خنق حرق هالك تصفية صفى مهلك سام قاض قاضي مبيد سم دم دماء دموي
    ارواح روح مشنقة شنق صلب حياة الحياة اخر عظام جماجم رفات
"""
_BLAST = """
    فجر نفجر انفجر انفجار تفجير متفجر مفجر يفجر قنبلة قنبلت قنابل عبوة ناسف نسف مفخخ لغم الغام برميل
    براميل قصف يقصف غارة غارات صاروخ صواريخ قذيفة قذائف قاذف حشوة صاعق حزام انتحاري ذخيرة ذخائر
    متفجرات هاون مدفع مدافع قذف اطلق طلق اغار بارود ديناميت ضرب ذري نووي هيدروجين راجم عنقود دمر
    مدمر كيماوي كيميائي انغماسي ارهاب مروحي جوي استهد سيارة عاصف دوي انفلق تفاقم اندلع ثور نار
"""
_ASSAULT = """
    هجوم هجمات هاجم هجم يهاجم مهاجم اعتدا اعتدى معتد عدوان عدائ عدواني عداء غارة غارات اغار قصف
    ضرب طعن انتقد نقد اقتحم اقتحام غزا غزو اجتياح داهم مداهمة استهد تعرض نال انقض باغت حمل شن
    عملية عمليات نوبة سكتة ازمة قلب هزة جلطة ذعر هلع قرصن اخترق اختراق سيبران الكترون ربو صاروخ
    ارهاب تفجير حادث احداث سبتمبر ايلول كمين ضربة ضربات مباغت لدغ نهش عض افترس قرش كر فر جناح
    رماية رمى رمي هدف دفاع مرتد خطف دهس تنكيل عنف اشتباك حرب معركة قتال كوليرا صلب تسمم غدر
    اندفاع
"""
_SHOOT = """
    اطلق اطلاق طلق رصاص نار نيران قنص قناص رمي رمى رماية سلاح اسلحة مسلح بندقية رشاش مسدس ذخير
    صور تصوير مصور لقطة لقطات فيلم سدد تسديد ركل كرة هدف مرمى صوب حقن جرعة لقاح ابرة قفز ارتفع
    صاروخ قذف قذيفة اسقط سقط اعدم اعدام قتل فتح انطلق محاول ضرب صيد صاد حظ فرصة مدفع اصاب اصيب
    جرح دراما سينما مسلسل كاميرا خضراء براعم نبت كبسول
"""
_KILL_RITE = """
    اعدم اعدام نفذ تنفيذ ينفذ منفذ شنق مشنقة صلب رجم قتل حكم ذبح قطع رؤوس راس نحر رمي رصاص
    تنفيذي مشنوق اعلق معلق
"""
_TORTURE = """
    عذب تعذيب معذب عذاب تنكيل نكل ضرب جلد اهان صعق انتهاك معاناة عانى يعاني قسو قاس ام الم
"""
_RAPE = """
    اغتصب اغتصاب مغتصب اعتداء اعتدى جنس تحرش هتك عرض انتهاك لفت بذور سلجم فاحش زنا عنف
"""
_KIDNAP = """
    خطف اختطف اختطاف مخطوف احتجاز احتجز رهينة رهائن اسر اسير اسرى اختفاء محتجز سبي فدية قرصن
"""
_STAB = """
    طعن سكين سكاكين مدية خنجر غرز حربة سلاح محاول ابيض
"""
_BLOOD = """
    دم دماء دموي دامي دام نزيف نزف نازف سفك ينزف قتل مجزرة ذبح جرح جريح وريد شريان شراي قلب سكري
    عروق كريات هيموغلوبين انيميا مصل بلازما صفائح ضغط اقارب قرابة رحم عرق سلال نسب احمر حمراء
    مبر كول هيدر خاثر جلطة لوكيميا سرطان انتحاري ثلاسيمي زرقة قان منجلي فقر
"""
_TERROR = """
    ارهاب رعب ترويع مروع مرعب فزع ذعر ارعب قاعدة داعش تطرف متطرف هلع خوف تفجير هجوم ايلول سبتمبر
"""
_SEX = """
    جنس عاهر بغاء دعار مومس فاحش اباح قحب شرموط زان زنا عري عار قواد هوى ليل ملهى خلاع
"""
_VULGAR = """
    خراء قذار قذر براز روث سب شتم شتائم بذيء بذيئ كلب كلاب نابي لعن حقير وسخ زبال سخيف تافه
"""

# What is violent in the letter alone, taken out before anything is looked for.
_HARMLESS_WORDS = r"""
    dead(?:line|lock|pan|weight|wood)\w* dead[-\s](?:end|sea|heat|language)s? kill(?:ing)?\stime
    heart\sattacks? panic\sattacks? struck\s(?:a|an|the|by)\b(?!\s(?:bomb|missile|shell))
    blood\s(?:pressure|types?|groups?|tests?|sugar|donations?|bank|ties) bloodstream
    blood\scells? shot\s(?:at\s(?!dead)goal|on\starget|put) long\sshot
    (?:shoot|shot|shooting)\s(?:a|the|his|her|its)\s(?:\w+\s)?(?:film|movie|scene|video|documentary|series)
    dick\s(?:cheney|advocaat) moby\sdick cock(?:pit|roach|tail)s? blast\sfurnace executive\w*
    box\soffice\sbomb\w* bombastic photo\s?shoots? assault\srifles? pride\sof\splace
    screenshots? mass\sdestruction
"""
_HARMLESS = re.compile(rf"\b(?:{either(_HARMLESS_WORDS)})\b")
_Kind = tuple[re.Pattern[str], re.Pattern[str]]


def _kind(words: str, causes: str) -> _Kind:
    """English words, and the Arabic stems that excuse them, behind particles or a prefix."""
    return (
        re.compile(rf"\b(?:{words})\b"),
        re.compile(rf" [وف]?[بلكس]?(?:ال|ل)?[مينتا]?(?:{either(causes)})"),
    )


_KINDS: tuple[_Kind, ...] = (
    _kind(
        r"kill(?:s|ed|ing|ings|er|ers)?|dead|deaths?|deadly|die[sd]?|dying|murder\w*|slaughter\w*"
        r"|slain|slay\w*|massacr\w+|assassinat\w+|corpses?|carcass\w*|graves?|genocid\w+|lethal"
        r"|casualt\w+|fatalit\w+|dead bod(?:y|ies)|suicid\w+|homicid\w+|manslaughter|funerals?",
        _DEATH,
    ),
    _kind(
        r"bomb(?:s|ed|ing|ings|er|ers|ard\w*)?|explo(?:de[sd]?|ding|sions?|sives?)|shell(?:ed|ing)"
        r"|blew up|blown up|blasts?|detonat\w+|grenades?|booby\w*|mortars?|landmines?",
        _BLAST,
    ),
    _kind(r"attack(?:s|ed|ing|er|ers)?|assault\w*|ambush\w*", _ASSAULT + " " + _RAPE),
    _kind(r"shot dead|shot|gunned|shoot(?:s|ing|ings|er|ers)?|gunfire|gunshots?|snipers?", _SHOOT),
    _kind(r"execut(?:ed|ions?)|behead\w*|decapitat\w*|lynch\w*|hanged|guillotin\w*", _KILL_RITE),
    _kind(r"tortur\w*|mutilat\w*|maim\w*", _TORTURE),
    _kind(r"rap(?:e|ed|es|ing|ists?)|molest\w*|sodom\w*", _RAPE),
    _kind(r"kidnap\w*|abduct\w*|hostages?", _KIDNAP),
    _kind(r"stab(?:s|bed|bing|bings)|slashed|gored", _STAB + " خفض"),
    _kind(r"blood|bloody|bloodshed|bloodied|bloodbath\w*", _BLOOD),
    _kind(r"terror|terroris[mt]s?|terrori[sz]\w+", _TERROR),
    _kind(r"whor\w+|sluts?|porn\w*|prostitut\w+|brothels?|orgy|orgies|hookers?", _SEX),
    _kind(
        r"fuck\w*|shit\w*|bitch\w*|bastards?|ass|asses|arse|assholes?|cunts?|dick|dicks|cocks?"
        r"|piss\w*|crap|turds?|tits|motherfuck\w*|niggers?|fags?|faggots?|wank\w*|bollocks",
        _VULGAR + " " + _SEX,
    ),
)
_ANY = re.compile("|".join(f"(?:{words.pattern})" for words, _ in _KINDS))


def violence_fault(source: str, target: str) -> str | None:
    """A sentence for people where the English is violent or vulgar of its own accord, else None."""
    text = english(target)
    if not _ANY.search(text):
        return None
    text = _HARMLESS.sub(" ", text)
    found = [
        match.group()
        for words, causes in _KINDS
        if (match := words.search(text)) and not causes.search(line(source))
    ]
    return f"nothing in the source says {', '.join(found)}" if found else None
