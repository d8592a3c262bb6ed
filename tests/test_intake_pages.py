"""Saved pages of different make, and the fixture reports as a whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.intake import Facts, IntakeError, Limits, Report, from_html, reports

FIXTURES = {path.name: path for name in ("fixtures", "forms") for path in (Path(__file__).parent / name).iterdir()}
"""Ten reports, and in `forms` each of them in its other form."""
DEMO = Path(__file__).parents[1] / "demo" / "rivermouth.html"
LEAD = "The cabinet met on Monday and agreed to open the border, a minister said after the talks in the capital."
BODY = "".join(f"<p>{LEAD} It was the {n}th such meeting.</p>" for n in range(4, 9))


def read(name: str | Path) -> Report:
    (made,) = reports([FIXTURES.get(str(name), name)])
    assert isinstance(made, Report)
    return made


def reasons(report: Report, words: str) -> list[str]:
    return [f.reason for f in report.article.furniture if words in f.text]


FACTS = {
    "analysis-grain.html": ("Why the grain corridor", "The Meridian Review", None, ("Selin Aksoy", "Jonathan Peel"), "2023-07-21T06:00:00+00:00", 8),
    "analysis-grain.txt": ("Why the grain corridor", None, None, ("Selin Aksoy", "Jonathan Peel"), "2023-07-21", 8),
    "attack-market.html": ("Bombing at Maiduri", "The Savanna Herald", "AFP", ("Amina Sule", "Tobias Renner"), "2024-06-09T11:12:00+01:00", 10),
    "attack-market.txt": ("Bombing at Maiduri", None, "AFP", ("Amina Sule", "Tobias Renner"), None, 10),
    "court-hague.html": ("Former commander denies", "Tribunal Watch", "Reuters", ("Anke Visser",), "2024-03-04T14:31:18+00:00", 8),
    "court-hague.txt": ("Former commander denies", None, "Reuters", (), None, 8),
    "election-georgia.html": ("Opposition leads", "Caucasus Mail", "AP", ("Nino Beridze",), "2024-10-06", 9),
    "election-georgia.txt": ("Opposition leads", None, "AP", ("Nino Beridze",), "2024-10-06", 9),
    "interview-mayor.html": ("“We counted the chairs first”", "Border Notes", None, (), None, 15),
    "interview-mayor.txt": ("“We counted the chairs first”", None, None, (), None, 15),
    "press-conference.html": ("Minister: no talks", "Gulf Morning Post", None, ("Layla Haddad",), "2003-05-12", 9),
    "press-conference.txt": ("Minister: no talks", None, None, ("Layla Haddad",), "2003-05-12", 9),
    "protest-dhaka.html": ("Garment workers block", "Padma Times", None, (), "2023-11-01", 8),
    "protest-dhaka.txt": ("Garment workers block", None, None, (), None, 8),
    "sanctions-export.html": ("EU hits shipping firms", "Rhine Economic Daily", "dpa", ("Marta Keller", "Lukas Brandt", "Farid Azimi"), "2024-11-18T17:20:00+01:00", 3),
    "sanctions-export.txt": ("EU hits shipping firms", None, "dpa", ("Marta Keller", "Lukas Brandt", "Farid Azimi"), "2024-11-18", 9),
    "summit-nairobi.html": ("Lake states agree", "The Lakeside Courier", None, ("Wanjiru Otieno",), "2024-02-17T18:05:00+03:00", 8),
    "summit-nairobi.txt": ("Lake states agree", None, None, ("Wanjiru Otieno",), "2024-02-17", 8),
    "wire-strike.html": ("Chilean copper miners", "Andes Business Wire", "Reuters", (), "2024-08-14T21:10:00-04:00", 9),
    "wire-strike.txt": ("Chilean copper miners", None, "Reuters", (), "2024-08-14", 9),
}  # fmt: skip
PAIRS = sorted({path.removesuffix(".txt") for path in FACTS if path.endswith(".txt")})


@pytest.mark.parametrize("name", FACTS)
def test_fixture_reports(name):
    title, outlet, agency, authors, published, paragraphs = FACTS[name]
    article = read(name).article
    assert article.title is not None
    assert article.title.startswith(title)
    assert (article.outlet, article.agency, article.authors) == (outlet, agency, authors)
    assert (article.published, len(article.paragraphs)) == (published, paragraphs)


def test_every_fixture_has_its_row():
    assert sorted(FACTS) == sorted(name for name in FIXTURES if name.endswith((".txt", ".html")))


@pytest.mark.parametrize("name", PAIRS)
def test_a_page_and_what_is_pasted_from_it_have_one_text(name):
    page, pasted = read(f"{name}.html").article, read(f"{name}.txt").article
    if name == "sanctions-export":  # the page shows the beginning, the rest is for subscribers
        assert pasted.text.startswith(page.text + "\n")
    else:
        assert page.text == pasted.text
    assert (page.dateline, page.agency) == (pasted.dateline, pasted.agency)


def test_the_demo_page():
    report = read(DEMO)
    article = report.article
    assert (report.id, article.title) == (
        "rivermouth",
        "Varland and Kessan set June date for river talks scrapped after ferry sinking",
    )
    assert article.outlet == "Northern News Agency"
    assert article.authors == ("Ingrid Solberg", "Tomas Ferreira")
    assert (article.published, article.updated) == ("2024-05-15T16:20:11+00:00", "2024-05-15T19:47:02+00:00")
    assert article.dateline is not None
    assert article.dateline.places == ("RIVERMOUTH", "HALDEN")
    assert [credit.role for credit in article.credits] == ["reporting", "additional reporting", "writing", "editing"]
    assert article.text.startswith("Varland and Kessan will hold talks")
    assert article.text.endswith("6 percent of the country's electricity.")
    assert len(article.paragraphs) == 11
    assert {f.reason for f in article.furniture} == {
        "navigation", "headline", "byline", "share", "player", "caption", "related", "dateline", "advertisement",
        "newsletter", "credits", "copyright", "correction", "read_more",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "words", "reason"),
    [
        ("summit-nairobi.html", "Leaders of the four lake states", "caption"),
        ("summit-nairobi.html", "What the dam means", "read_more"),
        ("summit-nairobi.html", "misstated the number of boats", "correction"),
        ("summit-nairobi.html", "weekly newsletter", "newsletter"),
        ("summit-nairobi.html", "Perch exports", "related"),
        ("summit-nairobi.html", "Skip to content", "navigation"),
        ("analysis-grain.html", "Ships wait off Istanbul", "caption"),
        ("analysis-grain.html", "Advertisement", "advertisement"),
        ("press-conference.html", "Oil", "navigation"),
        ("press-conference.html", "All rights reserved", "copyright"),
        ("interview-mayor.html", "a dog", "navigation"),
        ("wire-strike.html", "Lithium", "related"),
        ("attack-market.txt", "went wrong", "player"),
        ("protest-dhaka.txt", "Twitter", "share"),
        ("attack-market.html", "Something went wrong", "player"),
        ("attack-market.html", "Traders gather", "caption"),
        ("attack-market.html", "cookies to make", "advertisement"),
        ("court-hague.html", "2:31 PM UTC Updated", "byline"),
        ("court-hague.html", "Judges enter", "caption"),
        ("court-hague.html", "Witness protection", "related"),
        ("election-georgia.html", "print.php", "navigation"),
        ("election-georgia.html", "| AP", "byline"),
        ("press-conference.html", "no need for any", "headline"),
        ("sanctions-export.html", "unlimited access", "newsletter"),
        ("sanctions-export.html", "Marta Keller", "byline"),
        ("analysis-grain.txt", "ANALYSIS", "navigation"),
        ("analysis-grain.txt", "mills of Mersin", "related"),
        ("summit-nairobi.txt", "Click to print", "share"),
    ],
)
def test_what_was_left_out_is_kept_with_its_reason(name, words, reason):
    assert reasons(read(name), words) == [reason]


def test_an_old_page_in_windows_1252_laid_out_in_tables():
    text = read("press-conference.html").article.text
    assert "“entirely untrue”" in text
    assert "Thursday’s incident" in text
    assert "£310 million" in text
    assert text.startswith("Defence Minister Khalid al-Sabbah")


def page(body: str = BODY, head: str = "<title>Border opens</title>") -> str:
    return f"<html><head>{head}</head><body><article><h1>Border opens</h1>{body}</article></body></html>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp1250", "iso-8859-15", "gb18030"])
def test_pages_in_any_encoding_that_they_declare(encoding):
    accent = "é" if encoding != "gb18030" else "中"
    declared = page(
        f"<p>Caf{accent}. {LEAD}</p>{BODY}", f'<meta charset="{encoding.removesuffix("-sig")}"><title>x</title>'
    )
    assert f"Caf{accent}." in from_html(declared.encode(encoding)).text


@pytest.mark.parametrize("declared", ["utf-8", "no-such-charset", "iso-8859-1"])
def test_pages_that_declare_the_wrong_encoding(declared):
    wrong = page(f"<p>“Café” – said the minister. {LEAD}</p>{BODY}", f'<meta charset="{declared}">')
    assert "“Café” – said" in from_html(wrong.encode("cp1252")).text


def test_characters_by_number_mean_windows_1252():
    assert "the minister’s word" in from_html(page(f"<p>It is the minister&#146;s word. {LEAD}</p>{BODY}")).text


def test_metadata_from_json_ld_by_reference_and_in_a_graph():
    graph = """<script type="application/ld+json">{"@graph": [{"@type": ["NewsArticle"], "headline": "Border opens",
        "author": {"@id": "#jane"}, "publisher": {"@id": "#lake"}, "datePublished": "2024-03-27T23:30:00+09:00"},
        {"@type": "Person", "@id": "#jane", "name": "Jane Doe"}, {"@type": "Organization", "@id": "#lake", "name": "The Lake"}]}
        </script>"""
    article = from_html(page(head=graph))
    assert (article.title, article.authors, article.outlet) == ("Border opens", ("Jane Doe",), "The Lake")
    assert article.published == "2024-03-27T23:30:00+09:00"


OTHER = {
    "@type": "NewsArticle", "headline": "Dockers reject offer", "author": "Al Poe", "datePublished": "2024-03-01",
    "url": "https://lake.example/offer",
}  # fmt: skip


@pytest.mark.parametrize(
    "own",
    [
        {"url": "https://lake.example/border"},
        {"mainEntityOfPage": {"@id": "http://lake.example/border/#webpage"}},
        {"mainEntityOfPage": "https://lake.example/border/"},
    ],
)
@pytest.mark.parametrize(
    "others", [OTHER, {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": OTHER}]}]
)
def test_the_page_is_not_another_article_that_it_lists(own, others):
    told = {
        "@type": "NewsArticle",
        "author": ["Jo Lee", "JO LEE"],
        "dateCreated": "2024-03-27",
        "headline": "Border opens",
    }
    scripts = "".join(
        f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in (others, told | own)
    )
    article = from_html(page(head=f'{scripts}<link rel="canonical" href="https://lake.example/border">'))
    assert (article.title, article.authors, article.published) == ("Border opens", ("Jo Lee",), "2024-03-27")


def test_a_list_of_other_articles_says_nothing_of_this_one():
    listed = {"@type": "ItemList", "itemListElement": [OTHER, {"@type": "ListItem", "item": OTHER}]}
    article = from_html(page(head=f'<script type="application/ld+json">{json.dumps(listed)}</script>'))
    assert (article.title, article.authors) == ("Border opens", ())


@pytest.mark.parametrize("broken", ["{", "[1, 2", '{"@type": 3, "author": [[[]]]}', "null", '"x"', "{" * 5000])
def test_broken_json_ld_is_passed_over(broken):
    article = from_html(
        page(head=f'<script type="application/ld+json">{broken}</script><meta name="author" content="Jane Doe">')
    )
    assert article.authors == ("Jane Doe",)


def test_the_heading_shown_goes_before_the_outlets_title():
    head = '<title>Border opens - live - The Lake</title><meta property="og:site_name" content="The Lake">'
    assert from_html(page(head=head)).title == "Border opens"


@pytest.mark.parametrize(
    "title", ["Print version: Border opens after long talks", "Border opens after long talks - Lake mobile"]
)
def test_the_title_shown_is_part_of_the_one_told(title):
    shown = f"<html><head><title>{title}</title></head><body><b>Border opens after long talks</b>{BODY}</body></html>"
    assert from_html(shown).title == "Border opens after long talks"


def test_the_outlet_by_the_copyright_line_and_the_title():
    named = page(
        BODY + "<p>© 2024 The Lake Post. All rights reserved.</p>", "<title>Border opens - The Lake Post</title>"
    )
    assert from_html(named).outlet == "The Lake Post"
    assert from_html(page(BODY + "<p>© 2024 Hill Software Inc</p>")).outlet is None


@pytest.mark.parametrize(
    ("title", "notice", "outlet"),
    [
        ("Border opens - The Lake Post", "© The", None),
        ("Copyright reform passes", "Copyright reform passes in the capital", None),
        ("Copyright Reform Passes - Lake Post", "Copyright Reform Passes", None),
        ("Two opens the border", "© Two men walk to the market. They open the border.", None),
        ("Volvo recalls cars - Lake Post", "© Volvo", None),
        ("Happening now", "© 2024 AP", None),
        ("Volvo recalls cars | Lake Post", "© 2024 Volvo / © 2024 Lake Post", None),
        ("Border opens | Lake Post", "Copyright 2024 Lake Post Inc. All rights reserved.", "Lake Post"),
        ("Border opens – Bank of Halden", "© Bank of Halden 2024", "Bank of Halden"),
        ("Lake Post mobile: Border opens", "© 2024 Lake Post", "Lake Post"),
        ("Border opens | The Lake Post", "Imprint · (c) 2024 The Lake Post · Contact", "The Lake Post"),
    ],
)
def test_only_a_notice_that_names_its_holder_gives_the_outlet(title, notice, outlet):
    assert from_html(page(f"{BODY}<p>{notice}</p>", f"<title>{title}</title>")).outlet == outlet


def test_the_holder_that_the_title_ends_with_goes_before_another_it_names():
    both = page(f"{BODY}<p>© 2024 Volvo</p><p>© 2024 Lake Post</p>", "<title>Volvo recalls cars - Lake Post</title>")
    assert from_html(both).outlet == "Lake Post"


def test_no_date_is_none_and_a_given_one_serves_then():
    assert from_html(page()).published is None
    assert from_html(page(), Facts(published="2024-03-27")).published == "2024-03-27"
    told = page(head='<meta property="article:published_time" content="2024-01-01">')
    assert from_html(told, Facts(published="2024-03-27")).published == "2024-01-01"


@pytest.mark.parametrize(
    ("told", "shown", "published"),
    [
        ("2024-03-28T03:26:47Z", "Published 11:26 pm EDT, Wednesday, March 27, 2024", "2024-03-27T23:26:47-04:00"),
        ("2024-03-28T03:26:47Z", "Published: March 27, 2024 at 8:26 p.m. | Updated: March 28, 2024 at 1:00 a.m.", "2024-03-27T20:26:47-07:00"),
        ("2024-03-27T20:10:05+00:00", "28 March 2024 05:10", "2024-03-28T05:10:05+09:00"),
        ("2024-03-28T03:26:47Z", "March 27, 2024", "2024-03-27"),
        ("2024-03-28T03:26:47Z", "March 27, 2024, 9:13 PM", "2024-03-27"),
        ("2024-03-28T03:26:47Z", "March 28, 2024", "2024-03-28T03:26:47+00:00"),
        ("2024-03-28T03:26:47Z", "March 22, 2024", "2024-03-28T03:26:47+00:00"),
        ("2024-03-28T03:26:47Z", "Updated March 29, 2024", "2024-03-28T03:26:47+00:00"),
        ("2024-03-28T16:30:00Z", "March 27, 2024", "2024-03-28T16:30:00+00:00"),
        ("2024-03-28T03:26:47+02:00", "March 27, 2024", "2024-03-28T03:26:47+02:00"),
        ("2024-03-28", "March 27, 2024", "2024-03-28"),
    ],
)  # fmt: skip
def test_the_day_of_publication_is_the_one_that_the_page_shows(told, shown, published):
    head = f'<title>Border opens</title><meta property="article:published_time" content="{told}">'
    assert from_html(page(f"<p class='posted'>{shown}</p>{BODY}", head)).published == published


@pytest.mark.parametrize(
    ("shown", "modified", "published"),
    [
        # the clock of the update agrees with the publication to a quarter of an hour, by chance
        ("Updated March 27, 2024 at 10:26 p.m.", None, "2024-03-28T03:26:47+00:00"),
        ("March 28, 2024 | Updated: March 27, 2024 10:26 pm", None, "2024-03-28T03:26:47+00:00"),
        ("Last updated March 27, 2024 10:26 pm. First published March 27, 2024 9:11 pm", None, "2024-03-27T21:11:47-06:15"),
        ("Modified March 27, 2024 10:26 pm, posted March 27, 2024", None, "2024-03-27"),
        ("Updated March 28, 2024 1:05 am, published March 27, 2024 8:26 pm", "2024-03-28T05:05:00Z", "2024-03-27T20:26:47-07:00"),
        # the clock of publication agrees with the update by chance; that of the update tells the offset
        ("Published March 27, 2024 7:05 pm, updated March 28, 2024 1:50 am", "2024-03-28T05:50:00Z", "2024-03-27T23:26:47-04:00"),
        ("Updated March 28, 2024 1:50 am", "2024-03-28T05:50:00Z", "2024-03-27T23:26:47-04:00"),
    ],
)  # fmt: skip
def test_the_time_of_an_update_is_not_that_of_publication(shown, modified, published):
    head = '<title>Border opens</title><meta property="article:published_time" content="2024-03-28T03:26:47Z">'
    head += f'<meta property="article:modified_time" content="{modified}">' if modified else ""
    assert from_html(page(f"<p class='posted'>{shown}</p>{BODY}", head)).published == published


@pytest.mark.parametrize(
    ("shown", "published", "updated"),
    [
        ("Published March 27, 2024, updated March 28, 2024", "2024-03-27", "2024-03-28"),
        ("Updated March 28, 2024, published March 27, 2024", "2024-03-27", "2024-03-28"),
        ("Last modified: 28 March 2024 | First published: 27 March 2024", "2024-03-27", "2024-03-28"),
        ("March 27, 2024", "2024-03-27", None),
        ("Updated March 28, 2024", None, "2024-03-28"),
    ],
)
def test_both_days_of_a_line_in_either_order(shown, published, updated):
    article = from_html(page(f"<p class='posted'>{shown}</p>{BODY}"))
    assert (article.published, article.updated) == (published, updated)


@pytest.mark.parametrize(
    ("lines", "published", "updated"),
    [
        (("Published", "March 27, 2024", "Updated", "March 28, 2024"), "2024-03-27", "2024-03-28"),
        (("Last updated:", "March 28, 2024 at 10:20", "First published on", "March 27, 2024"), "2024-03-27", "2024-03-28"),
        (("Last updated", "28 March 2024"), None, "2024-03-28"),
        (("Wed 27 Mar 2024 18.03 CET", "Last modified on Thu 28 Mar 2024 09.11 CET"), "2024-03-27", "2024-03-28"),
    ],
)  # fmt: skip
def test_a_label_may_stand_above_its_date(lines, published, updated):
    article = from_html(page("".join(f"<div>{line}</div>" for line in lines) + BODY))
    assert (article.published, article.updated) == (published, updated)
    assert [f.reason for f in article.furniture if f.text in lines] == ["byline"] * len(lines)


@pytest.mark.parametrize("line", ["Jo Lee and Al Poe", "Jo Lee", "Al Poe in Lindhaven and Jo Lee", "JO LEE, AL POE"])
def test_a_line_of_the_authors_that_the_page_tells_is_a_byline(line):
    head = '<meta name="author" content="Jo Lee"><meta name="author" content="Al Poe"><title>Border opens</title>'
    article = from_html(page(f"<p>{line}</p>{BODY}", head))
    assert article.authors == ("Jo Lee", "Al Poe")
    assert article.text.startswith(LEAD)
    assert [f.reason for f in article.furniture if f.text == line] == ["byline"]
    told = from_html(page(f"<p>Jo Lee has resigned.</p>{BODY}", head))
    assert told.text.startswith("Jo Lee has resigned.")


@pytest.mark.parametrize("account", ["admin", "Administrator", "wp-admin", "webmaster", "undefined"])
def test_an_account_of_the_site_is_no_author(account):
    article = from_html(
        page(f"<p>Posted on March 27, 2024 by Jo Lee</p>{BODY}", f'<meta name="author" content="{account}">')
    )
    assert (article.authors, article.published) == (("Jo Lee",), "2024-03-27")


@pytest.mark.parametrize(
    "line",
    [
        "[/vc_column_text][/vc_column][/vc_row]",
        '[contact-form-7 id="12" title="Write to us"]',
        "{{ ad_slot_3 }}",
        "{% include footer.html %}",
        '[vc_row el_class="x"][vc__column-text]',
        "The post Border opens appeared first on The Lake.",
        "The post A guard said: “No” appeared first on lake.example.",
    ],
)
def test_what_the_sites_software_left_is_no_text(line):
    article = from_html(page(f"{BODY}<p>{line}</p>"))
    assert line not in article.text
    assert [f.reason for f in article.furniture if f.text == line] in (["navigation"], ["read_more"])


@pytest.mark.parametrize(
    "line", ["[Applause] They cheered for a long time.", "[The minister] agreed to go.", "{No} was the answer."]
)
def test_words_in_brackets_are_text(line):
    assert line in from_html(page(f"{BODY}<p>{line}</p>")).text


def test_a_page_whose_script_would_have_shown_the_article():
    told = json.dumps(
        {
            "@type": "NewsArticle",
            "headline": "Border opens",
            "author": "Jo Lee",
            "articleBody": f"<p>{LEAD}</p><p>“No,” a guard said.</p>",
        }
    )
    shell = (
        f'<html><head><script type="application/ld+json">{told}</script></head><body><div id="app"></div></body></html>'
    )
    article = from_html(shell)
    assert (article.text, article.title, article.authors) == (
        f"{LEAD}\n“No,” a guard said.",
        "Border opens",
        ("Jo Lee",),
    )
    shown = from_html(page(head=f'<script type="application/ld+json">{told}</script>'))
    assert shown.text.count("\n") == 4


def listing(canonical: str, url: str) -> str:
    told = json.dumps({"@type": "NewsArticle", "url": url, "articleBody": f"{LEAD}\nHe saw 5 < 6 and 7 > 3 in it."})
    head = f'<link rel="canonical" href="{canonical}"><script type="application/ld+json">{told}</script>'
    return f'<html><head>{head}</head><body><div id="app"></div></body></html>'


@pytest.mark.parametrize(
    "url",
    [
        "https://lake.example/offer/",
        "http://www.lake.example/offer?from=feed#top",
        "/offer",
        "https://lake.example/",
        "",
    ],
)
@pytest.mark.parametrize("canonical", ["https://lake.example/offer", "/offer"])
def test_the_article_of_metadata_at_the_pages_address_is_read_with_its_signs(canonical, url):
    assert from_html(listing(canonical, url)).text == f"{LEAD}\nHe saw 5 < 6 and 7 > 3 in it."


@pytest.mark.parametrize("canonical", ["https://lake.example/news", "https://lake.example/"])
def test_an_article_that_a_section_page_lists_is_not_read_as_its_own(canonical):
    with pytest.raises(IntakeError, match="no article on this page"):
        from_html(listing(canonical, "https://lake.example/offer"))


@pytest.mark.parametrize("day", ["27", "29"])
def test_the_day_of_publication_by_the_pages_address(day):
    head = (
        f'<link rel="canonical" href="https://lake.example/2024/03/{day}/border">'
        '<title>Border opens</title><meta property="article:published_time" content="2024-03-28T03:26:47Z">'
    )
    assert from_html(page(head=head)).published == ("2024-03-27" if day == "27" else "2024-03-28T03:26:47+00:00")


def test_a_date_shown_goes_before_one_guessed():
    shown = page(
        f"<p class='posted'>Published: March 27, 2024</p>{BODY}",
        '<link rel="canonical" href="https://lake.example/2024/03/20/border">',
    )
    assert from_html(shown).published == "2024-03-27"


def test_the_agency_among_authors():
    article = from_html(page(head='<meta name="author" content="Associated Press"><title>Border opens</title>'))
    assert (article.agency, article.authors) == ("AP", ())


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "<html></html>",
        "<nav><a href='/'>Home</a></nav>",
        "<title>Map</title><nav><a href='/'>Home</a> <a href='/n'>News</a> <a href='/s'>Sport</a></nav>",
        "<!-- nothing -->",
        "<script>x</script>",
    ],
)
def test_pages_without_an_article(bad):
    with pytest.raises(IntakeError, match=r"no article|no HTML"):
        from_html(bad)


def test_a_page_nested_too_deep_is_refused_at_once():
    deep = "<html><body>" + "<div>" * 100_000 + BODY + "</div>" * 100_000
    with pytest.raises(IntakeError, match=r"nested 2,048 deep or deeper, over the limit of 1,000"):
        from_html(deep)


def test_a_page_as_deep_as_the_limit_is_read():
    deep = "<html><body>" + "<div>" * 900 + BODY + "</div>" * 900 + "</body></html>"
    assert from_html(deep).text.startswith(LEAD)
    with pytest.raises(IntakeError, match=r"over the limit of 100$"):
        from_html(deep, limits=Limits(html_depth=100))


def test_a_page_of_too_many_elements():
    with pytest.raises(IntakeError, match=r"^11 elements, over the limit of 5 a page"):
        from_html(page(), limits=Limits(html_nodes=5))


def test_a_foreign_page_is_refused():
    french = "<p>Le ministre a déclaré lundi que les négociations se poursuivraient dans la capitale.</p>" * 4
    with pytest.raises(IntakeError, match="looks like French"):
        from_html(page(french))


def test_a_page_in_another_script_is_refused_as_such():
    japanese = "<p>外務大臣は月曜日に記者会見を開き、国境を開放することで合意したと発表した。</p>" * 4
    with pytest.raises(IntakeError, match="looks like Japanese"):
        from_html(page(japanese))


def test_paragraphs_that_resemble_each_other_are_not_taken_for_headlines():
    alike = "".join(f"<p>{LEAD[:-1]} {n}</p>" for n in range(6))
    assert len(from_html(f"<html><body><article>{alike}</article></body></html>").paragraphs) >= 5
