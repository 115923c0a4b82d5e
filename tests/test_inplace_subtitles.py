"""Subtitles in English: what is no text stays, sentences are shared out over their cues."""

from __future__ import annotations

import re

import pytest
from inplace import ARABIC, InEnglish, in_english

from translator.document import Document, Link, Provenance, TranslatedDocument, Translation
from translator.errors import DocumentError
from translator.formats.inplace.block import Part, Piece, Run
from translator.formats.inplace.opened import Reading
from translator.formats.inplace.registry import open_data
from translator.formats.inplace.subtitles.share import LINE, in_lines, shared

__all__ = ["in_english"]

SRT = """1
00:00:01,000 --> 00:00:04,000
أعلن وزير الخارجية الروسي في موسكو

2
00:00:04,000 --> 00:00:07,500  X1:40 X2:600
أن المحادثات حول الأزمة السورية
ستبدأ غداً في أستانا.

3
00:00:08,000 --> 00:00:10,000
- هل وصل الوفد إلى <i>دمشق</i>؟
- نعم، وصل أمس.

7
00:00:11,000 --> 00:00:12,000
{\\an8}<i>\u202bقتل ثلاثة مدنيين في قصف على حلب.\u202c</i>

8
00:00:12,500 --> 00:00:12,500

9
00:00:15,000 --> 00:00:16,000
Hello <b>there</b>

وصل الوفد إلى بغداد.

10
00:00:17,000 --> 00:00:18,000
.وصل الوزير إلى بغداد
"""

VTT = """WEBVTT - أخبار
X-TIMESTAMP-MAP=LOCAL:00:00:00.000

STYLE
::cue { color: red }

NOTE ملاحظة
تبقى كما هي

intro
00:01.000 --> 00:04.000 align:right line:0
<v محمد>قال الرئيس إن <b>الجيش السوري</b> سيطر &amp;

00:04.000 --> 00:07.000
<v محمد>على مدينة إدلب صباح اليوم.

00:08.000 --> 00:09.000
No Arabic &lt;here&gt;
"""

TIMES = re.compile(r"^.*-->.*$|^\d+$", re.MULTILINE)


def cues(text: str) -> list[str]:
    return [cue.partition("\n")[2] for cue in re.split(r"(?m)^(?=.*-->)", text)[1:]]


@pytest.fixture(scope="module")
def english(in_english: InEnglish) -> str:
    return in_english(SRT.encode(), "a.srt").decode()


def test_numbers_times_settings_and_order_stay(english: str) -> None:
    assert TIMES.findall(english) == TIMES.findall(SRT)
    assert not ARABIC.search(english)
    assert english.endswith("\n")


def test_a_sentence_over_two_cues_is_translated_whole_and_shared_out(english: str) -> None:
    first, second = cues(english)[:2]
    for word in ("minister", "Moscow"):
        assert word in first
    for word in ("Syrian", "Astana."):
        assert word in second
    assert not first.strip().startswith("1")


def test_speakers_keep_their_lines_and_tags(english: str) -> None:
    lines = cues(english)[2].splitlines()
    assert [line[:2] for line in lines[:2]] == ["- ", "- "]
    assert "<i>Damascus</i>" in lines[0]


def test_position_and_italics_stand_around_the_english(english: str) -> None:
    cue = cues(english)[3]
    assert cue.startswith("{\\an8}<i>")
    assert "</i>" in cue
    assert "Aleppo" in cue
    assert "\u202b" not in english


def test_no_cue_and_no_blank_line_gets_lost(english: str) -> None:
    assert "00:00:12,500 --> 00:00:12,500\n\n9\n" in english
    hello = cues(english)[5]
    assert hello.startswith("Hello <b>there</b>\n\n")
    assert "Baghdad." in hello


def test_a_full_stop_in_front_is_one_at_the_end(english: str) -> None:
    assert cues(english)[6].strip().endswith("Baghdad.")


def test_every_cue_has_two_lines_at_most(english: str) -> None:
    for cue in cues(english)[:2]:
        shown = re.sub(r"\n\n.*", "", cue, flags=re.DOTALL).strip().splitlines()
        assert 1 <= len(shown) <= 2
        assert all(len(line) <= LINE for line in shown)


def test_webvtt_keeps_header_styles_notes_and_settings(in_english: InEnglish) -> None:
    english = in_english(VTT.encode(), "a.vtt").decode()
    head, tail = VTT.index("<v "), VTT.index("\n00:08.000")
    assert english.startswith(VTT[:head])
    assert english.endswith(VTT[tail:])
    assert len(set(re.findall("<v ([^<>]*)>", english))) == 1
    assert not ARABIC.search("".join(re.findall("<v [^<>]*>", english)))
    between = english[head : english.index("\n00:08.000")]
    assert re.search(r"<b>[^<]*army</b>", between)
    assert "Idlib" in between.partition("-->")[2]
    assert "&amp;" in between or "&" not in between


