"""What every line of a page is: article, headline, tag, caption, other articles, buttons."""

from __future__ import annotations

import pytest

from translator.document import Kind
from translator.segment import segment

BODY = "قال مسؤولون في الوزارة إن العمل في المشروع سيبدأ قبل نهاية العام الجاري، وفق الخطة."
MORE = "وأضاف المسؤولون أن كلفة المشروع تبلغ عشرة ملايين دينار."


def kinds(text: str) -> list[tuple[str, str]]:
    return [
        (paragraph.kind, " ".join(piece.text for piece in paragraph.segments))
        for paragraph in segment(text).paragraphs
    ]


LINES: list[tuple[Kind, str]] = [
    ("source", "شام نيوز – (متابعات)"),
    ("source", "القاهرة - رويترز"),
    ("source", "دمشق (سانا)"),
    ("source", "الدوحة ـ قنا:"),
    ("source", "وكالة الأناضول"),
    ("source", "كتب: سامر الخطيب"),
    ("source", "الرباط - أ ف ب"),
    ("source", "بيروت/ مراسل الموقع"),
    ("caption", "صورة أرشيفية"),
    ("caption", "الصورة: اجتماع سابق في القاهرة"),
    ("caption", "تصوير: هدى المنصوري"),
    ("caption", "رجل يعبر جسرا في المدينة القديمة (أ ف ب)"),
    ("caption", "مصدر الصورة: غيتي"),
    ("navigation", "زر الذهاب إلى الأعلى"),
    ("navigation", "شارك هذا الموضوع"),
    ("navigation", "تابعونا على فيسبوك"),
    ("navigation", "الرئيسية » أخبار » عربي"),
    ("navigation", "جميع الحقوق محفوظة © 2019"),
    ("navigation", "آخر تحديث: 12:30"),
    ("navigation", "آخر تحديث: الثلاثاء 23 أكتوبر 2018 - 08:05 بتوقيت مكة المكرمة"),
    ("navigation", "كلمات مفتاحية: اقتصاد، بيئة، مياه"),
    ("source", "بي بي سي عربي"),
    ("caption", "صدر الصورة، غيتي"),
    ("other", "23 أكتوبر 2018، 08:05 بتوقيت جرينتش"),
    ("other", "IMG_20171112.jpg"),
    ("other", "https://news.example.org/ar/4471"),
    ("other", "* * *"),
    ("other", "الأحد 12 مارس 2017 - 14:30"),
]


@pytest.mark.parametrize(("kind", "line"), LINES)
@pytest.mark.parametrize("glue", ["\n", "\n\n"])
def test_lines_that_are_no_prose(kind: Kind, line: str, glue: str) -> None:
    found = kinds(glue.join(["خبر عن المشروع الجديد", line, BODY, MORE]))
    assert found == [
        ("headline", "خبر عن المشروع الجديد"),
        (kind, line),
        ("body", BODY),
        ("body", MORE),
    ]


def test_a_line_about_a_picture_below_its_label() -> None:
    label, caption = "التعليق على الصورة،", "عمال في ميناء المدينة يفرغون سفينة محملة بالقمح"
    found = kinds(f"خبر عن المشروع الجديد\n\n{BODY}\n{label}\n{caption}\n{MORE}")
    assert found[1:] == [("body", BODY), ("caption", label), ("caption", caption), ("body", MORE)]


@pytest.mark.parametrize("heading", ["كلمات مفتاحية:", "الوسوم", "حول هذه القصة"])
def test_short_lists_behind_an_article(heading: str) -> None:
    found = kinds(f"{BODY}\n{MORE}\n{heading}\nاقتصاد\nمياه")
    assert found[2:] == [("related", heading), ("related", "اقتصاد"), ("related", "مياه")]


PROSE = [
    "انتهت الجولة من دون اتفاق بين الطرفين. (رويترز)",
    "وقال الناطق باسم الحزب للصحافيين (أ ف ب) إن الاجتماع تأجل.",
    "شارك آلاف المتظاهرين في المسيرة التي دعت إليها النقابات.",
    "بيروت (رويترز) - قال مسؤولون إن الحكومة استقالت أمس.",
    "اقرأ أيضا ما كتبه الوزير في مذكراته عن تلك الفترة.",
    "صورة المدينة في الخارج تغيرت كثيرا خلال الأعوام الماضية.",
]


@pytest.mark.parametrize("line", PROSE)
def test_sentences_that_look_like_furniture(line: str) -> None:
    assert kinds(f"{BODY}\n{line}\n{MORE}") == [("body", BODY), ("body", line), ("body", MORE)]


HEADLINES = [
    "«الصحة العالمية» تحذر من موجة جديدة",
    "رويترز: انفجار في بغداد",
    "تقرير أممي يحذر من المجاعة",
    "كتب جديدة في معرض القاهرة",
    "ترجمة جديدة لديوان المتنبي",
    "المبادرة التركية – الروسية",
    "ترامب - بوتين: قمة جديدة",
    "الوداد يتأهل إلى النهائي",
]


