"""Sentence ends, lines and blocks: the articles cut by hand, and every trap by name."""

from __future__ import annotations

import pytest
from damage import deface
from segmentation_data import Cut, Figures, clean_articles, flatten, seed_articles

from translator.segment import segment


def our_cut(text: str) -> Cut:
    return [(paragraph.kind, piece.text) for _, paragraph, piece in segment(text).segments()]


def cut(text: str) -> list[str]:
    return [piece.text for _, _, piece in segment(text).segments()]


def test_the_five_articles_are_cut_as_by_hand() -> None:
    figures = Figures()
    for _, text, blocks in seed_articles():
        figures.add(flatten(blocks), our_cut(text))
    assert figures.wanted == 72
    assert figures.f1 >= 0.98
    assert figures.kind_accuracy >= 0.97


@pytest.mark.parametrize("seed", range(4))
def test_twenty_defaced_articles(seed: int) -> None:
    figures = Figures()
    articles = clean_articles()
    assert len(articles) == 20
    for number, (_, blocks) in enumerate(articles):
        text, gold = deface(blocks, 1000 * seed + number)
        figures.add(gold, our_cut(text))
    assert figures.wanted > 250
    assert figures.f1 >= 0.98
    assert figures.kind_accuracy >= 0.97


def test_clean_articles() -> None:
    figures = Figures()
    for _, blocks in clean_articles():
        text = "\n\n".join(" ".join(block.segments) for block in blocks)
        figures.add(flatten(blocks), our_cut(text))
    assert figures.f1 >= 0.99


WHOLE = {
    "decimals": "وبلغ السعر 3.5 دولار بعد ٣.٥ و٣٫٥ و1.000.000 أمس.",
    "titles": "قال د. محمد علي وأ.د. سامي ومعه م. أحمد وأ. خالد إن العمل بدأ.",
    "titles in quotation marks": "حضر «د. سالم» و(م. هناء) الجلسة.",
    "latin initials": "كتب J. R. R. Tolkien الرواية في إنجلترا.",
    "agency with dots": "ونقلت وكالة أ.ف.ب. عن مصدر أمني ذلك.",
    "U.S.": "وصلت قوات U.S. Army إلى القاعدة.",
    "era before Christ": "ويعود المعبد إلى القرن 3 ق.م. تقريبا.",
    "address of a site": "زوروا www.example.com أو http://x.example.org/a?b=1&c=2 للمزيد.",
    "electronic mail": "راسلونا على a.b@c.example.org قبل الخميس.",
    "dates": "في 12.5.2017 و12/5/2017 و12-5-2017 و3-4 مايو/ آيار عقد الاجتماع.",
    "times": "عند الساعة 10.30 وفي 19:00 بتوقيت غرينتش بدأ الحفل.",
    "two dots": "وقال.. ثم سكت طويلا.",
    "three dots": "وقال... ثم سكت طويلا.",
    "four dots": "وقال.... ثم سكت طويلا.",
    "ellipsis": "وقال… ثم سكت طويلا.",
    "semicolon": "وصل الوزير؛ وكان في استقباله السفير؛ ثم غادر.",
    "colon": "وأضاف البيان: العمل مستمر.",
    "question before a comma": "سأل: هل انتهى؟، ثم خرج.",
    "question mark in brackets": "قال إنه صديق (؟) وحليف (!) قديم.",
    "question quoted, then who asked": "“هل تعود الحرب؟” سأل الوزير.",
    "exclamation quoted, then who said so": '"نعم!" أجابت الطفلة.',
    "full stop quoted, then a source": 'قال "إن الأمر انتهى." حسب البيان الصادر أمس.',
    "attribution behind a stop": "ناقشا أوكرانيا أيضا . وفق البيان .",
    "attribution of three words": "قتل خمسة أشخاص. بحسب وزارة الدفاع.",
    "attribution that lost its stop": "قتل خمسة أشخاص. بحسب أرشيف الوكالة",
    "agency in brackets behind a stop": "انتهت الجولة من دون اتفاق بين الطرفين. (رويترز)",
    "numbers of a list in a line": "والكتب هي: 1. «الأيام» 2. «الأرض» 3. «الحرافيش» كلها.",
    "spelled Latin initials": "نشرها ريموند إس. برادلي قبل أعوام.",
    "number with a space": "بلغت النسبة 3. 5 في المئة.",
    "stop outside spaced mark": "وقال ” انتهى العمل ” .",
    "stop and mark apart": "وقال ” انتهى العمل . ”",
    "three marks": "وقال ” انتهى العمل .” .",
    "bracketed full stop": "اجتمع المجلس (الجديد.)",
    "exclamation in a foreign name": "اشترت شركة Verizon شركة Yahoo! Inc بمبلغ كبير.",
    "dash in a sentence": "القمة الثلاثية ” التركية – الروسية – الإيرانية “ عقدت أمس.",
    "only marks": "؟!",
    "headline with two dots": "آخر التطورات.. المناطق التي سيطرت عليها",
    "headline with question and dots": "هل تعود الحرب؟.. خبراء يجيبون",
}


