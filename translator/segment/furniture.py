"""Lines that are no prose: the words of a web page, tags, captions, lists of other articles.

The patterns name forms (a heading of related articles, a photo credit), never one site's words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from translator.document import Kind
from translator.segment.lines import Line
from translator.segment.stops import CLOSERS
from translator.segment.words import fold, has_arabic

_STRIP = " \t\u00a0:.…*|»«›>-–—•\"'”“[]0123456789٠١٢٣٤٥٦٧٨٩()"

_NAVIGATION = re.compile(
    "(?:ال)?(?:صفحه )?(?:ال)?رئيسيه"
    "|(?:زر )?(?:ال)?(?:ذهاب|عوده|رجوع|انتقال) الي (?:ال)?(?:اعلي|بدايه|راس|صفحه|رئيسيه|موقع)(?: .{1,20})?"
    "|(?:شارك|شاركها|شاركنا|انشر|مشاركه)(?: (?:هذا|هذه|المقال|المقاله|الخبر|الموضوع|الصفحه|علي|عبر|مع|برايك).{0,40})?"
    "|(?:تابعنا|تابعونا|تابعوا|انضم|انضموا)(?: .{0,40})?"
    "|(?:طباعه|اطبع|نسخ|ارسل|ارسال|احفظ|حفظ)(?: (?:المقال|الخبر|الصفحه|الموضوع|الرابط|بالبريد|الي صديق|لصديق).{0,20})?"
    "|(?:ال)?تعليقات|تعليق|اترك تعليقا?.{0,20}|اضف تعليقا?.{0,20}|لا (?:يوجد|توجد) تعليقات|كتابه تعليق"
    "|(?:جميع |كافه |كل )?(?:ال)?حقوق (?:ال)?(?:نشر |طبع |نشر والطبع )?محفوظه.{0,40}"
    "|(?:ال)?(?:قائمه|قائمه الرئيسيه|بحث|بحث متقدم|تالي|سابق|مقال التالي|مقال السابق|خبر التالي|خبر السابق)"
    "|(?:المزيد|عرض المزيد|اظهر المزيد|تحميل المزيد|تسجيل الدخول|تسجيل الخروج|انشاء حساب|اتصل بنا|من نحن)"
    "|(?:سياسه الخصوصيه|شروط الاستخدام|خريطه الموقع|تكبير الخط|تصغير الخط|حجم الخط|استمع للمقال)"
    "|اشترك (?:في|الان|معنا).{0,40}|(?:حمل|حملوا) (?:ال)?تطبيق.{0,30}"
    "|(?:فيسبوك|تويتر|واتساب|تيليغرام|تلغرام|انستغرام|يوتيوب|لينكدان|ايميل|البريد الالكتروني)"
    "(?: (?:فيسبوك|تويتر|واتساب|تيليغرام|تلغرام|انستغرام|يوتيوب|لينكدان|ايميل))*"
    "|(?:اخر|تاريخ|وقت) (?:ال)?(?:تحديث|نشر|تعديل).{0,40}|نشر (?:في|بتاريخ).{0,40}|مده القراءه.{0,20}"
    "|(?:عدد )?(?:ال)?(?:مشاهدات|زيارات|قراءات|قراء).{0,12}"
)
_BREADCRUMBS = re.compile(r"(?:ال)?(?:صفحه )?(?:ال)?رئيسيه\s*[»>›/|:«‹←-].{1,80}")

_RELATED_NOUN = (
    "(?:ال)?(?:مقالات|مواضيع|موضوعات|اخبار|تقارير|روابط|مواد|قصص|وسوم|خبر|موضوع|مقال|فيديوهات)"
)
_RELATED = re.compile(
    f"(?:{_RELATED_NOUN} )?(?:ال)?(?:ذات|ذو) (?:ال)?(?:صله|علاقه)(?: .{{1,20}})?"
    f"|{_RELATED_NOUN} (?:ال)?(?:متعلقه|مشابهه|مرتبطه|مقترحه|مختاره|متعلق|مرتبط)(?: .{{1,20}})?"
    f"|{_RELATED_NOUN} (?:اخري )?(?:قد )?(?:تهمك|يهمك|تعجبك|يعجبك)"
    "|(?:ال)?(?:اكثر|الاكثر) (?:قراءه|مشاهده|تداولا|شعبيه|شيوعا|تعليقا)"
    "|اخترنا لكم?|(?:من|في) (?:نفس|ذات) (?:القسم|التصنيف)|(?:المزيد|مزيد) من (?:ال)?(?:اخبار|مقالات|مواضيع)"
    "|(?:اخر|احدث) (?:ال)?(?:اخبار|مقالات|مواضيع)"
)
_READ_ALSO = re.compile(
    "(?:اقرا|اقراوا|شاهد|شاهدوا|طالع|استمع|انظر|للمزيد|لقراءه) (?:ايضا|المزيد|كذلك|اكثر|ايضا من.{1,20})"
    "|(?:قد|ربما) (?:يعجبك|يهمك|تهمك|تعجبك|يهمكم|يعجبكم)(?: (?:ايضا|قراءه|مشاهده))?|للمزيد"
)
_READ_ALSO_INLINE = re.compile(
    r"(?:اقرا|شاهد|طالع|انظر) (?:ايضا|المزيد|كذلك)\s*[:|.…–-]+\s*\S.*|للمزيد\s*:\s*\S.*"
)

_AGENCY = (
    "رويترز|ا ف ب|ا\\.ف\\.ب\\.?|اف ب|فرانس برس|الفرنسيه|ا ب|ا\\.ب|اسوشيتد برس|الاناضول|سانا|واس|وام|قنا|بترا"
    "|كونا|د ب ا|د\\.ب\\.ا\\.?|سبوتنيك|تاس|شينخوا|غيتي|جيتي|وكالات|الوكالات|متابعات|متابعه|مواقع|انترنت|الانترنت"
    "|مواقع التواصل|ارشيف|ارشيفيه|afp|ap|epa|reuters|getty|getty images|bbc|cnn|dpa|الجزيره|العربيه"
)
_CAPTION_START = re.compile(
    r"(?:ال)?صوره\s*(?:[:،\-–—/]|ارشيفيه|من الارشيف|تعبيريه|توضيحيه|رمزيه|تذكاريه).*"
    r"|(?:مصدر|تعليق|شرح) (?:ال)?صوره.*|(?:التعليق علي|التعليق علي) (?:ال)?صوره.*"
    r"|(?:تصوير|عدسه|كاريكاتير|فيديو|انفوغرافيك|رسم|خريطه)\s*[:/].*|ارشيفيه|ارشيف|لقطه (?:من|ماخوذه|شاشه).*"
)
_CAPTION_CREDIT = re.compile(
    rf".{{12,}}[(\[]\s*(?:صوره )?(?:{_AGENCY})(?:\s*[-/،]\s*\w+)?\s*[)\]]\s*"
)
_DASH = r"\s*[-–—/|:]+\s*|\s+(?=\()"
_DESK = (
    f"{_AGENCY}|خاص|خاصه|مراسلنا|مراسلونا|مراسل .{{1,30}}|مراسله .{{1,30}}|ترجمه.{{0,30}}|تحرير.{{0,30}}"
    "|فريق التحرير|قسم .{1,20}|هيئه التحرير|وكاله .{1,30}|(?:كتب|كتبت|بقلم|اعداد|تقرير|المصدر).{0,40}"
    "|.{0,20}(?:نيوز|برس|بوست|اونلاين)(?: \\w+)?|.{1,20} (?:نت|تي في|تيفي)"
)
_TAG_PART = re.compile(f"[(\\[]?\\s*(?:{_DESK})\\s*[)\\]]?")
_BYLINE = re.compile(
    r"(?:كتب|كتبت|كتبها|بقلم|اعداد|اعدها|ترجمه|ترجمه وتحرير|تحرير|المصدر|مراسلنا|المحرر|حاوره|حاورها|حوار)\s*"
    r"[:/\-–]\s*.{2,50}|(?:بقلم|ترجمه وتحرير|اعداد وترجمه) .{2,40}"
)
_DATE_WORDS = frozenset(
    fold(
        "السبت الأحد الاحد الإثنين الاثنين الثلاثاء الأربعاء الاربعاء الخميس الجمعة يناير فبراير مارس أبريل"
        " ابريل مايو يونيو يوليو أغسطس اغسطس سبتمبر أكتوبر اكتوبر نوفمبر ديسمبر كانون الثاني شباط آذار نيسان"
        " أيار حزيران تموز آب أيلول تشرين الأول الساعة م هـ ص مساء صباحا بتوقيت غرينتش محرم صفر ربيع جمادى رجب"
        " شعبان رمضان شوال ذو القعدة الحجة الموافق جانفي فيفري أفريل ماي جوان جويلية أوت"
    ).split()
)
_FOREIGN_TAIL = re.compile(r"(.{6,}?)\s+[-–—|:·•»«]+\s+([^\u0620-\u064a]{2,60})\Z")
_SITE_TAIL = re.compile(r"(.{6,}?)\s*[-–—|·•»«]+\s*(\S.{1,40})\Z")


def is_navigation(folded: str) -> bool:
    """Whether a folded line is a button, a footer or a trail of a web page."""
    bare = folded.strip(_STRIP)
    return _NAVIGATION.fullmatch(bare) is not None or _BREADCRUMBS.fullmatch(bare) is not None


def is_caption(folded: str) -> bool:
    """Whether a folded line describes or credits a picture."""
    return _CAPTION_START.fullmatch(folded) is not None or (
        _CAPTION_CREDIT.fullmatch(folded) is not None and len(folded.split()) <= 22
    )


def is_source(folded: str) -> bool:
    """Whether a folded line is a tag: agency, place and desk, or who wrote it."""
    bare = folded.strip(" \t\u00a0.:")
    if len(bare.split()) > 9:
        return False
    if _BYLINE.fullmatch(bare):
        return True
    parts = [part for part in re.split(_DASH, bare.lower()) if part.strip()]
    desks = [part for part in parts if _TAG_PART.fullmatch(part.strip())]
    # "place - agency" and "agency" are tags; with longer parts a dash is a headline's.
    return bool(desks) and len(parts) <= 4 and all(len(part.split()) <= 4 for part in parts)


def is_date(folded: str) -> bool:
    """Whether a folded line holds a date or a time and nothing else."""
    words = re.sub(r"[\d/:،,.\-–()|]+", " ", folded).split()
    return bool(words) and any(c.isdigit() for c in folded) and all(w in _DATE_WORDS for w in words)


def page_titles(lines: Sequence[Line]) -> set[int]:
    """Which of the first lines are a page's own title, with the name of the site behind it."""
    titles = set()
    shown = [i for i, line in enumerate(lines[:12]) if not line.invisible][:8]
    spelled = {" ".join(fold(lines[i].text).split()) for i in shown}
    for position, i in enumerate(shown[:3]):
        text = lines[i].text
        if len(text) > 200:
            continue
        foreign = _FOREIGN_TAIL.match(text)
        if foreign and has_arabic(foreign[1]) and re.search("[^\\W\\d_]", foreign[2]):
            if not is_source(fold(text)):
                titles.add(i)
            continue
        tail = _SITE_TAIL.match(text)
        if tail is None or lines[i].stop or len(tail[2].split()) > 5:
            continue
        repeated = " ".join(fold(tail[1]).split()) in spelled
        if repeated or ("|" in text and position == 0 and not is_source(fold(text))):
            titles.add(i)
    return titles


