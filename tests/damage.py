"""Deface clean articles as web pages and copying deface news, so that the right cut is known.

`deface(blocks, seed)` returns the damaged text and its cut. The same seed gives the same text.
Nothing here knows the segmenter.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from segmentation_data import Block, Cut

NBSP = "\u00a0"
SEAM = "\x00"

TAGS = (
    "شام برس – (متابعات)", "القدس المحتلة – وكالات", "وكالة الأناضول", "عنب بلدي – خاص",
    "الرباط - أ ف ب", "كتب: سامر الخطيب", "ترجمة وتحرير نون بوست", "بيروت/ مراسل الموقع",
)  # fmt: skip
LABELS = (
    "ردود الفعل", "تفاصيل الحادث", "وزارة الخارجية: الحل بالحوار", "خلفية تاريخية",
    "المعارضة: لا تنازل عن المطالب", "أرقام ودلالات", "الخطوة التالية",
    "الاتحاد الأوروبي يدعو إلى ضبط النفس",
)  # fmt: skip
CAPTIONS = (
    "صورة أرشيفية", "الصورة: اجتماع سابق في القاهرة", "لقطة من الفيديو (رويترز)",
    "تصوير: هدى المنصوري", "رجل يعبر جسرا في المدينة القديمة (أ ف ب)", "مصدر الصورة: غيتي",
)  # fmt: skip
SECTIONS = ("أخبار العالم", "الشرق الأوسط", "تقارير", "الشأن المحلي")
SITES = ("Al Manar Daily", "Breaking News!", "GulfWire 7", "The Levant Post")
RELATED_HEADS = (
    "مقالات ذات صلة", "مواضيع متعلقة", "اقرأ أيضًا:", "قد يعجبك أيضا", "أخبار ذات صلة",
    "إقرأ المزيد", "شاهد أيضًا",
)  # fmt: skip
RELATED = (
    "انهيار مبنى سكني في الإسكندرية.. والبحث مستمر عن ناجين",
    "هل تعود العلاقات بين الجارين؟",
    'وزير الداخلية: "الأمن خط أحمر"',
    "نحو 40 مهاجرا في عداد المفقودين قبالة سواحل ليبيا",
    "آخر التطورات.. إضراب شامل يشل حركة النقل",
    "بالصور: موسم الورد في الطائف",
    "الليرة تهبط إلى مستوى غير مسبوق أمام الدولار",
)
BUTTONS = (
    "العودة إلى الأعلى", "شارك هذا الموضوع", "تابعونا على فيسبوك", "طباعة", "التعليقات (0)",
    "جميع الحقوق محفوظة © 2019", "الرئيسية » أخبار » عربي",
)  # fmt: skip
OTHERS = ("DSC_0042.JPG", "https://news.example.org/ar/4471", "* * *", "trmpsyria2")
TAILS = ("وفق البيان", "بحسب المصدر ذاته", "حسب الوكالة")
QUOTES = (
    ('"', '"'), ("“", "”"), ("”", "“"), (" ” ", " “"), ("«", "»"), ("“", "″"), ("”", "”"),
    (' " ', ' "'), ("»", "«"),
)  # fmt: skip
QUOTATION = re.compile(r'"([^"\n]+)"|«([^»\n]+)»')
QUOTE_STOP = re.compile(r"([\"”“″«»])\.$")


@dataclass(frozen=True)
class Style:
    """What one damaged article looks like."""

    blank_lines: bool
    newline: str
    breaks: str
    width: int
    quotes: tuple[str, str]
    unclosed: float
    stop_order: str
    spaced_marks: float
    nbsp: float
    lost_stops: float
    loose_and: bool
    tails: float
    labels: float


def draw_style(rng: random.Random) -> Style:
    """A style by chance."""
    return Style(
        blank_lines=rng.random() < 0.5,
        newline=rng.choices(("\n", "\r\n"), (5, 1))[0],
        breaks=rng.choice(("none", "some", "some", "start", "wrap")),
        width=rng.randint(45, 90),
        quotes=rng.choice(QUOTES),
        unclosed=rng.choice((0, 0.2)),
        stop_order=rng.choice(("after", "after", "spaced", "before", "apart")),
        spaced_marks=rng.choice((0, 0, 0.3, 0.9)),
        nbsp=rng.choice((0, 0.03, 0.1)),
        lost_stops=rng.choice((0, 0.1)),
        loose_and=rng.random() < 0.2,
        tails=rng.choice((0, 0.1)),
        labels=rng.choice((0, 0.15)),
    )


def furnish(blocks: list[Block], style: Style, rng: random.Random) -> list[Block]:
    """The article with tags, labels, captions, page title, related list and buttons around it."""

    def one(kind: str, pool: tuple[str, ...]) -> Block:
        return Block(kind, (rng.choice(pool),))

    kinds = {block.kind for block in blocks}
    title = next(b.segments[0] for b in blocks if b.kind == "headline" and len(b.segments[0]) > 20)
    head: list[Block] = []
    if "navigation" not in kinds and rng.random() < 0.4:
        tail = rng.choice((" - ", " | ", " – ")) + rng.choice(SITES)
        head.append(Block("navigation", (title + tail,)))
    if rng.random() < 0.3:
        head.append(one("headline", SECTIONS))
    first_body = next(i for i, block in enumerate(blocks) if block.kind == "body")
    result = head + blocks[:first_body]
    if "source" not in kinds and rng.random() < 0.6:
        result.append(one("source", TAGS))
    if "caption" not in kinds and rng.random() < 0.3:
        result.append(one("caption", CAPTIONS))
    listing = False
    for i, block in enumerate(blocks[first_body:]):
        # A label inside a list of points or a dialogue would not be natural.
        listing = block.segments[0].startswith("-") or block.segments[0].endswith(":")
        if i > 1 and block.kind == "body" and not listing and rng.random() < style.labels:
            result.append(one("headline", LABELS))
        result.append(block)
    if rng.random() < 0.2:
        at = next((i for i, b in enumerate(result) if b.kind == "related"), len(result))
        result.insert(at, one("other", OTHERS))
    if "related" not in kinds and rng.random() < 0.5:
        at = next((i for i, b in enumerate(result[2:], 2) if b.kind == "navigation"), len(result))
        items = rng.sample(RELATED, rng.randint(1, 5))
        result[at:at] = [one("related", RELATED_HEADS), *(Block("related", (t,)) for t in items)]
    if rng.random() < 0.4:
        result.append(one("navigation", BUTTONS))
    return result


def requote(segments: tuple[str, ...], style: Style, rng: random.Random) -> list[str]:
    """Quotation marks of the article's style, some never closed, and stops around them moved.

    A quotation may run over several of the segments.
    """
    opening, closing = style.quotes

    def swap(match: re.Match[str]) -> str:
        inside = match.group(1) or match.group(2)
        # Of a quotation that ends the sentence, as of any other, the end may be forgotten.
        close = "" if rng.random() < style.unclosed else closing
        return f"{opening}{inside}{close}"

    texts = QUOTATION.sub(swap, SEAM.join(segments)).split(SEAM)
    stop = {"after": r"\1.", "spaced": r"\1 .", "before": r".\1", "apart": r". \1"}
    return [QUOTE_STOP.sub(stop[style.stop_order], text.strip()) for text in texts]


def scuff(text: str, style: Style, rng: random.Random) -> str:
    """Spaces before marks, doubled and unbreakable spaces, the conjunction set apart."""
    text = re.sub(r"(?<=[^\W\d])([،.])(?= |$)", lambda m: _maybe(rng, style.spaced_marks, m), text)
    if style.loose_and:
        text = re.sub(r"(?<= )و(?=[ألتيق][^\W\d]{3})", "و ", text)
    words = text.split(" ")
    for i in range(len(words) - 1):
        chance = rng.random()
        space = NBSP if chance < style.nbsp / 2 else f" {NBSP}" if chance < style.nbsp else " "
        words[i] += space
    return "".join(words)


def _maybe(rng: random.Random, chance: float, match: re.Match[str]) -> str:
    # Initials keep their dot: "د ." is written by nobody.
    before = match.string[max(0, match.start() - 2) : match.start()]
    alone = len(before) < 2 or not before[0].isalnum()
    return match.group() if alone or rng.random() >= chance else " " + match.group()


def break_lines(text: str, how: str, width: int, rng: random.Random) -> str:
    """The paragraph with line breaks in place of some of its spaces."""
    spaces = [i for i, char in enumerate(text) if char == " " and 0 < i < len(text) - 1]
    chosen: list[int] = []
    if how == "some" and rng.random() < 0.3:
        chosen = rng.sample(spaces, min(len(spaces), rng.randint(1, 2)))
    elif how == "start":
        ends = [i for i in spaces if 20 <= i <= 35] and [
            min(spaces, key=lambda i: abs(i - 25)), min(spaces, key=lambda i: abs(i - 52))
        ]  # fmt: skip
        chosen = ends or []
    elif how == "wrap":
        start, last = 0, -1
        for i in spaces:
            if i - start > width and last > start:
                chosen.append(last)
                start = last + 1
            last = i
        if len(text) - start > width and last > start:
            chosen.append(last)
    marked = set(chosen)
    return "".join("\n" if i in marked else char for i, char in enumerate(text))


def deface(blocks: list[Block], seed: int) -> tuple[str, Cut]:
    """A damaged text of the article, and its right cut.

    Line breaks and spaces are the text's only; the cut's segments hold the damaged marks and
    words, whose non-white characters are those of the text.
    """
    rng = random.Random(seed)
    style = draw_style(rng)
    furnished = furnish(blocks, style, rng)
    pieces: list[str] = []
    cut: Cut = []
    seen_body = False
    for block in furnished:
        segments = list(block.segments)
        if block.kind == "body":
            segments = [scuff(text, style, rng) for text in requote(block.segments, style, rng)]
            if segments[-1].endswith(".") and not block.segments[0].startswith("-"):
                if rng.random() < style.tails:
                    segments[-1] += f" {rng.choice(TAILS)} ."
                elif rng.random() < style.lost_stops:
                    segments[-1] = segments[-1].rstrip(". ")
        elif block.kind in ("headline", "related"):
            segments = [scuff(text, style, rng) for text in segments]
        paragraph = " ".join(segments)
        if block.kind == "body" and (style.breaks != "start" or not seen_body):
            paragraph = break_lines(paragraph, style.breaks, style.width, rng)
        seen_body = seen_body or block.kind == "body"
        pieces.append(paragraph)
        cut += [(block.kind, text) for text in segments]
    return _lay_out(pieces, style, rng), cut


def _lay_out(pieces: list[str], style: Style, rng: random.Random) -> str:
    text = pieces[0]
    for piece in pieces[1:]:
        gap = "\n"
        if style.blank_lines:
            gap = rng.choices(("\n\n", f"\n\n{NBSP}\n\n", "\n \n"), (6, 1, 1))[0]
        text += gap + piece
    return (text + rng.choice(("", "\n"))).replace("\n", style.newline)
