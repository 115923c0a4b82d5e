"""Which files are translated and where each translation goes, settled before any work."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from translator.errors import InputError
from translator.formats import WRITERS
from translator.formats.inplace.registry import PLAIN, is_archive, kind_of
from translator.formats.kinds import GZIP, HIDDEN, without_suffix
from translator.formats.output import real
from translator.formats.unknown import may_hold_words

SAME = "same"
"""The format of an output that is the file its input is, in English."""

_MAGIC = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Job:
    """One file to translate: `name` is its path under OUT, `targets` go by format.

    The format of a target is `SAME` where it comes out as the file that it is. Of an archive the
    targets are not known before it is opened: there are none. Of a file in one, `source` is the
    archive and `inside` the file's name there.
    """

    source: Path
    name: str
    targets: tuple[tuple[str, Path], ...]
    inside: str = ""

    @property
    def label(self) -> str:
        """What errors call it."""
        return f"{self.source}/{self.inside}" if self.inside else str(self.source)


@dataclass(frozen=True, slots=True)
class Plan:
    """The jobs in order, and the files of searched folders that hold no text (images, programs)."""

    jobs: tuple[Job, ...]
    skipped: tuple[Path, ...]


def plan(paths: Sequence[str], out: Path | None, formats: Sequence[str]) -> Plan:
    """What `paths` (files, folders, patterns) becomes under `out`.

    A folder is searched with all below it, hidden files and folders left out, and mirrored under
    `out`; of several paths each folder keeps its own name there. A pattern is mirrored from its
    first wildcard on. A file goes directly under `out`. Files of a folder that may hold text are
    translated, those of unknown suffixes where they begin with Arabic; documents and archives of
    kinds that are not read are jobs too, so that they are reported, and files that hold no words
    are skipped. With the format `SAME` a file keeps its name (`.gz` goes).
    With others two sources of one folder that differ in suffix only keep it (`a.txt` and `a.md`
    become `a.txt` and `a.md.txt`). Where nothing is to be written, `out` is None and there are no
    formats.

    Raises InputError where a path does not exist, a pattern matches nothing, a folder holds
    nothing to translate, two sources would become one file, `out` lies in an input, or an output
    would replace an input.
    """
    found: dict[Path, PurePath] = {}
    skipped: list[Path] = []
    for path in paths:
        for source, relative in _expand(path, alone=len(paths) == 1, skipped=skipped):
            found.setdefault(source, relative)
    if not found:
        raise InputError(f"there is no text file in {', '.join(paths)}; give files ending in .txt")
    if out is not None:
        _check_apart(paths, found, out)
    return Plan(tuple(_jobs(found, out or Path(), formats)), tuple(skipped))


def _expand(path: str, *, alone: bool, skipped: list[Path]) -> Iterator[tuple[Path, PurePath]]:
    """The files that `path` stands for, each with its place under OUT."""
    if os.path.isdir(path):
        top = Path(path)
        base = PurePath() if alone else PurePath(real(top).name)
        for source in _walk(top, skipped):
            yield source, base / source.relative_to(top)
    elif os.path.exists(path):
        yield Path(path), PurePath(Path(path).name)
    elif _MAGIC & set(path):
        matches = _without_rings(glob.glob(path, recursive=True))
        if not matches:
            raise InputError(f"no file matches {path}; check the pattern")
        top = _fixed_part(path)
        for source in matches:
            yield source, source.relative_to(top)
    else:
        raise InputError(_why_missing(path))


def _without_rings(matches: Iterable[str]) -> list[Path]:
    """The files among matches in order, each once: `**` goes round and round in a ring of links."""
    found: dict[tuple[Path, str], Path] = {}
    for path in map(Path, sorted(matches, key=lambda match: (match.count(os.sep), match))):
        if os.path.isfile(path):
            found.setdefault((real(path.parent), path.name), path)
    return sorted(found.values())


def _why_missing(path: str) -> str:
    if path == "-":
        return "standard input (-) is not read here; give a file, a folder or a pattern"
    try:
        os.stat(path)
    except PermissionError:
        return f"{path} may not be read; change the permissions of its folder"
    except (OSError, ValueError) as error:
        if not isinstance(error, FileNotFoundError):
            return f"{path} cannot be read: {getattr(error, 'strerror', None) or error}"
    return f"{path} does not exist; check the name"


def _walk(top: Path, skipped: list[Path]) -> Iterator[Path]:
    unreadable: list[Path] = []

    def note(error: OSError) -> None:
        if Path(error.filename) == top:
            raise InputError(
                f"{top} cannot be searched: {error.strerror or error}; change its permissions"
            )
        unreadable.append(Path(error.filename))

    for folder, folders, files in os.walk(top, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(folder, name)
            if name.startswith(HIDDEN):
                continue
            # Reading a pipe or a socket waits for ever; a broken link is reported when read.
            special = os.path.exists(path) and not os.path.isfile(path)
            if special or not may_hold_words(path):
                skipped.append(path)
            else:
                yield path
    yield from unreadable  # they fail when they are read, and stop nothing else


def _fixed_part(pattern: str) -> Path:
    """The folder from which a pattern begins to vary."""
    parts = Path(pattern).parts
    for number, part in enumerate(parts):
        if _MAGIC & set(part):
            return Path(*parts[:number])
    return Path(pattern).parent


def _check_apart(paths: Sequence[str], sources: Iterable[Path], out: Path) -> None:
    """Refuse an OUT whose files this run, or the next one, would take for its input."""
    if os.path.exists(out) and not os.path.isdir(out):
        raise InputError(f"{out} is a file; an output folder is needed after -o")
    place = real(out)
    for path in paths:
        if os.path.isdir(path):
            inside = place.is_relative_to(real(path))
        elif os.path.exists(path):
            continue
        else:
            below = real(_fixed_part(path))
            matched = any(real(source).is_relative_to(place) for source in sources)
            inside = matched and place.is_relative_to(below) and place != below
        if inside:
            raise InputError(
                f"the output folder {out} lies in the input {path}; choose one outside it"
            )


def _jobs(sources: dict[Path, PurePath], out: Path, formats: Sequence[str]) -> Iterator[Job]:
    names = targets_of(sources.values(), formats)
    originals = {os.path.realpath(source): source for source in sources}
    taken: dict[str, Path] = {}
    folders: dict[str, str] = {}
    twice: list[str] = []
    for (source, relative), places in zip(sources.items(), names, strict=True):
        targets = tuple((to, out / place) for to, place in places)
        for _, target in targets:
            folder = os.path.dirname(target)
            if folder not in folders:
                folders[folder] = os.path.realpath(folder)
            place = os.path.join(folders[folder], target.name)
            if os.path.islink(place):
                place = os.path.realpath(place)
            if place in taken:
                twice.append(f"{taken[place]} and {source} would both become {target}")
            elif place in originals:
                raise InputError(
                    f"{target} would replace the input {originals[place]}; "
                    "choose another output folder"
                )
            taken.setdefault(place, source)
        yield Job(source, relative.as_posix(), targets)
    if twice:
        more = f" (and so for {len(twice) - 1:,} more)" if len(twice) > 1 else ""
        raise InputError(f"{twice[0]}{more}; rename one, or give the folder that holds both")


def targets_of(
    files: Collection[PurePath], formats: Sequence[str]
) -> Iterator[tuple[tuple[str, PurePath], ...]]:
    """For each of some files the formats it is written in, and under which name.

    A format that a file has itself is `SAME` for it, but plain text is written as any text is.
    Where `SAME` is wanted too, such a format is what it is for other files, under the file's name
    with the suffix twice: of `a.html` come `a.html`, the page, and `a.html.html`, side by side.
    A packed file comes out without `.gz`; beside an unpacked one of the same name `a.txt.gz`
    becomes `a.txt.gz.txt`.
    """
    count = Counter(map(without_suffix, files))
    names = set(files)
    for file in files:
        bare = file.with_suffix("") if file.suffix.lower() == GZIP else file
        if bare != file and bare in names:  # beside `a.txt` lies `a.txt.gz`, whatever is in it
            bare = file.with_name(file.name + (bare.suffix or ".txt"))
        kind = kind_of(bare.suffix)
        base = without_suffix(file)
        if count[base] > 1 and file.suffix != ".txt":
            base = file
        found: dict[PurePath, str] = {}
        for to in () if is_archive(file) else formats:
            own = to == kind != PLAIN
            stem = bare if own and SAME in formats else base
            name = bare if to == SAME else stem.with_name(stem.name + WRITERS[to].suffix)
            back = kind != PLAIN and (to == SAME or (own and SAME not in formats))
            found.setdefault(name, SAME if back else _plain(to))
        yield tuple((to, name) for name, to in found.items())


def _plain(to: str) -> str:
    return PLAIN if to == SAME else to
