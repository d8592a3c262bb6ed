"""Knowledge: who a name is on a day, what a phrase describes, where a place is."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.knowledge import Knowledge, KnowledgeError


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge()


@pytest.mark.parametrize(
    ("name", "day", "code"),
    [
        ("Boris Johnson", "2020-01-01", "GBRGOV"),
        ("Boris Johnson", "2024-01-01", "GBRELI"),
        ("Netanyahu", "2024-03-27", "ISRGOV"),
        ("Netanyahu", "2022-01-15", "ISROPP"),
        ("the Taliban", "2019-01-01", "AFGREB"),
        ("the Taliban", "2023-01-01", "AFGGOV"),
        ("U.N.", "2020-01-01", "IGO"),
        ("the Kremlin", "2020-01-01", "RUSGOV"),
        ("Downing Street", "2020-01-01", "GBRGOV"),
        ("Pentagon", "2020-01-01", "USAMIL"),
        ("Hamas", "2020-01-01", "PSEREB"),
        # held in the dictionaries of 2014 without an end: who knows since when not
        ("A. K. Antony", "2012-01-01", "INDGOV"),
        ("A. K. Antony", "2022-01-01", "IND"),
    ],
)
def test_actor_on_a_day(knowledge: Knowledge, name: str, day: str, code: str) -> None:
    actor = knowledge.actor(name, day)
    assert actor is not None
    assert actor.code == code


@pytest.mark.parametrize(
    ("phrase", "kind", "code"),
    [
        ("an Israeli official in Washington", "person", "ISRGOV"),
        ("the US ambassador to Israel", "person", "USAGOV"),
        ("rebel commander", "person", "REB"),
        ("police in Nairobi", "organization", "KENCOP"),
        ("the former French president", "person", "FRAELI"),
        ("UN peacekeepers", "group", "IGO"),
        ("a company spokesman", "person", "BUS"),
        ("two Kenyan ministers", "group", "KENGOV"),
        ("the prime minister's office", "organization", "GOV"),
        # the preposition belongs to the name
        ("leaders of Alternative for Germany", "group", "DEUPTY"),
        # neither the States nor the Victoria of a gazetteer
        ("the presidents of four states around Lake Victoria", "group", "GOV"),
    ],
)
def test_phrase(knowledge: Knowledge, phrase: str, kind: str, code: str) -> None:
    actor = knowledge.actor(phrase, "2020-06-01")
    assert actor is not None
    assert (actor.kind, actor.code) == (kind, code)


def test_what_no_table_knows_is_none(knowledge: Knowledge) -> None:
    assert knowledge.actor("Zebulon Quux", "2020-01-01") is None
    assert knowledge.office("sandwich") is None
    assert knowledge.place("Quuxville") is None
    assert knowledge.actor("") is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Israeli", "ISR"),
        ("the U.S.", "USA"),
        ("Britons", "GBR"),
        ("Côte d'Ivoire", "CIV"),
        ("us", None),
        ("the States", "USA"),
        ("the states", None),
        ("Ruritania", None),
    ],
)
def test_country(knowledge: Knowledge, name: str, code: str | None) -> None:
    assert knowledge.country(name) == code


@pytest.mark.parametrize(
    ("title", "sector", "kind"),
    [
        ("defence minister", "GOV", "person"),
        ("generals", "MIL", "group"),
        ("the senator", "LEG", "person"),
        ("a police spokesman", "COP", "person"),
        ("rebels", "REB", "group"),
        ("parliament", "LEG", "organization"),
    ],
)
def test_office(knowledge: Knowledge, title: str, sector: str, kind: str) -> None:
    office = knowledge.office(title)
    assert office is not None
    assert (office.sector, office.kind) == (sector, kind)


def test_title_and_organization(knowledge: Knowledge) -> None:
    assert knowledge.title("White House spokesperson") == ("spokesperson", "White House")
    assert knowledge.title("a spokeswoman for the harbour board") == ("spokeswoman", "harbour board")


def test_place_has_position_area_and_precision(knowledge: Knowledge) -> None:
    place = knowledge.place("Kiev")
    assert place is not None
    assert (place.name, place.country, place.precision, place.ambiguous) == ("Kyiv", "UKR", "city", False)
    assert place.lat == pytest.approx(50.45, abs=0.1)
    province = knowledge.place("Helmand province")
    assert province is not None
    assert (province.country, province.admin1, province.precision) == ("AFG", "Helmand", "admin1")


def test_ambiguous_place_says_so_until_a_hint_decides(knowledge: Knowledge) -> None:
    unclear = knowledge.place("Georgia")
    assert unclear is not None
    assert unclear.ambiguous
    state = knowledge.place("Georgia", near=("USA",))
    assert state is not None
    assert (state.country, state.precision, state.ambiguous) == ("USA", "admin1", False)
    spanish = knowledge.place("Valencia", country="ESP")
    venezuelan = knowledge.place("Valencia", near=("VEN",))
    assert spanish is not None
    assert venezuelan is not None
    assert (spanish.country, venezuelan.country) == ("ESP", "VEN")


def test_a_namesake_in_a_country_of_the_report_counts_for_bigger_but_not_for_any_size(knowledge: Knowledge) -> None:
    rome, birmingham = knowledge.place("Rome", near={"USA"}), knowledge.place("Birmingham", near={"USA"})
    assert rome is not None
    assert birmingham is not None
    assert (rome.country, birmingham.country) == ("ITA", "USA")


def test_what_lies_in_no_one_country_is_no_place(knowledge: Knowledge) -> None:
    assert knowledge.place("Asia") is None
    assert knowledge.place("the Middle East") is None


def test_user_table_overrides_and_extends(tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text(
        "# ours\nname,kind,country,sector,aliases\nHamas,organization,PSE,GOV,\nQuux Front,organization,KEN,REB,QF\n",
        "utf-8",
    )
    own = Knowledge.load([table])
    assert [a.code for n in ("Hamas", "QF", "Pentagon") if (a := own.actor(n))] == ["PSEGOV", "KENREB", "USAMIL"]
    assert own.version != Knowledge().version


def test_user_places(tmp_path: Path) -> None:
    table = tmp_path / "places.csv"
    table.write_text("name,country,lat,lon\nQuuxville,KEN,-1.5,37.0\n", "utf-8")
    place = Knowledge.load([table]).place("Quuxville")
    assert place is not None
    assert (place.country, place.lat) == ("KEN", -1.5)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name,sector\nX,GOV\n", "needs columns"),
        ("name,kind,country,sector\nX,wizard,KEN,GOV\n", "line 2: kind 'wizard'"),
        ("name,country,lat,lon\nX,KEN,north,1\n", "line 2: lat and lon"),
        ("name,kind,country,sector\nX,person,KEN,GOV,more\n", "line 2: 5 fields"),
    ],
)
def test_broken_user_table_names_file_and_line(tmp_path: Path, text: str, says: str) -> None:
    table = tmp_path / "own.csv"
    table.write_text(text, "utf-8")
    with pytest.raises(KnowledgeError, match=r"own\.csv") as error:
        Knowledge.load([table])
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_area_goes_before_small_towns_of_its_name(knowledge: Knowledge) -> None:
    area = knowledge.place("Colorado")
    city = knowledge.place("Luhansk")
    assert area is not None
    assert city is not None
    assert (area.country, area.precision) == ("USA", "admin1")
    assert (city.country, city.precision) == ("UKR", "city")


@pytest.mark.parametrize(
    ("name", "country", "precision"),
    [
        ("Scotland", "GBR", "admin1"),
        ("the West Bank", "PSE", "admin1"),
        ("Gaza", "PSE", "admin1"),
        ("Gaza City", "PSE", "city"),
        ("Luxembourg", "LUX", "country"),
        ("New York", "USA", "city"),
        ("Washington", "USA", "city"),
        ("Virginia", "USA", "admin1"),
        ("Florida", "USA", "admin1"),
        ("Northern District of Texas", "USA", "admin1"),
    ],
)
def test_parts_of_countries_and_capitals(knowledge: Knowledge, name: str, country: str, precision: str) -> None:
    place = knowledge.place(name)
    assert place is not None
    assert (place.country, place.precision) == (country, precision)


def test_a_user_table_as_yaml(tmp_path: Path) -> None:
    table = tmp_path / "own.yaml"
    table.write_text(
        "- {name: Rivermouth Defence League, aliases: [RDL, the League], kind: group, country: NLD, sector: REB}\n"
        "- {name: Ida Brandt, kind: person, country: NLD, sector: GOV, title: mayor, start: 2020-01-01, end: 2021-12-31}\n",
        "utf-8",
    )
    own = Knowledge.load([table])
    assert [found.code for name in ("RDL", "the League") if (found := own.actor(name))] == ["NLDREB", "NLDREB"]
    then, after = own.actor("Ida Brandt", "2021-06-01"), own.actor("Ida Brandt", "2024-06-01")
    assert then is not None
    assert after is not None
    assert (then.sector, then.roles[0].title, after.sector) == ("GOV", "mayor", "ELI")
    assert own.version != Knowledge().version


@pytest.mark.parametrize(
    "text", ["name: alone", "- [a, b]", "- {name: [", "- {name: x, kind: demon, country: , sector: }"]
)
def test_yaml_that_is_no_table_is_named(tmp_path: Path, text: str) -> None:
    table = tmp_path / "own.yml"
    table.write_text(text, "utf-8")
    with pytest.raises(KnowledgeError, match=r"own\.yml"):
        Knowledge.load([table])