@pytest.mark.parametrize("text", WHOLE.values(), ids=WHOLE.keys())
def test_stays_whole(text: str) -> None:
    assert cut(text) == [text]


PARTS = {
    "plain": ["انتهى الاجتماع.", "وأعلن الوزير ذلك."],
    "space before the stop": ["انتهى الاجتماع .", "وأعلن الوزير ذلك ."],
    "stop inside the quotation": ["وقال “انتهى العمل.”", "وأضاف أنه سيعود."],
    "stop outside the quotation": ["وقال “انتهى العمل”.", "وأضاف أنه سيعود."],
    "stop outside, spaced": ["وقال ” انتهى العمل “ .", "وأضاف أنه سيعود."],
    "mark behind a space": ["وقال ” انتهى العمل . ”", "وأضاف أنه سيعود."],
    "opening mark behind a stop": ["انتهى العمل.", "“سنعود غدا” قال الوزير."],
    "reversed opening mark behind a stop": ["انتهى العمل .", "” سنعود غدا ” كما قال."],
    "quotation of two sentences": ["وقال: “نعمل الآن.", "ونأمل خيرا”."],
    "quotation never closed": ["وقال: “نعمل الآن ونأمل خيرا.", "وغادر البلاد."],
    "guillemets": ["وقال: «نعمل الآن. »", "وغادر البلاد."],
    "question": ["لماذا حدث ذلك؟", "لا أحد يعرف."],
    "exclamation": ["فازوا!", "واحتفلوا حتى الصباح."],
    "doubled marks": ["من يصدق ذلك؟!", "لا أحد!!", "ولا أنا."],
    "question quoted, then a new sentence": ['سأل: "متى نعود؟"', "وأضاف أن الوقت تأخر."],
    "year before the stop": ["حدث ذلك في عام 2017.", "15 قتيلا سقطوا يومها."],
    "time before the stop": ["بدأ الحفل عند 17:30.", "ثم عزفت الفرقة."],
    "Hijri year": ["ولد عام 1438 هـ.", "ومات بعد ذلك."],
    "agency with dots, then a new sentence": ["ذكرت ذلك أ.ف.ب.", "وقال الوزير إنه صحيح."],
    "address before the stop": ["انظر www.example.com.", "وأضاف أن الموقع متاح."],
    "attribution of a whole sentence": [
        "انتهى الاجتماع.",
        "وفق ما قاله الوزير فإن النتائج ستعلن غدا.",
    ],
    "Urdu full stop": ["الجملة الأولى۔", "الجملة الثانية۔"],
    "English": ["The U.S. forces left at 5 p.m. today.", "Mr. Smith did not comment."],
    "mixed": ["وفي The Guardian مقال.", "Its title is long.", "وقرأه الوزير."],
    "nested quotation": ['وقال: «قال لي: "اذهب"».', "ثم خرج."],
}


@pytest.mark.parametrize("parts", PARTS.values(), ids=PARTS.keys())
def test_is_cut(parts: list[str]) -> None:
    assert cut(" ".join(parts)) == parts


def test_lost_space_behind_a_stop() -> None:
    parts = ["انتهى الاجتماع.", "وأعلن الوزير “ذلك.”", "وغادر في عام 2017.", "ثم عاد."]
    assert cut("".join(parts)) == parts
    assert cut("بريد الموقع.كوم وحده.") == ["بريد الموقع.كوم وحده."]


