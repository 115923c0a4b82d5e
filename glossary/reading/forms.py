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
    "أبي": ("Abu", "Abi"),
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
    "البابا": ("Pope",),
}
"""Words that are written one way before another word of the name."""

ORDINALS: dict[str, str] = {
    "الأول": "I",
    "الثاني": "II",
    "الثالث": "III",
    "الرابع": "IV",
    "الخامس": "V",
    "السادس": "VI",
    "السابع": "VII",
    "الثامن": "VIII",
    "التاسع": "IX",
    "العاشر": "X",
}
"""Numbers of kings and popes, at the end of a name."""
TEEN = "عشر"
TEENS: dict[str, str] = {
    "الحادي": "XI",
    "الثاني": "XII",
    "الثالث": "XIII",
    "الرابع": "XIV",
    "الخامس": "XV",
    "السادس": "XVI",
    "السابع": "XVII",
    "الثامن": "XVIII",
}
"""The same before عشر."""

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
TOGETHER: dict[str, dict[str, tuple[str, ...]]] = {
    FAITH: {
        "نور": ("Noureddine", "Nour al-Din", "Nureddin", "Nooruddin"),
        "صلاح": ("Salah al-Din", "Salahuddin", "Salaheddine", "Saladin", "Selahattin"),
        "علاء": ("Alaa al-Din", "Alaeddine", "Alauddin", "Alaa Eddin", "Alaattin"),
        "عز": ("Ezzedine", "Izz al-Din", "Azzedine", "Ezzeddin", "Izzuddin"),
        "خير": ("Kheireddine", "Khair al-Din", "Khairuddin", "Hayrettin"),
        "شمس": ("Shams al-Din", "Shamsuddin", "Chamseddine", "Shamseddin"),
        "سيف": ("Saif al-Din", "Seif al-Din", "Saifuddin", "Seifeddine"),
        "فخر": ("Fakhr al-Din", "Fakhruddin", "Fakhreddine", "Fahrettin"),
        "بدر": ("Badr al-Din", "Badreddine", "Badruddin", "Bedrettin"),
        "جمال": ("Jamal al-Din", "Gamal al-Din", "Jamaluddin", "Djameleddine"),
        "ناصر": ("Nasser al-Din", "Nasiruddin", "Nasreddine", "Naser al-Din"),
        "نصر": ("Nasreddine", "Nasr al-Din", "Nasruddin", "Nasrettin"),
        "محي": ("Mohieddin", "Muhyiddin", "Mohieddine", "Muhi al-Din"),
        "محيي": ("Mohieddin", "Muhyiddin", "Mohieddine", "Muhyi al-Din"),
        "حسام": ("Hossam al-Din", "Husam al-Din", "Houssam Eddine", "Husamuddin"),
        "شرف": ("Sharaf al-Din", "Sharafuddin", "Charafeddine", "Sharafeddin"),
        "تقي": ("Taqi al-Din", "Taqiuddin", "Takieddine"),
        "قطب": ("Qutb al-Din", "Qutbuddin", "Qotbeddin"),
        "سراج": ("Siraj al-Din", "Sirajuddin", "Seraj al-Din"),
        "نجم": ("Najm al-Din", "Najmuddin", "Necmettin", "Najmeddin"),
        "برهان": ("Burhanuddin", "Burhan al-Din", "Burhaneddin"),
    },
    GOD: {
        "نصر": ("Nasrallah", "Nasrullah", "Nasrollah"),
        "روح": ("Ruhollah", "Rouhollah", "Ruhullah"),
        "فتح": ("Fathallah", "Fethullah", "Fathullah", "Fathollah"),
        "ذبيح": ("Zabihullah", "Zabihollah", "Dhabihullah"),
        "هبة": ("Hibatullah", "Hebatollah", "Hibatallah"),
        "آية": ("Ayatollah",),
        "رحمة": ("Rahmatullah", "Rahmatollah"),
        "نعمة": ("Nematollah", "Nimatullah", "Nematullah"),
        "عبيد": ("Obaidullah", "Ubaydallah", "Obeidallah"),
        "عناية": ("Enayatollah", "Inayatullah"),
        "أمان": ("Amanullah", "Amanollah"),
        "حبيب": ("Habibullah", "Habibollah", "Habiballah"),
        "سيف": ("Saifullah", "Seifollah", "Sayfullah"),
        "أسد": ("Asadullah", "Asadollah"),
        "يد": ("Yadollah", "Yadullah"),
        "عطا": ("Atallah", "Attallah", "Ataullah"),
        "عطاء": ("Atallah", "Ataullah", "Attallah"),
        "خير": ("Khairallah", "Khairullah", "Kheirallah"),
        "سعد": ("Saadallah", "Sadullah", "Saadollah"),
        "فضل": ("Fadlallah", "Fazlullah", "Fazlollah"),
        "رزق": ("Rizkallah", "Rizqallah"),
        "جار": ("Jarallah", "Jar Allah"),
        "ضيف": ("Daifallah", "Dhaifallah", "Deif Allah"),
        "لطف": ("Lutfallah", "Lotfollah", "Lutfullah"),
    },
}
"""Names made with الدين and الله whose usual forms are known."""
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
