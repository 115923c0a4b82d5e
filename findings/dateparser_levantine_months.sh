#!/usr/bin/env bash
# dateparser 1.5.0, Babel 2.19.0
#
# Guessed: dateparser with languages=["ar"] reads the month names of Syria, Lebanon and
#   Iraq (نيسان for April), which news from there uses, as it reads أبريل.
# Seen: none of the twelve is known, though Babel writes exactly these for ar_SY. parse()
#   gives None. search_dates() is worse: it takes the bare year and fills in today's day
#   and month, a wrong date without a sign of it. Only locales=["ar-SY"] (or region="SY")
#   knows them, and then أبريل is known as well; the Maghreb's أفريل needs ar-DZ.
# So: give a locale with its country, and try more than one.
#
# Output seen:
#   months written by Babel for ar_SY that are read: languages=['ar'] 0, locales=['ar-SY'] 12
#   months written by Babel for ar_EG that are read: languages=['ar'] 12, locales=['ar-SY'] 12
#   search_dates, 24 أبريل 2017 -> [('في 24 أبريل 2017', '2017-04-24')]
#   search_dates, 24 نيسان 2017 -> [('2017', '2017-11-05')]  ("today" was set to 2020-11-05)
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -qq --disable-pip-version-check dateparser==1.5.0 babel==2.19.0
cat > "$dir/check.py" <<'PY'
from datetime import date, datetime

import dateparser
from babel.dates import format_date
from dateparser.search import search_dates

days = [date(2017, month, 24) for month in range(1, 13)]


def read(locale, **choice):
    """How many of the twelve dates, as Babel writes them, come back right."""
    texts = [format_date(day, "d MMMM y", locale=locale) for day in days]
    found = [dateparser.parse(text, **choice) for text in texts]
    return sum(bool(f) and f.date() == day for f, day in zip(found, days))


counts = []
for locale in ("ar_SY", "ar_EG"):
    general = read(locale, languages=["ar"])
    country = read(locale, locales=["ar-SY"])
    counts += [general, country]
    print(
        f"months written by Babel for {locale} that are read:",
        f"languages=['ar'] {general}, locales=['ar-SY'] {country}",
    )
settings = {"RELATIVE_BASE": datetime(2020, 11, 5)}
found = []
for text in ("24 أبريل 2017", "24 نيسان 2017"):
    dates = search_dates(f"في {text} عاد الرئيس", languages=["ar"], settings=settings)
    found.append([(part, str(day.date())) for part, day in dates])
    print(f"search_dates, {text} -> {found[-1]}")
assert counts == [0, 12, 12, 12] and found == [
    [("في 24 أبريل 2017", "2017-04-24")],
    [("2017", "2017-11-05")],
], "the behaviour has changed"
PY
"$dir/venv/bin/python" "$dir/check.py"
