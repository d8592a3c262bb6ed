"""What each line of pasted text is: datelines, bylines, credits, furniture, and what must stay body text."""

from __future__ import annotations

from time import perf_counter

import pytest

from onrecord.intake import Facts, IntakeError, from_json, from_text
from onrecord.intake.agencies import agency_of
from onrecord.intake.byline import byline
from onrecord.intake.credits import credits_at_end
from onrecord.intake.dateline import opening
from onrecord.intake.dates import full_date, is_label, iso
from onrecord.intake.english import found_language, name_of
from onrecord.intake.furniture import reason_of
from onrecord.intake.people import names_in

LEAD = "The cabinet met on Monday and agreed to open the border, a minister said after the talks."
MORE = "Lorries began to cross within the hour, and the queue was two kilometres long by noon."

DATELINES = [
    ("WASHINGTON, March 27 (Reuters) - ", ("WASHINGTON",), "Reuters", None),
    ("WASHINGTON (Reuters) - ", ("WASHINGTON",), "Reuters", None),
    ("GAZA/CAIRO (AP) — ", ("GAZA", "CAIRO"), "AP", None),
    ("KYIV, Ukraine (AP) — ", ("KYIV, Ukraine",), "AP", None),
    ("DEIR AL-BALAH, Gaza Strip (AP) — ", ("DEIR AL-BALAH, Gaza Strip",), "AP", None),
    ("BOCA RATON, Fla., April 1 - ", ("BOCA RATON, Fla.",), None, None),
    ("BUFFALO, N.Y., March 10 -- ", ("BUFFALO, N.Y.",), None, None),
    ("BEIJING, Jan. 5 (Xinhua) -- ", ("BEIJING",), "Xinhua", None),
    ("MOSCOW. March 3. INTERFAX - ", ("MOSCOW",), "Interfax", None),
    ("MOSCOW, March 3. /TASS/. ", ("MOSCOW",), "TASS", None),
    ("(ANSA) - ROME, MAR 3 - ", ("ROME",), "ANSA", None),
    ("NEW DELHI, Mar 3 (PTI) ", ("NEW DELHI",), "PTI", None),
    ("SEOUL, March 3, 2024 (Yonhap) -- ", ("SEOUL",), "Yonhap", "2024-03-03"),
    ("Berlin, 3 March 2024 (dpa) - ", ("Berlin",), "dpa", "2024-03-03"),
    ("Paris (AFP) – ", ("Paris",), "AFP", None),
    ("Nairobi — ", ("Nairobi",), None, None),
    ("Dhaka - ", ("Dhaka",), None, None),
    ("ISLAMABAD: ", ("ISLAMABAD",), None, None),
    ("Washington (CNN) — ", ("Washington",), None, None),
    ("WASHINGTON and MOSCOW, May 2 (Reuters) - ", ("WASHINGTON", "MOSCOW"), "Reuters", None),
    ("GRONINGEN, the Netherlands, March  3 - ", ("GRONINGEN, the Netherlands",), None, None),
    ("UNITED NATIONS, June 1 (Reuters) - ", ("UNITED NATIONS",), "Reuters", None),
    ("LONDON, Monday, March 4 (AP) -- ", ("LONDON",), "AP", None),
]


@pytest.mark.parametrize(("words", "places", "agency", "day"), DATELINES, ids=[row[0] for row in DATELINES])
def test_datelines_are_parsed_and_cut_off(words, places, agency, day):
    article = from_text(words + LEAD + "\n" + MORE)
    assert article.dateline is not None
    assert (article.dateline.places, article.dateline.agency) == (places, agency)
    assert article.dateline.text == words.strip()
    assert (article.agency, article.published) == (agency, day)
    assert article.text == LEAD + "\n" + MORE
    assert [(f.text, f.reason) for f in article.furniture] == [(words.strip(), "dateline")]