JOINED = {
    "a name broken in two": "أعلن الرئيس الأمريكي دونالد\nترامب ونظيره الروسي فلاديمير\nبوتين ذلك.",
    "opening mark at the line's end": 'وأضاف البيت الأبيض، أن "\nواشنطن ستشارك".',
    "a word that needs more": "قال الوزير إن العمل في\nالمدينة مستمر.",
    "a saying that needs more": "صنعاء – «الوطن»: قال الناطق إن الهدنة صامدة، مشيرا\nإلى المعابر.",
    "comma at the line's end, then a verb": "انتهى الاجتماع أمس،\nوقال الوزير إنه راض.",
    "comma at the line's start": "انتهى الاجتماع أمس\n، وعاد الوزير.",
    "stop at the line's start": "انتهى الاجتماع أمس\n.",
    "closing mark at the line's start": 'قال "انتهى الاجتماع أمس\n".',
    "date broken at the stroke": "عقدت القمة في نيسان/\nأبريل الماضي.",
    "initial at the line's end": "قال وزير الصحة د.\nمحمد علي إن المرض انتشر.",
    "first line that may be a noun": "تأهل فريق\nالوداد إلى المباراة النهائية أمس.",
    "number alone on its line": "عقد الاجتماع في\n16\nديسمبر الماضي.",
    "dash at the line's start": "عقدت أمس القمة التركية\n– الروسية – الإيرانية.",
    "attribution on its own line": "ناقشا أوكرانيا أيضا .\nوفق البيان .",
    "line feed with carriage return": "أعلنت الحكومة اليوم أن العمل\r\nسيبدأ قريبا.",
    "carriage return": "أعلنت الحكومة اليوم أن العمل\rسيبدأ قريبا.",
    "page end": "أعلنت الحكومة اليوم أن العمل\fسيبدأ قريبا.",
    "line separator": "أعلنت الحكومة اليوم أن العمل\u2028سيبدأ قريبا.",
    "next line": "أعلنت الحكومة اليوم أن العمل\x85سيبدأ قريبا.",
    "dots inside a quotation": "قالت: “درس على ضوء الشموع..\nلكنه نجح”.",
}


@pytest.mark.parametrize("text", JOINED.values(), ids=JOINED.keys())
def test_lines_are_joined(text: str) -> None:
    assert cut(text) == [text]


SEPARATE = {
    "blank line": ["أعلن الرئيس الأمريكي دونالد", "ترامب ونظيره الروسي"],
    "two whole sentences": ["انتهى الاجتماع أمس.", "غادر الوزير صباحا."],
    "the next line reports": ["انتهى الاجتماع في العاصمة أمس", "وقال الوزير إنه راض."],
    "the next line reports, و apart": ["انتهى الاجتماع في العاصمة أمس", "و أضاف الوزير شيئا."],
    "the next line changes the speaker": ["بدأ الاجتماع أمس", "من جهته، رفض السفير ذلك."],
    "label behind a lost stop": [
        "قرئ البيان نيابة عن الرئيس في القاعة",
        "خلافات حول الفحم",
        "وأضاف الرئيس أن العمل مستمر.",
    ],
    "stop beats an open quotation": ["قال: “انتهى الاجتماع أمس.", "غادر الوزير صباحا”."],
    "list with dashes": ["- الأولى", "- الثانية", "- الثالثة"],
    "list with bullets": ["• الأولى", "• الثانية", "• الثالثة"],
    "list with numbers": ["1. البند الأول", "2. البند الثاني", "3. البند الثالث"],
    "list with Arabic numbers": ["١- البند الأول", "٢- البند الثاني"],
    "list with letters": ["أ- البند الأول", "ب- البند الثاني", "ج- البند الثالث"],
    "dialogue": ["– هل جئت أمس", "– نعم، جئت مع أخي", "– ومتى تعود؟"],
    "footnotes": ["* باحث في العلوم السياسية", "** ينشر المقال بالاتفاق مع المجلة"],
    "verse": [
        "قفا نبك من ذكرى حبيب ومنزل",
        "بسقط اللوى بين الدخول فحومل",
        "فتوضح فالمقراة لم يعف رسمها",
        "لما نسجتها من جنوب وشمأل",
    ],
    "a file of titles": [
        "زيارة مفاجئة إلى موسكو",
        "الليرة تهبط أمام الدولار",
        "انهيار مبنى سكني في حي قديم من أحياء المدينة",
        "وفاة شاعر كبير",
        "موسم الورد",
        "مفاوضات السد تتعثر مرة أخرى في الخرطوم",
    ],
    "one sentence a line": ["ذهب الولد إلى المدرسة.", "عادت البنت.", "هل نام الطفل؟"],
    "a rule of stars": ["انتهى الفصل الأول.", "***", "بدأ الفصل الثاني."],
}