@pytest.mark.parametrize(
    ("encoding", "newline"), [("utf-8-sig", "\r\n"), ("utf-16", "\r\n"), ("utf-8", "\r")]
)
def test_encoding_mark_and_line_ends_stay(
    in_english: InEnglish, encoding: str, newline: str
) -> None:
    text = SRT[:100].partition("\n\n")[0] + "\n\n" + "2\n00:00:05,000 --> 00:00:06,000\nok\n"
    data = text.replace("\n", newline).encode(encoding)
    english = in_english(data, "a.srt")
    assert english[:2] == data[:2]
    new = english.decode(encoding)
    assert new.replace(newline, "") == re.sub("[\r\n]", "", new)
    assert new.replace(newline, "\n").endswith("\n\n2\n00:00:05,000 --> 00:00:06,000\nok\n")


def test_a_windows_file_comes_out_in_utf_8(in_english: InEnglish) -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nوصل الوفد الروسي إلى دمشق يوم الأحد.\n"
    assert "Damascus" in in_english(text.encode("cp1256"), "a.srt").decode("utf-8")


def test_two_speakers_of_a_cue_keep_their_lines(in_english: InEnglish) -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nأحمد: هل وصل الوفد؟\nسامي: نعم، وصل.\n"
    assert len(in_english(text.encode(), "a.srt").decode().splitlines()) == 4


def test_tags_without_end_take_no_time(in_english: InEnglish) -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n" + "<i>" * 5000 + "وصل الوفد إلى دمشق.\n"
    english = in_english(text.encode(), "a.srt").decode()
    assert english.count("<i>") == 5000
    assert "Damascus" in english


def test_a_line_of_times_ends_a_cue_of_webvtt() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nنعم\n00:03.000 --> 00:04.000\nلا\n"
    document = open_data(text.encode(), "a.vtt", Reading()).document
    assert [s.text for _, _, s in document.segments()] == ["نعم", "لا"]


def test_files_without_stops_are_read_cue_by_cue() -> None:
    lines = ["وصل الوفد إلى دمشق", "قتل ثلاثة مدنيين", "قال الوزير نعم", "عاد الجيش،", "إلى حلب"]
    text = "".join(
        f"{n}\n00:00:{n:02},000 --> 00:00:{n + 1:02},000\n{line}\n\n"
        for n, line in enumerate(lines)
    )
    document = open_data(text.encode(), "a.srt", Reading()).document
    assert [s.text for _, _, s in document.segments()] == [*lines[:3], "عاد الجيش، إلى حلب"]


@pytest.mark.parametrize(
    ("text", "words"),
    [("قال الوزير نعم\n", "no line with times"), (SRT[:32] + "Hello\n", "no Arabic")],
)
def test_what_are_no_arabic_subtitles_is_refused(text: str, words: str) -> None:
    with pytest.raises(DocumentError, match=words):
        open_data(text.encode(), "a.srt", Reading())


def test_what_comes_out_as_it_went_in_is_a_failure() -> None:
    opened = open_data(SRT.encode(), "a.srt", Reading())
    with pytest.raises(DocumentError, match="as it went in"):
        opened.rebuilt(untranslated(opened.document))


def untranslated(document: Document) -> TranslatedDocument:
    same = tuple(Translation(s.text, s.text) for _, _, s in document.segments())
    return TranslatedDocument(document, same, Provenance("t", "m", "g", "s", "2026-01-01"))


# --- sharing and lines, without the model ----------------------------------------------------


def part(source: str, target: str, *links: Link) -> Part:
    return Part(0, Translation(source, target, alignment=links))


def texts(groups: list[tuple[Piece, ...]]) -> list[str]:
    return ["".join(run.text for run in group if isinstance(run, Run)) for group in groups]


def test_cuts_follow_links_and_stand_between_words() -> None:
    source = "قال الوزير نعم وذهب الوفد"
    target = "The minister said yes, and the delegation went"
    links = [(0, 3, 13, 17), (4, 10, 4, 12), (11, 14, 18, 21), (15, 19, 42, 46), (20, 25, 31, 41)]
    found = shared((Run(target),), [part(source, target, *links)], [0, 15], [2.0, 2.0])
    assert texts(found) == ["The minister said yes,", "and the delegation went"]