@pytest.mark.parametrize(
    "paragraph",
    [
        "EXCLUSIVE — The minister is to resign.",
        "Biden — who spoke first — left early.",
        "The Nov. 6-9 visit was called off.",
        "During Nov. 7-9 the port was shut.",
        "Kasuri's December 7-9 tour begins today.",
        "Opinion - The vote was fair.",
        "NATO - The alliance said it would act.",
        "London - and not only London - was dark.",
        "He said: nothing.",
        "A man (39) - his name was not given - was held.",
        "U.S. forces left the base.",
        "March 3 - The talks begin.",
    ],
)
def test_what_is_no_dateline(paragraph):
    assert opening(paragraph) is None


def test_a_place_and_a_dash_do_only_at_the_very_beginning():
    article = from_text(f"{LEAD}\nParis - The mayor agreed.\n{MORE}")
    assert article.dateline is None
    assert "Paris - The mayor" in article.text


def test_a_dateline_may_follow_a_summary():
    assert from_text(f"{MORE}\nPARIS, May 2 (AFP) - {LEAD}").dateline is not None


BYLINES = [
    ("By Jane Doe and John Roe", ("Jane Doe", "John Roe"), None),
    ("By Jane Doe, John Roe and Max van der Berg", ("Jane Doe", "John Roe", "Max van der Berg"), None),
    ("By Jane Doe, Staff Writer", ("Jane Doe",), None),
    ("Jane Doe | Reuters", ("Jane Doe",), "Reuters"),
    ("Jane Doe, The Associated Press", ("Jane Doe",), "AP"),
    ("By JANE DOE, Associated Press", ("JANE DOE",), "AP"),
    ("BY JANE DOE AND JOHN ROE", ("JANE DOE", "JOHN ROE"), None),
    ("By Jane Doe in Kyiv", ("Jane Doe",), None),
    ("By Reuters Staff", (), "Reuters"),
    ("Analysis by Jean-Luc O'Neill", ("Jean-Luc O'Neill",), None),
    ("Jane Doe, Diplomatic Correspondent", ("Jane Doe",), None),
    ("March 27, 2024 by Jane Doe", ("Jane Doe",), None),
    ("Posted on 27 March 2024, 10:15 by Jane Doe", ("Jane Doe",), None),
]


@pytest.mark.parametrize(("line", "authors", "agency"), BYLINES, ids=[row[0] for row in BYLINES])
def test_bylines(line, authors, agency):
    assert byline(line) == (authors, agency)
    article = from_text(f"{line}\n{LEAD}\n{MORE}", Facts(title="Border opens"))
    assert (article.authors, article.agency, article.text) == (authors, agency, f"{LEAD}\n{MORE}")


@pytest.mark.parametrize(
    "line",
    [
        "By the time the police came, Jane Doe had left.",
        "By Monday the road was open.",
        "Jane Doe said nothing.",
        "By then, Jane Doe and John Roe had signed.",
        "Kamala Harris, the vice president",
        "March 27 by the sea.",
    ],
)
def test_what_is_no_byline(line):
    assert byline(line) is None


def test_a_byline_run_into_the_dateline():
    article = from_text(f"By Jane Doe WASHINGTON (Reuters) - {LEAD}\n{MORE}")
    assert (article.authors, article.agency, article.text) == (("Jane Doe",), "Reuters", f"{LEAD}\n{MORE}")


