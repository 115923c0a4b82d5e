"""Blocks of files with markup, and formatting carried into the English along the word links."""

from __future__ import annotations

from documents import MADE

from translator.document import Link, TranslatedDocument, Translation
from translator.formats.inplace.block import Block, Mark, Part, Piece, Run, document_of, parts_of
from translator.formats.inplace.project import projected, with_all
from translator.words import words

BOLD = (1,)


def linked(source: str, target: str, pairs: str) -> Translation:
    """A translation with links given as "0-1 2-0": numbers of words, source first."""
    ours, theirs = words(source), words(target)
    links: list[Link] = []
    for pair in pairs.split():
        one, other = (int(number) for number in pair.split("-"))
        links.append((*ours[one], *theirs[other]))
    return Translation(source, target, alignment=tuple(links))


def shown(pieces: tuple[Piece, ...]) -> str:
    """Pieces as text: `{1:bold}`, `[7]` for a mark."""
    parts = []
    for piece in pieces:
        if isinstance(piece, Mark):
            parts.append(f"[{piece.key}]")
        elif piece.path:
            parts.append(f"{{{'.'.join(map(str, piece.path))}:{piece.text}}}")
        else:
            parts.append(piece.text)
    return "".join(parts)


def put(block: Block, target: str, pairs: str) -> str:
    """A block of one segment in English."""
    return shown(projected(block, [Part(0, linked(block.text, target, pairs))]))


def test_bold_word_keeps_its_full_stop_outside_and_its_order_follows_the_english() -> None:
    block = Block((Run("وصل "), Run("الوزير", BOLD), Run(".")))
    assert put(block, "The minister arrived.", "0-2 1-0 1-1") == "{1:The minister} arrived."
    assert put(block, "Arrived: the minister.", "0-0 1-1 1-2") == "Arrived: {1:the minister}."


def test_sign_that_is_bold_in_the_source_is_bold_in_the_english() -> None:
    block = Block((Run("وصل "), Run("الوزير.", BOLD)))
    assert put(block, "Came the minister.", "0-0 1-1 1-2") == "Came {1:the minister.}"


def test_block_of_one_format_but_for_its_signs() -> None:
    block = Block((Run("«"), Run("وصل الوزير", BOLD), Run("».")))
    assert put(block, '"The minister arrived".', "0-2 1-1") == '"{1:The minister arrived}".'


def test_comma_behind_a_formatted_word() -> None:
    outside = Block((Run("باريس", BOLD), Run("، قال")))
    inside = Block((Run("باريس،", BOLD), Run(" قال")))
    assert put(outside, "Paris, he said", "0-0 1-2") == "{1:Paris}, he said"
    assert put(inside, "Paris, he said", "0-0 1-2") == "{1:Paris,} he said"


def test_no_path_is_lost_even_without_links() -> None:
    block = Block((Run("وصل "), Run("الوزير", BOLD), Run(" أمس "), Run("مساء", (2,))))
    written = put(block, "The minister came yesterday evening", "")
    assert "{1:" in written
    assert "{2:" in written


def test_a_path_around_others_needs_no_words_of_its_own() -> None:
    block = Block((Run("قال الوزير", BOLD), Run(" إن "), Run("هذا", (2,))))
    assert put(block, "one two six", "0-0 1-2 3-1") == "{1:one} {2:two} {1:six}"


def test_nested_formats_open_and_close_in_order() -> None:
    block = Block((Run("قال ", (1,)), Run("الوزير", (1, 2)), Run(" هذا", (1,))))
    pieces = projected(
        block, [Part(0, linked(block.text, "So said the minister", "0-1 1-2 1-3 2-0"))]
    )
    assert shown(pieces) == "{1:So said }{1.2:the minister}"


def test_no_link_is_lost_where_there_are_fewer_words_than_links() -> None:
    block = Block((Run("حلب", (4,)), Run(" "), Run("دمشق", (5,)), Run(" أمس", (6,))))
    pieces = projected(block, [Part(0, linked(block.text, "both then", "0-0 1-0 2-1"))])
    held = frozenset({4, 5})
    assert shown(pieces) == "{5:both} {6:then}"
    assert shown(with_all(pieces, block, held)) == "{5:both} {4.6:then}"


def test_marks_keep_their_number_their_order_and_the_spaces_around_them() -> None:
    block = Block((Run("استخدم "), Mark(7), Run(" الآن"), Mark(8), Run(".")))
    written = put(block, "Use now.", "0-0 1-1")
    assert written == "Use [7] now[8]."


def test_line_breaks_inside_a_sentence_follow_their_words_where_wanted() -> None:
    block = Block((Run("وصل الوزير\nإلى دمشق\nأمس"),))
    part = Part(0, linked(block.text, "Yesterday the minister came to Damascus", "0-3 1-2 3-5 4-0"))
    assert shown(projected(block, [part])) == "Yesterday the minister came to Damascus"
    broken = shown(projected(block, [part], breaks=True))
    assert broken == "Yesterday the minister\ncame to Damascus"


def test_words_of_paragraphs_left_out_stay_where_they_are() -> None:
    block = Block((Run("أول. "), Run("ثان.", BOLD), Mark(3), Run("\nثالث.")))
    parts = [
        Part(0, linked("أول.", "First.", "0-0")),
        Part(block.text.index("ثالث"), linked("ثالث.", "Third.", "0-0")),
    ]
    assert shown(projected(block, parts)) == "First. {1:ثان.}[3]\nThird."
    assert shown(projected(block, parts[:1])) == "First. {1:ثان.}[3]\nثالث."
    assert shown(projected(block, parts[1:])) == "أول. {1:ثان.}[3]\nThird."


def test_blocks_make_a_document_and_get_their_parts_back() -> None:
    blocks = [
        Block((Run("العنوان"),), "headline"),
        Block(()),
        Block((Run("وصل الوزير أمس.\n\nوغادر اليوم."),)),
        Block((Run("صورة الوزير"),), "caption"),
    ]
    document = document_of("page", blocks)
    assert document.paragraphs[0].kind == "headline"
    assert document.paragraphs[-1].kind == "caption"
    segments = [one.text for _, _, one in document.segments()]
    translations = tuple(Translation(text, f"<{text}>") for text in segments)
    parts = parts_of(TranslatedDocument(document, translations, MADE), blocks)
    assert [len(one) for one in parts] == [1, 0, 2, 1]
    for block, own in zip(blocks, parts, strict=True):
        for part in own:
            source = part.translation.source
            flat = block.text.replace("\n\n", "\n ")
            assert flat[part.start : part.start + len(source)] == source


def test_each_of_two_thousand_formats_comes_through_once() -> None:
    count = 2_000
    block = Block(tuple(Run("كلمة ", (n,)) for n in range(count)))
    target = " ".join(f"word{n}" for n in reversed(range(count)))
    pairs = " ".join(f"{n}-{count - 1 - n}" for n in range(0, count, 2))  # half have a link
    pieces = projected(block, [Part(0, linked(block.text, target, pairs))])
    paths = [piece.path[0] for piece in pieces if isinstance(piece, Run) and piece.text.strip()]
    assert sorted(paths) == list(range(count))
    assert [path for path in paths if path % 2 == 0] == list(range(count - 2, -1, -2))