@pytest.mark.parametrize("name", SEPARATE)
def test_lines_stay_apart(name: str) -> None:
    parts = SEPARATE[name]
    glue = "\n\n" if name == "blank line" else "\n"
    assert cut(glue.join(parts)) == parts


@pytest.mark.parametrize("blank", ["\n\n", "\n\u00a0\n", "\r\n\r\n", "\r\r", "\n \t\n", "\u2029"])
def test_nothing_joins_across_a_blank_line(blank: str) -> None:
    assert cut(f"أعلن الرئيس الأمريكي دونالد{blank}ترامب ذلك.") == [
        "أعلن الرئيس الأمريكي دونالد",
        "ترامب ذلك.",
    ]


def test_filled_column_is_told_from_verse() -> None:
    column = (
        "قالت وزارة الصحة إن عدد المصابين\n"
        "بالمرض ارتفع خلال الأسبوع الماضي\n"
        "إلى أكثر من ألفي شخص في العاصمة\n"
        "وحدها مقابل ألف شخص في الأسبوع\n"
        "الذي سبقه وفق بيان الوزارة المنشور\n"
        "على موقعها الرسمي يوم الأحد"
    )
    assert cut(column) == [column]


def test_items_broken_over_lines() -> None:
    items = ["- إعفاء المنشآت من الغرامات\nالمترتبة عليها", "- خفض الرسوم\nبنسبة كبيرة"]
    text = "\n".join(["وتضمنت الحزمة:", *items, "وقالت الوزيرة إن الهدف واضح."])
    assert cut(text) == ["وتضمنت الحزمة:", *items, "وقالت الوزيرة إن الهدف واضح."]


def test_bullet_on_a_line_of_its_own() -> None:
    assert cut("•\nالبند الأول\n•\nالبند الثاني") == ["•\nالبند الأول", "•\nالبند الثاني"]


def test_paragraphs_are_whole_lines() -> None:
    document = segment("انتهى الأمر. وعاد الوزير.\nثم سافر.\n\nوقال إنه راض.")
    assert [len(paragraph.segments) for paragraph in document.paragraphs] == [2, 1, 1]


def test_invisible_marks_stay_with_their_sentence() -> None:
    text = "\ufeff\u200fقال الوزير ذلك.\u200f \u202bوأضاف آخرون.\u202c"
    assert cut(text) == ["\ufeff\u200fقال الوزير ذلك.", "\u200f \u202bوأضاف آخرون.\u202c"]


def test_tatweel_and_vowels_do_not_hide_words() -> None:
    parts = ["انتهى الاجتماع في العاصمة أمس", "وَقـــالَ الوزير إنه راض."]
    assert cut("\n".join(parts)) == parts
    assert cut("وصل دـ. محمد.") == ["وصل دـ. محمد."]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00a0\n\t\r\n", "\f\u2028"])
def test_nothing_in_nothing_out(text: str) -> None:
    document = segment(text)
    assert document.paragraphs == ()
    assert document.text == text


HUGE = {
    "one word": "ا" * 200_000,
    "line feeds": "\n" * 200_000,
    "spaces": " " * 200_000,
    "dots": "." * 200_000,
    "dots apart": ". " * 100_000,
    "open quotations": 'كذا.. "\n' * 20_000,
    "stops with marks": '."' * 100_000,
    "brackets": "(" * 200_000,
    "words": "كلمة " * 40_000,
    "broken lines": "قال الوزير إن\n" * 15_000,
    "items": "- بند\n" * 15_000,
}


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE.keys())
def test_huge_texts_come_back_whole(text: str) -> None:
    document = segment(text)
    pieces = [piece for _, _, piece in document.segments()]
    assert "".join("".join(piece.text.split()) for piece in pieces) == "".join(text.split())