CREDITS = [
    (
        "(Reporting by Ana Ruiz in Lima and John Okoro; Additional reporting by the Quito newsroom; Editing by Li Wu)",
        [("reporting", ("Ana Ruiz", "John Okoro")), ("additional reporting", ("the Quito newsroom",)), ("editing", ("Li Wu",))],
    ),
    (
        "(Reporting and writing by Ana Ruiz; editing by Li Wu)",
        [("reporting", ("Ana Ruiz",)), ("writing", ("Ana Ruiz",)), ("editing", ("Li Wu",))],
    ),
    ("Additional reporting by Ana Ruiz in Kyiv", [("additional reporting", ("Ana Ruiz",))]),
    ("Reporting by Ana Ruiz in Salem, Oregon; Editing by Li Wu", [("reporting", ("Ana Ruiz",)), ("editing", ("Li Wu",))]),
    ("Editing: Li Wu", [("editing", ("Li Wu",))]),
    (
        "Associated Press writers Ana Ruiz in Lima and Li Wu in Bonn, Germany, contributed to this report.",
        [("contribution", ("Ana Ruiz", "Li Wu"))],
    ),
    ("Ana Ruiz contributed to this article.", [("contribution", ("Ana Ruiz",))]),
    ("Translated from Spanish by Ana Ruiz", [("translation", ("Ana Ruiz",))]),
    ("Reporting by the commission has shown that prisoners were beaten.", None),
    ("(Reporting requirements by law are strict.)", None),
    ("The minister contributed to the collapse of the talks.", None),
    ("He said his cousin contributed to this report.", None),
]  # fmt: skip


@pytest.mark.parametrize(("paragraph", "expected"), CREDITS, ids=[row[0][:60] for row in CREDITS])
def test_credits(paragraph, expected):
    found = credits_at_end(paragraph)
    assert (found and [(credit.role, credit.names) for credit in found[1]]) == expected


def test_credits_at_the_end_of_a_paragraph_are_cut_off_it():
    article = from_text(f"{LEAD}\n{MORE} (Reporting by Ana Ruiz; Editing by Li Wu)")
    assert article.text == f"{LEAD}\n{MORE}"
    assert article.furniture[-1].text == "(Reporting by Ana Ruiz; Editing by Li Wu)"
    assert article.furniture[-1].reason == "credits"


@pytest.mark.parametrize("line", ["Reuter", "REUTERS", "-- AFP", "(PTI)", "/TASS/", "dpa ab/cd efg", "© 2024 Reuters"])
def test_an_agency_signs_off(line):
    article = from_text(f"{LEAD}\n{MORE}\n{line}", Facts(title="Border opens"))
    assert article.agency in {"Reuters", "AFP", "PTI", "TASS", "dpa"}
    assert article.text == f"{LEAD}\n{MORE}"


def test_a_photo_credit_names_no_agency():
    article = from_text(f"{LEAD}\n© REUTERS / Ana Ruiz\nFILE PHOTO: The border. REUTERS/Ana Ruiz\n{MORE}")
    assert article.agency is None
    assert [f.reason for f in article.furniture] == ["caption", "caption"]


FURNITURE = [
    ("Oops! Something went wrong. Please try again later.", "player"),
    ("Sorry, an error occurred.", "player"),
    ("This video is not available in your country.", "player"),
    ("Your browser does not support the video tag.", "player"),
    ("02:31", "player"),
    ("Read more", "read_more"),
    ("Read more: Why the bridge matters", "read_more"),
    ("Also read: What a shirt costs", "read_more"),
    ("Story continues below advertisement", "read_more"),
    ("Related articles", "related"),
    ("Most read", "related"),
    ("More from World", "related"),
    ("Sign up for our weekly newsletter and get the news in your inbox.", "newsletter"),
    ("Subscribe now!", "newsletter"),
    ("Follow us on Facebook and Twitter", "newsletter"),
    ("Facebook | Twitter | WhatsApp", "share"),
    ("Share this article", "share"),
    ("Share on Facebook (opens in new window)", "share"),
    ("Advertisement", "advertisement"),
    ("Advertisement · Scroll to continue", "advertisement"),
    ("FILE PHOTO: A ship waits off the coast. REUTERS/Ana Ruiz", "caption"),
    ("A ship waits off the coast on Monday. (AP Photo/Ana Ruiz)", "caption"),
    ("A ship waits off the coast. Photo: Courier / Ana Ruiz", "caption"),
    ("Ana Ruiz/AFP via Getty Images", "caption"),
    ("This story has been corrected to show that the vote was on Sunday.", "correction"),
    ("Corrects spelling of name in paragraph 3", "correction"),
    ("CORRECTION: An earlier version gave the wrong day.", "correction"),
    ("© 2024 The Daily Lake. All rights reserved.", "copyright"),
    ("World > Africa", "navigation"),
    ("Skip to main content", "navigation"),
    ("Updated June 9, 2024 7:42 PM GMT", "byline"),
    ("March 27, 2024 10:12 AM GMT", "byline"),
    ("2 hours ago", "byline"),
    ("Click to print (Opens in new window)", "share"),
    ("© Padma Times", "copyright"),
    ("Printed from http://lake.example/print.php?id=3", "navigation"),
    ("https://lake.example/border", "navigation"),
]


