"""Closed lists of words whose spelling folding must respect.

Matching treats spellings as equal that newspapers use side by side (ى for ي, ه for ة, a hamza
left off). For a few very frequent words the other spelling is another word; these lists hold
them, so that `علي` is never `على` and a letter of a name is never taken for a proclitic.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


KEPT_YA: frozenset[str] = _words(
    """
    على الى حتى متى لدى سوى بلى انى منى عنى فى ذى يحيى احيى مدى قوى هوى نوى اولى ثرى سمى
    """
) - _words("فى ذى")
"""Words in ى (alef written without hamza) for which ى and ي make two words: على "on" and علي,
منى and مني "from me", يحيى and يحيي "he marks". `فى` and `ذى` are not here: they are only the
Egyptian spelling of `في` and `ذي`."""

KEPT_HA: frozenset[str] = _words(
    """
    جده وحده حده عنده بلده نصره ضربه قائده رئيسه وزيره نائبه نجله والده ولده سيده عمه خاله
    قوله شرطه حقه امره مره حربه حمله رده قلبه دوره جانبه نفسه وجهه شعبه حزبه جيشه
    معارضه منظمه كتيبه مكتبه مسيره سفيره مديره قريبه حليفه مطلبه موقفه مصدره
    """
)
"""Words in ه (alef written without hamza) that are a noun with the pronoun "his", and with ة
another word: جده "his grandfather" and جدة Jeddah. After the article there is no such pronoun,
so there ه is always a careless ة."""

WHOLE: frozenset[str] = _words(
    """
    باب بابل بابين باد باراك باري باريس بازار باسل باسم باشا باص باع بان بانياس بايدن بتر بحجة
    بحر بحري بحسن بدء بدر بدران بدل بدو بدوي بدير بديع بر براء براس برام برج برد بردى برق بركان
    برلمان برلين برهان بري بريد بسام بسمة بسيسي بشار بشر بشرى بشير بصرة بطة بطل بعد بعلبك بعمر
    بغداد بقاع بكر بكين بلاد بلال بلد بلدي بلغاريا بلغراد بلقان بلقيس بلى بليغ بن بنان بنت بندا
    بندر بنغازي بنك بني بهاء بهجت بوتين بورما بولندا بيان بيت بير بيروت بيضاء بين
    فؤاد فاتح فادي فارس فاروق فاس فاطمة فاعل فالح فتح فتحي فجر فخر فدا فداء فر فراس فرام فرح
    فردي فرنسا فرنسي فري فريد فريق فسر فسرت فصل فعل فعلي فقد فقط فكر فكري فلاح فلسطين فلسطيني
    فلوجة فن فنان فنلندا فهد فهمي فوز فوزي فيتنام فيدرالي فيصل فيضان فيلم فيينا
    كابل كابول كابين كاتب كارتر كارل كاظم كامب كامل كاميرون كان كانون كباب كبار كبير كتاب كتل
    كثير كراس كرام كرامة كرامي كربلاء كرة كرد كردستان كردي كركوك كرم كرمان كروم كري كريم كسر
    كسرت كسلا كشمير كعكا كلام كلب كلم كلوي كلى كلي كمال كمالي كميل كنان كندا كنعان كنيسة كهرباء
    كوان كوبا كوريا كوسوفو كولن كويت كيري كيف كينيا كييف
    لام لاهاي لاوس لبان لبن لبنان لبناني لبنى لجنة لحج لحد لحسن لحظة لدن لدى لصالح للحج لمى لندا
    لندن لهب لواء لوان لوران لوري لي ليبي ليبيا ليت ليل ليلى ليما لينا ليون
    واحة واحد وادي وارسو واسط واشنطن وافي والد والي واي وبر وتر وجد وجدة وجه وجود وحدة وحيد ورد
    وردة وردي ورق وريد وزارة وزان وزن وزير وسام وسط وسيم وشم وصال وصف وصل وصول وضاح وضع وطن وطني
    وعد وعر وعي وفاء وفاة وفد وفق وفي وقاد وقت وقع وقف وكالة وكر ولاء ولاية ولد ولى ولي وليد ونس
    وهب وهران وهم ويلز
    """
)
"""Words and names (usual spelling) whose first letter only looks like a proclitic: where the
text has one of them as a whole word, with or without و or ف before it, a one-word term that begins
at its second letter is not read out of it (لحج is Lahij, not "for a hajj"). A glossary that lists
the short word's longer neighbour has the same effect for words not listed here, since the longer
occurrence wins."""