def classify(lines: Sequence[Line]) -> list[Kind | None]:
    """The kind of every line that is no prose; None for the others."""
    kinds: list[Kind | None] = []
    titles = page_titles(lines)
    listing = endless = False
    for i, line in enumerate(lines):
        if i in titles:
            kinds.append("navigation")
            continue
        if listing and not endless and _is_prose(line):
            listing = False  # the list stood inside the article
        if len(line.text) > 160:
            kinds.append("related" if listing else None)
            continue
        kind, heads = _short_line(line)
        if kind == "related":
            endless = endless or heads == "endless"
            listing = listing or heads != ""
        elif listing and kind not in ("navigation", "other"):
            kind = "related"
        kinds.append(kind)
    return kinds


def _short_line(line: Line) -> tuple[Kind | None, str]:
    """The kind of a line of at most 160 characters, and which sort of list it heads if any."""
    folded = " ".join(fold(line.text).split())
    bare = folded.strip(_STRIP)
    if not has_arabic(bare):
        return (None if _is_foreign_prose(line) or line.marks_only else "other"), ""
    if _RELATED.fullmatch(bare):
        return "related", "endless"
    if _READ_ALSO.fullmatch(bare):
        return "related", "list"
    if _READ_ALSO_INLINE.fullmatch(folded):
        return "related", ""
    if is_navigation(folded):
        return "navigation", ""
    if line.stop:
        return None, ""
    if is_source(folded):
        return "source", ""
    if is_caption(folded):
        return "caption", ""
    return ("other" if is_date(folded) else None), ""


def _is_prose(line: Line) -> bool:
    return line.stop and line.text.rstrip(CLOSERS + " ")[-1:] == "." and len(line.text) > 90


def _is_foreign_prose(line: Line) -> bool:
    return len(line.text.split()) > 4 or (line.stop and len(line.text.split()) > 2)