@pytest.mark.parametrize(("line", "reason"), FURNITURE, ids=[row[0] for row in FURNITURE])
def test_furniture(line, reason):
    assert reason_of(line) == reason


@pytest.mark.parametrize(
    "line",
    [
        '"Something went wrong," the minister said. "Please try again later."',
        "The report, updated every year, says that hunger is growing.",
        "The article was changed by the censors, its author said.",
        "Share prices fell on Monday.",
        "More than 30 people were killed.",
        "Related charges were dropped.",
        "Read the treaty, he told them.",
        "Sign the letter, she told him, or go home.",
        "Advertisement spending rose by 3 percent.",
        "Follow the money, investigators were told.",
        "Home prices fell.",
        "World leaders met in Paris on Monday.",
        "He told the state news agency (AFP).",
        "She had sued Getty Images.",
        "He works for the Photo Agency.",
        "Back to normal.",
        "500,000 shares.",
        "U.S.",
        "Corrected figures show that 31 people died.",
        "Subscribe to the treaty or leave, he said.",
        "Copyright law will change next year.",
        "Print runs are falling.",
        "Top officials met.",
        "Updated plans were shown to the press on 3 May.",
        "Watch out, he said.",
        "Photo studios closed.",
        "Register of Shipping.",
        "Trending upwards for a year, prices fell on Monday.",
        "Latest figures show a rise.",
        "Printed books fell out of favour.",
        "Permalinks are not law, he said.",
        "The post that mocked the president first appeared on Facebook on Monday.",
        "The post that mocked the president appeared first on Facebook.",
        "The post office robbery suspect first appeared on CCTV footage in May, police said.",
        "The post Mr Lee deleted appeared first on Telegram.",
        "The post Mr Lee deleted appeared first on The Lake on Monday.",
    ],
)
def test_sentences_are_not_furniture(line):
    assert reason_of(line) is None


@pytest.mark.parametrize("told", [reason_of, is_label])
@pytest.mark.parametrize("line", ["[" + "a_" * 300 + "!", "[a-b]" * 120 + "[", "!" * 20_000 + "x", " " * 20_000 + "x"])
def test_hostile_lines_take_no_time(told, line):
    start = perf_counter()
    assert not told(line)
    assert perf_counter() - start < 0.5


def test_pasted_text_gets_its_headline_and_every_word_is_kept():
    pasted = f"World > Africa\n\nBorder opens after talks\n\nBy Jane Doe\n\nNAIROBI (Reuters) - {LEAD}\n\nRead more\n\n{MORE}"
    article = from_text(pasted)
    assert article.title == "Border opens after talks"
    assert article.text == f"{LEAD}\n{MORE}"
    assert [f.reason for f in article.furniture] == ["navigation", "headline", "byline", "dateline", "read_more"]
    kept = " ".join([*(f.text for f in article.furniture), article.text])
    assert sorted(kept.split()) == sorted(pasted.split())


