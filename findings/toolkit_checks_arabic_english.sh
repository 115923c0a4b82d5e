#!/usr/bin/env bash
# translate-toolkit 3.20.4
#
# Guessed: the toolkit's quality checks (those of pofilter) know Arabic script: with
#   target language "ar" the number ٢٠١٧ answers 2017, and a faithful English translation
#   of an Arabic sentence passes with target language "en".
# Seen: ٢٠١٧ for 2017 is "numbers: Different numbers" both ways. From Arabic to English
#   each sentence here fails startcaps and simplecaps, because Arabic has no capitals to
#   compare with, and the question fails endpunc too (? for ؟). From English to Arabic
#   there is none of this: ؟ is known for the target language only.
# So: leave these four checks out for Arabic to English; they mark all segments alike.
#
# Output seen:
#   ar: In 2017 he left. -> غادر في 2017. []
#   ar: In 2017 he left. -> غادر في ٢٠١٧. ['numbers']
#   ar: Did he leave? -> هل غادر؟ []
#   en: غادر. -> He left. ['simplecaps', 'startcaps']
#   en: هل غادر؟ -> Did he leave? ['endpunc', 'simplecaps', 'startcaps']
#   en: غادر في ٢٠١٧. -> He left in 2017. ['numbers', 'simplecaps', 'startcaps']
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -qq --disable-pip-version-check translate-toolkit==3.20.4
cat > "$dir/check.py" <<'PY'
from translate.filters import checks
from translate.storage.base import TranslationUnit

expected = {
    ("ar", "In 2017 he left.", "غادر في 2017."): [],
    ("ar", "In 2017 he left.", "غادر في ٢٠١٧."): ["numbers"],
    ("ar", "Did he leave?", "هل غادر؟"): [],
    ("en", "غادر.", "He left."): ["simplecaps", "startcaps"],
    ("en", "هل غادر؟", "Did he leave?"): ["endpunc", "simplecaps", "startcaps"],
    ("en", "غادر في ٢٠١٧.", "He left in 2017."): ["numbers", "simplecaps", "startcaps"],
}
seen = {}
for language, source, target in expected:
    checker = checks.StandardChecker(checks.CheckerConfig(targetlanguage=language))
    unit = TranslationUnit(source)
    unit.target = target
    failed = sorted(checker.run_filters(unit))
    seen[language, source, target] = failed
    print(f"{language}: {source} -> {target} {failed}")
assert seen == expected, "the behaviour has changed"
PY
"$dir/venv/bin/python" "$dir/check.py"
