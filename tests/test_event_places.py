"""Where events took place, read from our own sentences."""

import pytest

from factory import context
from onrecord.reading.events import events
from onrecord.reading.events.places import places
from onrecord.reading.events.syntax import Syntax
from onrecord.reading.mentions import mentions


def read(text):
    made = context(text)
    return events(made.having("entities", mentions(made)))


def countries(text):
    return [(e.trigger.text, e.place.country if e.place else None) for e in read(text)]


def named(text):
    made = context(text)
    return {p.span.text: (p.country, p.precision) for p in places(made, Syntax(made.parse)).values()}


def test_the_people_of_a_country_place_what_they_do_without_a_place_name():
    (event,) = read("The Mongolian parliament passed the mining bill. The vote was close.")[:1]
    assert (event.place.country, event.place.precision) == ("MNG", "country")
    assert event.place.span.text == "Mongolian"


def test_a_visit_is_in_the_country_of_its_host():
    text = "Kenya's president visited Tanzania. The Kenyan leader thanked his hosts. Kenya has a new president."
    assert countries(text)[0] == ("visited", "TZA")


def test_a_place_on_who_suffers_it_goes_before_the_country_of_who_does_it():
    text = "Sudan is at war with itself. Two aid workers were killed by Sudanese troops in Chad. Sudan denied it."
    assert ("killed", "TCD") in countries(text)


def test_two_countries_of_one_report_keep_their_own_events():
    text = (
        "Police in Peru arrested a union leader. Peru has had strikes for weeks.\n"
        "In Chile, students marched. Chile's minister met the students in Santiago."
    )
    assert dict(countries(text)) == {"arrested": "PER", "marched": "CHL", "met": "CHL"}


def test_a_report_that_names_no_country_places_nothing():
    assert countries("Gunmen attacked a checkpoint. Three guards were killed.")[0] == ("attacked", None)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("A judge in Martinsville, Virginia sent him to prison.", "Martinsville", "USA"),
        ("He was convicted in the Southern District of New York in May.", "New York", "USA"),
        ("American bishops met in Rome. The United States was absent.", "Rome", "ITA"),
        ("Americans were killed in Birmingham. The United States was shocked.", "Birmingham", "USA"),
    ],
)
def test_a_name_lies_where_the_words_around_it_put_it(text, name, expected):
    found = {words.removeprefix("the "): country for words, (country, _) in named(text).items()}
    assert found[name] == expected


def test_a_continent_is_in_no_country():
    assert all(country is None for country, _ in named("The law was the first in Asia. It rained in Africa.").values())