@pytest.mark.parametrize("above", ["The Lake Courier", "The Lake Courier\nMenu\nANALYSIS", "World\nExclusive", ""])
def test_the_headline_stands_below_the_sites_own_lines(above):
    article = from_text(f"{above}\nBorder opens after talks\nMarch 27, 2024 by Jane Doe\n{LEAD}\n{MORE}")
    assert (article.title, article.text) == ("Border opens after talks", f"{LEAD}\n{MORE}")
    assert (article.authors, article.published) == (("Jane Doe",), "2024-03-27")


def test_a_newspapers_name_is_the_headline_where_there_is_no_other():
    assert from_text(f"Owners Sell Lake Courier\n{LEAD}\n{MORE}").title == "Owners Sell Lake Courier"


def test_sentences_above_the_headline_stay_in_the_text():
    article = from_text(f"{MORE}\nBorder opens after talks\n{LEAD}", Facts(title="Border opens after talks"))
    assert article.text == f"{MORE}\n{LEAD}"


def test_what_is_listed_below_the_text_is_no_text():
    listed = "More on this topic\nThe mills of the lake\nWho pays for the road?\n© 2024 The Lake Courier"
    article = from_text(f"{LEAD}\n{MORE}\n{listed}", Facts(title="Border opens"))
    assert article.text == f"{LEAD}\n{MORE}"
    assert [f.reason for f in article.furniture] == ["related", "related", "related", "copyright"]


def test_a_list_within_the_text_stays():
    text = f"{LEAD}\nRelated\nThe mills of the lake\n{MORE}"
    assert from_text(text, Facts(title="Border opens")).text == f"{LEAD}\nThe mills of the lake\n{MORE}"


@pytest.mark.parametrize(
    "above",
    [
        ("By", "Jo Lee", "and", "Al Poe", "May 14, 2024 / 6:03 PM EDT / The Tide"),
        ("Written by:", "Jo Lee, Staff Writer", "&", "Al Poe", "Tue 14 May 2024 18.03 CEST"),
        ("Published", "14 May 2024", "By", "Jo Lee and Al Poe", "Share"),
    ],
)
def test_a_byline_over_several_lines(above):
    first = "The cabinet met on Monday and agreed to open the border, a minister said after the talks in the capital."
    article = from_text(
        "\n".join(("Cabinet agrees to open the border", *above, first, "And the talks go on.", "In:", "Politics"))
    )
    assert article.authors == ("Jo Lee", "Al Poe")
    assert article.published == "2024-05-14"
    assert article.text == f"{first}\nAnd the talks go on."


@pytest.mark.parametrize("between", ["May 14, 2024", "Share"])
def test_a_byline_over_several_lines_ends_at_what_is_no_name(between):
    article = from_text(f"Border opens after talks\nBy\nJo Lee\n{between}\nPeace Talks\n{LEAD}\n{MORE}")
    assert article.authors == ("Jo Lee",)


def test_published_and_updated_on_one_line():
    article = from_text(f"Border opens after talks\nPublished March 27, 2024 | Updated March 28, 2024\n{LEAD}\n{MORE}")
    assert (article.published, article.updated) == ("2024-03-27", "2024-03-28")


def test_hard_wrapped_text_is_unwrapped():
    wrapped = (
        "The cabinet met on Monday and agreed to open the\nborder, a minister said after the\ntalks.\n\n"
        "Lorries began to cross within the hour, and the\nqueue was two kilometres long\nby noon.\nReuter"
    )
    article = from_text(wrapped)
    assert article.text == f"{LEAD}\n{MORE}"
    assert article.agency == "Reuters"