def test_fewer_words_than_cues_leave_dots() -> None:
    found = shared((Run("Yes"),), [part("نعم يا سيدي", "Yes")], [0, 4, 7], [1.0, 1.0, 1.0])
    assert texts(found) == ["Yes", "…", "…"]


@pytest.mark.parametrize("count", [2, 3, 5])
def test_nothing_is_lost_or_doubled_in_sharing(count: int) -> None:
    target = "One two three four five six seven eight nine ten eleven twelve"
    starts = [n * 7 for n in range(count)]
    found = texts(shared((Run(target),), [part("س" * 7 * count, target)], starts, [1.0] * count))
    assert len(found) == count
    assert " ".join(found) == target


def test_lines_break_near_the_middle_and_not_behind_small_words() -> None:
    text = "The minister announced that the talks on the crisis begin tomorrow"
    [run] = in_lines([Run(text)], alone=True)
    assert isinstance(run, Run)
    first, second = run.text.split("\n")
    assert f"{first} {second}" == text
    assert max(len(first), len(second)) <= LINE
    assert first.split()[-1] not in ("the", "on", "that")
    assert in_lines([Run(text)], alone=False) == (Run(text),)


@pytest.mark.parametrize("name", ["a.srt", "a.vtt"])
@pytest.mark.parametrize(
    "times",
    [
        "00:00:03,000 -> 00:00:04,000",
        "00:00:03,000 - -> 00:00:04,000",
        "00:00:03,000 --> 00:00:04,5OO",
        "00:00:O3,000 → 00:00:04,000",
        "00:00:03,000 --> 0",
        "00:00:03,000 -->",
    ],
)
def test_times_with_a_slip_are_named_and_never_translated(name: str, times: str) -> None:
    text = f"1\n00:00:01,000 --> 00:00:02,000\nوصل الوفد.\n\n2\n{times}\nغادر الوزير حلب.\n"
    data = ("WEBVTT\n\n" * (name == "a.vtt") + text).encode()
    line = 8 if name == "a.vtt" else 6
    with pytest.raises(DocumentError, match=f"{name}, line {line}: these are no times as"):
        open_data(data, name, Reading())


@pytest.mark.parametrize("line", ["في 12:30 -> وصل الوفد", "12:30 - وصل الوفد", "12:30 -> وصل"])
def test_a_time_of_day_in_a_text_is_no_line_of_times(line: str) -> None:
    text = f"1\n00:00:01,000 --> 00:00:02,000\n{line}\n"
    document = open_data(text.encode(), "a.srt", Reading()).document
    assert [s.text for _, _, s in document.segments()] == [line]


def test_speakers_and_the_language_are_english_in_webvtt(in_english: InEnglish) -> None:
    source = (
        "WEBVTT\nKind: captions\nLanguage: ar-SY\n\nSTYLE\n"
        '::cue(v[voice="دمشق"]) { color: red }\n\n00:01.000 --> 00:02.000\n'
        "<v.loud دمشق>نعم، هذا صحيح.</v>\n\n00:03.000 --> 00:04.000\n<v دمشق>Yes\n"
    )
    english = in_english(source.encode(), "a.vtt").decode()
    assert english.startswith("WEBVTT\nKind: captions\nLanguage: en\n\nSTYLE\n")
    assert '[voice="Damascus"]' in english
    assert "<v.loud Damascus>" in english
    assert english.endswith("<v Damascus>Yes\n")
    assert not ARABIC.search(english)


@pytest.mark.parametrize(
    ("arabic", "pattern"),
    [
        ("♪ هذه مدينتي ♪", "♪ [^♪]+ ♪"),
        ("<i>♫ هذه مدينتي ♫</i>", "<i>♫ [^♫]+ ♫</i>"),
        ("♪ <i>هذه مدينتي</i>", "♪ <i>[^♪]+</i>"),
        ("# هذه مدينتي #", "# [^#]+ #"),
        ("[صوت انفجار]", r"\[[^][]+\]"),
        ("(صوت انفجار)", r"\([^()]+\)"),
        ("{\\an8}<i>[صوت انفجار]</i>", r"\{\\an8\}<i>\[[^][]+\]</i>"),
    ],
)
def test_signs_of_songs_and_sounds_stay(arabic: str, pattern: str, in_english: InEnglish) -> None:
    english = in_english(f"1\n00:00:01,000 --> 00:00:02,000\n{arabic}\n".encode(), "a.srt").decode()
    cue = english.split("\n", 2)[2].strip("\n").replace("\n", " ")
    assert re.fullmatch(pattern, cue), cue
    assert not ARABIC.search(cue)