@pytest.mark.parametrize("line", HEADLINES)
@pytest.mark.parametrize("glue", ["\n", "\n\n"])
def test_headlines_that_look_like_tags(line: str, glue: str) -> None:
    assert kinds(f"{line}{glue}{BODY}{glue}{MORE}")[0] == ("headline", line)


@pytest.mark.parametrize("label", ["موقف الخرطوم", "وزارة الخارجية: الحل بالحوار"])
@pytest.mark.parametrize("glue", ["\n", "\n\n"])
def test_labels_between_paragraphs(label: str, glue: str) -> None:
    found = kinds(glue.join([BODY, label, MORE]))
    assert found == [("body", BODY), ("headline", label), ("body", MORE)]


@pytest.mark.parametrize(
    "title",
    [
        "خبر عن المشروع - It's Over 9000!",
        "خبر عن المشروع | Heritage Today",
        "خبر عن المشروع – News 24",
        "خبر عن المشروع | بوابة الخبر",
        "خبر عن المشروع - بوابة الخبر",
    ],
)
@pytest.mark.parametrize("glue", ["\n", "\n\n"])
def test_the_title_of_the_page(title: str, glue: str) -> None:
    found = kinds(glue.join([title, "خبر عن المشروع", BODY, MORE]))
    assert found[:2] == [("navigation", title), ("headline", "خبر عن المشروع")]


def test_a_dash_in_a_headline_is_no_site() -> None:
    assert kinds(f"قمة موسكو - واشنطن تؤجل\n\n{BODY}")[0][0] == "headline"


def test_related_articles_go_on_until_the_end() -> None:
    listed = ["هل تعود العلاقات؟", 'وزير: "لا عودة." وتفاصيل أخرى', BODY, "آخر التطورات.. إضراب"]
    found = kinds("\n".join([BODY, "مقالات ذات صلة", *listed, "العودة إلى الأعلى"]))
    assert [kind for kind, _ in found] == ["body", *["related"] * 5, "navigation"]
    assert [text for _, text in found[2:6]] == listed
    document = segment("\n".join([BODY, "مقالات ذات صلة", *listed]))
    assert all(len(paragraph.segments) == 1 for paragraph in document.paragraphs)


def test_read_also_inside_an_article_ends_with_the_next_paragraph() -> None:
    found = kinds("\n\n".join([BODY, "اقرأ أيضا", "خبر أول", "خبر ثان", BODY, MORE]))
    assert [kind for kind, _ in found] == ["body", "related", "related", "related", "body", "body"]


def test_read_also_with_its_headline_is_one_line() -> None:
    found = kinds(f"{BODY}\nاقرأ أيضا: الحكومة تستقيل\n{MORE}")
    assert [kind for kind, _ in found] == ["body", "related", "body"]


def test_a_heading_above_the_article_is_a_menu() -> None:
    found = kinds(f"آخر الأخبار\n\nخبر عن المشروع\n\n{BODY}\n\n{MORE}")
    assert [kind for kind, _ in found] == ["navigation", "headline", "body", "body"]


def test_headline_over_two_lines() -> None:
    title = "الوزراء العرب يجتمعون في القاهرة\nلبحث الأزمة"
    assert kinds(f"{title}\n\n{BODY}\n\n{MORE}")[0] == ("headline", title)


def test_the_line_below_a_tag_is_no_headline() -> None:
    found = kinds(f"خبر عن المشروع\nدمشق – سانا\nتوجه صباح اليوم\nآلاف الطلاب إلى مدارسهم.\n{MORE}")
    assert [kind for kind, _ in found] == ["headline", "source", "body", "body"]


def test_verse_and_titles_are_no_headlines() -> None:
    verse = ["قفا نبك من ذكرى حبيب ومنزل", "بسقط اللوى بين الدخول فحومل"]
    assert [kind for kind, _ in kinds("\n\n".join(verse))] == ["body", "body"]


def test_one_line_is_body() -> None:
    assert kinds("لقاء بين الرئيسين في موسكو") == [("body", "لقاء بين الرئيسين في موسكو")]


def test_what_announces_a_list_is_body() -> None:
    text = "وتشمل ما يلي:\n1. البند الأول\n2. البند الثاني\nوقال الوزير إن ذلك كاف."
    assert [kind for kind, _ in kinds(text)] == ["body"] * 4


def test_foreign_prose_is_body() -> None:
    text = "This is an English paragraph. It has two sentences."
    assert kinds(f"{BODY}\n\n{text}") == [("body", BODY), ("body", text)]


def test_a_line_that_shows_nothing_is_other() -> None:
    assert kinds(f"{BODY}\n\u200f\u200e\n{MORE}") == [
        ("body", BODY),
        ("other", "\u200f\u200e"),
        ("body", MORE),
    ]
