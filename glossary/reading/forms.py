"""What the small words of a name become in English, as news writes it.

Tables of our own: connectors (بن, فون), words that begin a name (أبو, تل), and the names of God
that عبد stands before, each with its usual form first.
"""

from __future__ import annotations

CONNECTORS: dict[str, tuple[str, ...]] = {
    "بن": ("bin", "ben"),
    "ابن": ("ibn", "bin"),
    "بنت": ("bint",),
    "دي": ("de", "di"),
    "دا": ("da",),
    "دو": ("do", "du"),
    "دوس": ("dos",),
    "ديل": ("del",),
    "ديلا": ("della",),
    "دلا": ("della",),
    "فون": ("von",),
    "فان": ("van",),
    "لو": ("Le",),
    "لا": ("La",),
}
"""Small words inside a name; small letters unless they begin it."""

BEGINNINGS: dict[str, tuple[str, ...]] = {
    "أبو": ("Abu",),
    "ابو": ("Abu",),
    "أبا": ("Abu",),
    "أبي": ("Abi", "Abu"),
    "أم": ("Umm", "Um"),
    "آل": ("Al",),
    "ولد": ("Ould",),
    "تل": ("Tal", "Tel"),
    "كفر": ("Kafr", "Kfar"),
    "دير": ("Deir",),
    "خان": ("Khan",),
    "عين": ("Ain", "Ein"),
    "بيت": ("Beit",),
    "رأس": ("Ras",),
    "باب": ("Bab",),
    "بئر": ("Bir",),
    "جبل": ("Jabal", "Jebel"),
    "وادي": ("Wadi",),
    "سان": ("San", "Saint"),
    "سانت": ("Saint", "St."),
    "سيدي": ("Sidi",),
    "شيخ": ("Sheikh",),
    "الشيخ": ("Sheikh", "al-Sheikh"),
    "مجدل": ("Majdal",),
    "الملا": ("Mullah",),
    "حاجي": ("Haji",),
    "بني": ("Bani", "Beni"),
}
"""Words that are written one way before another word of the name."""

VON = frozenset(("فون", "فان"))
OF_THE: dict[str, str] = {"دير": "der", "دن": "den"}
"""Articles behind فون and فان."""

SERVANT = "عبد"
GOD = "الله"
FAITH = "الدين"

SERVANTS: dict[str, tuple[str, ...]] = {
    "الله": ("Abdullah", "Abdallah", "Abdulla"),
    "العزيز": ("Abdulaziz", "Abdul Aziz", "Abdelaziz", "Abdel Aziz"),
    "الرحمن": ("Abdulrahman", "Abdel Rahman", "Abdul Rahman", "Abdelrahman"),
    "السلام": ("Abdulsalam", "Abdul Salam", "Abdel Salam"),
    "الفتاح": ("Abdel Fattah", "Abdul Fattah"),
    "الناصر": ("Abdel Nasser", "Abdul Nasser"),
    "الهادي": ("Abdulhadi", "Abdul Hadi", "Abdel Hadi"),
    "المجيد": ("Abdelmadjid", "Abdul Majid", "Abdulmajeed"),
    "الإله": ("Abdelilah",),
    "ربه": ("Abed Rabbo", "Abd-Rabbu"),
    "الحليم": ("Abdel Halim", "Abdul Halim"),
    "اللطيف": ("Abdul Latif", "Abdullatif", "Abdel Latif"),
    "القادر": ("Abdul Qader", "Abdelkader", "Abdulqader"),
    "الكريم": ("Abdul Karim", "Abdelkarim", "Abdulkarim"),
    "الجليل": ("Abdul Jalil", "Abdel Jalil"),
    "الحميد": ("Abdul Hamid", "Abdulhamid", "Abdel Hamid"),
    "الوهاب": ("Abdul Wahab", "Abdel Wahab"),
    "المنعم": ("Abdel Moneim", "Abdul Moneim"),
    "المهدي": ("Abdul Mahdi", "Abdel Mahdi"),
    "الواحد": ("Abdul Wahid", "Abdel Wahed"),
    "الرزاق": ("Abdul Razzaq", "Abdel Razek", "Abdulrazak"),
    "الغني": ("Abdul Ghani", "Abdelghani"),
    "الحق": ("Abdul Haq", "Abdelhak"),
    "الباسط": ("Abdel Basset", "Abdul Basit"),
}
"""عبد and what stands behind it, together."""

SERVANT_FORMS = ("Abdul {0}", "Abdel {0}", "Abdul{1}", "Abdel{1}")
"""Of a name of God not listed: {0} with a capital, {1} in small letters."""
FAITH_FORMS = ("{0} al-Din", "{0}eddine", "{0} Eddine", "{0}uddin", "{0}eddin")
GOD_FORMS = ("{0}allah", "{0}ullah", "{0}ollah")
FATHER_FORMS = ("Abu al-{0}", "Abu {0}", "Aboul {0}", "Abul {0}")
FATHERS = frozenset(("أبو", "ابو"))
FEMININE_FORMS = ("{0}iya", "{0}iyah", "{0}ia", "{0}iyeh")
"""Of Arab words in ية."""
WRITTEN_ON = ("عبد", "تل", "كفر", "أبو", "ابو")
"""Words that begin a name and are often written on to the next one."""
SUFFIXES: dict[str, tuple[str, ...]] = {
    "أوغلو": ("{0}oglu", "{0} oglu"),
    "اوغلو": ("{0}oglu", "{0} oglu"),
    "أوغلي": ("{0}oglu",),
    "زاده": ("{0}zadeh", "{0}zada", "{0} Zadeh"),
    "زادة": ("{0}zadeh", "{0}zada", "{0} Zadeh"),
    "نجاد": ("{0}nejad", "{0} Nejad"),
    "بور": ("{0}pour", "{0} Pour"),
    "آباد": ("{0}abad",),
    "آبادي": ("{0}abadi",),
}
"""Turkish and Persian endings that Arabic writes as a word of its own."""