def test_paragraphs_cover_the_text():
    article = from_text(f"{LEAD}\r\n\r\n{MORE}")
    assert [article.text[p.start : p.end] for p in article.paragraphs] == [LEAD, MORE]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Published March 27, 2024", "2024-03-27"),
        ("27th of March", None),
        ("27 Mar. 2024, 10:00", "2024-03-27"),
        ("March 27", None),
        ("Feb 30, 2024", None),
        ("2024-03-27T10:00", "2024-03-27"),
    ],
)
def test_a_date_is_whole_or_none(words, day):
    assert full_date(words) == day


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-03-27", "2024-03-27"),
        ("2024-03-27T10:00:00Z", "2024-03-27T10:00:00+00:00"),
        ("2024-03-27 21:10:00 -0400", "2024-03-27T21:10:00-04:00"),
        ("2024-03-27T10:00:00.123+0200", "2024-03-27T10:00:00+02:00"),
        ("2024-03-27 10:00", "2024-03-27T10:00:00"),
        ("Wed, 27 Mar 2024 10:00:00 GMT", "2024-03-27"),
        ("0001-01-01", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates_keep_the_zone_they_have(value, expected):
    assert iso(value) == expected


def test_names():
    assert names_in("Ana Ruiz in Salem, Oregon, John Okoro and the Quito newsroom") == (
        "Ana Ruiz", "John Okoro", "the Quito newsroom",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("The Associated Press", "AP"),
        ("REUTERS", "Reuters"),
        ("Deutsche Presse-Agentur", "dpa"),
        ("The Daily Lake", None),
    ],
)
def test_agencies_by_any_form(form, name):
    assert agency_of(form) == name


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le ministre a déclaré lundi que les négociations se poursuivraient.", "fr"),
        ("Der Minister sagte am Montag, dass die Gespräche noch eine Woche dauern würden.", "de"),
        ("El ministro dijo el lunes que las conversaciones continuarán en la capital.", "es"),
        ("Министр заявил, что переговоры продолжатся.", "ru"),
        ("首相は月曜日に記者団に対し、首都での協議は続くと述べた。", "ja"),
        ("Rebels seize Goma airport", "en"),
        ("Kyiv: blast kills 3", "en"),
        ("Shr 23 cts vs 27 cts. Net 1.2 mln vs 1.4 mln.", "en"),
        (LEAD, "en"),
    ],
)
def test_language(text, language):
    assert found_language(text) == language


def test_other_languages_are_refused_by_name():
    with pytest.raises(IntakeError, match=r"^not English: looks like French$"):
        from_text("Le ministre a déclaré lundi que les négociations se poursuivraient.")
    with pytest.raises(IntakeError, match=r"^not English: marked as German$"):
        from_json({"text": LEAD, "lang": "de"})
    assert name_of("xx") == "xx"


def test_json_fields_go_before_the_text():
    article = from_json(
        {
            "title": "Border opens", "text": f"Border opens\nPARIS, May 2, 2023 (AFP) - {LEAD}", "outlet": "The Daily Lake",
            "agency": "Agence France-Presse", "authors": ["Jane Doe, AFP"], "published": "2023-05-03", "url": None,
        }
    )  # fmt: skip
    assert (article.title, article.outlet, article.agency) == ("Border opens", "The Daily Lake", "AFP")
    assert (article.authors, article.published, article.url) == (("Jane Doe",), "2023-05-03", None)
    assert article.text == LEAD


@pytest.mark.parametrize(
    ("report", "reason"),
    [
        ([], "a report is a JSON object"),
        ({"title": "x"}, 'neither "text" nor "html"'),
        ({"text": 3}, '"text" is no string'),
        ({"text": LEAD, "published": "soon"}, "\"published\" is no date: 'soon'"),
        ({"text": LEAD, "authors": {"name": "Jane"}}, '"authors" is neither a string nor a list of strings'),
        ({"text": "  "}, "no article text"),
        ({"text": "Read more\nShare this article"}, "no article text"),
    ],
)
def test_wrong_json_is_named(report, reason):
    with pytest.raises(IntakeError) as error:
        from_json(report)
    assert str(error.value) == reason


def test_the_users_date_serves_only_where_there_is_none():
    assert from_json({"text": LEAD}, published="2024-01-01").published == "2024-01-01"
    assert from_json({"text": LEAD, "published": "2023-05-03"}, published="2024-01-01").published == "2023-05-03"
