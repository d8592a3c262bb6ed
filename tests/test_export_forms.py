"""Records in the forms of other tools, against the field lists that those publish."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from archiving import add_all, reports
from factory import article
from onrecord.archive import Writer, ask, reading
from onrecord.cli import main
from onrecord.export.annotation import web_annotations
from onrecord.export.arrow import LAYERS
from onrecord.export.brat import brat
from onrecord.export.coded import AUXILIARY, Coder, folded
from onrecord.export.flat import columns
from onrecord.export.ftm import followthemoney
from onrecord.export.icews import icews
from onrecord.export.plover import plover, polecat
from onrecord.export.write import FORMS
from onrecord.knowledge.plover import codebook
from onrecord.knowledge.plover.goldstein import goldstein
from onrecord.knowledge.plover.tables import QUADS, cameo_code, crosswalk, quad
from onrecord.record import Entity, Event, Mention, Party, Place, Record, Role, Statement, When, span_of
from test_record import MADE_BY

TEXT = "Ida Brandt told reporters that Norway and Chad\nwill meet in Oslo on Monday, after Chad freed Jon Vik."

# PLOVER manual, draft 2.0, chapter "Data Fields": names of each object; the required ones of a record.
PLOVER_RECORD = set(
    "id has_event date time enddate endtime actor recipient event event_loc event_text quad_code event_scale mode "
    "context link text text_info cite_info coder coded_date coded_time comment".split()
)
PLOVER_REQUIRED = {"id", "date", "actor", "event"}
PLOVER_ENTITY = set(
    "code sector entity_text identifier_id identifier_text religion ethnicity office gender age".split()
)
PLOVER_TEXT = {"sequence", "start", "end", "text_story"}
PLOVER_CITE = set("corpus citation url title language publication license copyright coder codebook version".split())
PLOVER_PLACE = set(
    "extracted_place resolved_place geonameid lat lon city district province country country_code feature_class "
    "feature_code resolution".split()
)
OUR_OWN = {"status", "plain_event", "voice", "confidence"}
"""Fields beside PLOVER's, which it leaves to the provider."""
# POLECAT: the first line of its weekly files (doi:10.7910/DVN/AJGVIT); ICEWS: that of its yearly files
# (doi:10.7910/DVN/28075). Names of columns in their order, written down by us.
POLECAT = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|"
    "Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|"
    "Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|Wikipedia Recipient ID|"
    "Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|"
    "Publication Date|Story People|Story Organizations|Story Locations|Language|Version"
).split("|")
ICEWS = (
    "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|"
    "Target Sectors|Target Country|Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|Longitude"
).split("|")
# PLOVER manual, draft 2.0: modes by type (tables of chapter "Categories") and general contexts.
PLOVER_MODES = {
    "CONSULT": "visit third-party multilateral phone", "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet", "REJECT": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize", "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
    "heavy-weapons crowd-control unconventional",
    "AGREE": "", "SUPPORT": "", "CONCEDE": "", "COOPERATE": "", "AID": "",
}  # fmt: skip
PLOVER_CONTEXTS = set(
    "military intelligence executive legislative election political_institutions pro_democracy pro_autocracy economic "
    "legal reparations human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity inequality "
    "diplomatic territory peacekeeping health asylum migration disasters natural_resource environment technology "
    "terrorism cbrn cyber misinformation crime corruption illegal_drugs trafficking".split()
)
QUAD_CODES = {"VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"}
# FollowTheMoney 4.11: properties of its schemata, of those that we write.
FTM = {
    "Article": {"title", "author", "publisher", "publishedAt", "sourceUrl", "language", "bodyText", "namesMentioned"},
    "Person": {"name", "country", "proof", "position", "keywords"},
    "Organization": {"name", "country", "proof", "keywords"},
    "PublicBody": {"name", "country", "proof", "keywords"},
    "Mention": {"document", "resolved", "name", "detectedSchema", "contextCountry"},
    "Event": {"name", "keywords", "startDate", "endDate", "location", "country", "organizer", "involved", "proof",
              "publisher", "sourceUrl", "summary"},
}  # fmt: skip


def at(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def event(**fields: Any) -> Event:
    given: dict[str, Any] = {"id": "e1", "trigger": span_of(TEXT, *_range("meet")), "type": "CONSULT",
                             "status": "happened", "recency": "news", "confidence": 0.5}  # fmt: skip
    return Event(**{**given, **fields})


def _range(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def record(*events: Event, published: str | None = "2024-03-27") -> Record:
    def entity(name: str, words: str, kind: Any, country: str | None, sector: str | None, **more: Any) -> Entity:
        code = f"{country or ''}{sector or ''}" or None
        return Entity(id=name, name=words, kind=kind, country=country, sector=sector, code=code,
                      mentions=(Mention(**at(words), form="name"),), **more)  # fmt: skip

    return Record(
        id="r", made_by=MADE_BY,
        article=article(TEXT, published=published, url="https://news.example/1", outlet="The Bell", title="Talks"),
        entities=(
            entity("n1", "Ida Brandt", "person", "NOR", "GOV", roles=(Role(title="minister"),)),
            entity("n2", "Norway", "place", "NOR", "GOV"), entity("n3", "Chad", "place", "TCD", "GOV"),
            entity("n4", "reporters", "group", None, "MED"),
        ),
        statements=(Statement(
            id="s1", source=span_of(TEXT, 0, 10), source_entity="n1", cue=span_of(TEXT, 11, 15),
            content=(span_of(TEXT, 26, len(TEXT) - 1),), manner="indirect", act="say", source_kind="person", named=True,
            confidence=0.9),),
        events=events,
    )  # fmt: skip


def meeting(**fields: Any) -> Event:
    parties = (Party(**at("Norway"), entity="n2", code="NORGOV"), Party(**at("Chad"), entity="n3", code="TCDGOV"))
    oslo = Place(span=span_of(TEXT, *_range("Oslo")), name="Oslo", country="NOR", admin1="Oslo", lat=59.9, lon=10.7,
                 geoname=3143244, precision="city")  # fmt: skip
    given: dict[str, Any] = {"actors": parties, "place": oslo, "status": "planned", "voice": "s1",
                             "when": When(start="2024-04-01", end="2024-04-01", precision="day"),
                             "context": ("diplomatic",)}  # fmt: skip
    return event(**{**given, **fields})


def coded(*events: Event, every: bool = False) -> list[Any]:
    return list(Coder(every=every).events(record(*events)))


@pytest.mark.parametrize(("kind", "becomes"), [
    ("CONSULT", "AGREE"), ("SUPPORT", "AGREE"), ("COOPERATE", "AGREE"), ("AID", "AGREE"), ("RETREAT", "CONCEDE"),
    ("CONCEDE", "CONCEDE"), ("AGREE", "AGREE"),
])  # fmt: skip
def test_what_is_announced_is_folded_and_dated_by_its_announcement(kind: Any, becomes: str) -> None:
    (made,) = coded(meeting(type=kind))
    assert (made.type, made.mode, made.day, made.own_date) == (becomes, None, "2024-03-27", False)
    (held,) = coded(meeting(type=kind, status="happened"))
    assert (held.type, held.day, held.own_date) == (kind, "2024-04-01", True)


@pytest.mark.parametrize("status", AUXILIARY)
def test_other_statuses_are_left_out_and_counted_or_marked(status: Any) -> None:
    raid = event(type="ASSAULT", status=status)
    coder = Coder()
    assert list(coder.events(record(raid))) == []
    assert coder.left_out == {status: 1}
    (made,) = coded(raid, every=True)
    assert made.type == "ASSAULT"
    assert AUXILIARY[status] in made.contexts
    assert folded(raid)[2] == AUXILIARY[status]


def test_background_is_marked_and_without_a_date_left_out() -> None:
    war = meeting(status="happened", recency="background")
    assert "historical" in coded(war)[0].contexts
    coder = Coder()
    assert list(coder.events(record(event(recency="background")))) == []
    assert list(coder.events(record(event(), published=None))) == []
    assert coder.left_out == {"undated": 2}


def test_plover_fields_are_those_of_the_manual() -> None:
    aid = event(id="e2", type="AID", recipients=(Party(**at("reporters"), entity="n4", code="MED"),))
    for each in coded(meeting(), aid):
        made = plover(each)
        assert set(made) <= PLOVER_RECORD | OUR_OWN
        assert set(made) >= PLOVER_REQUIRED
        assert all(set(x) <= PLOVER_ENTITY for x in made["actor"] + made["recipient"])
        assert set(made["text_info"]) <= PLOVER_TEXT
        assert set(made["cite_info"]) <= PLOVER_CITE
        assert set(made.get("event_loc", {})) <= PLOVER_PLACE
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", made["date"])
        assert all(kind in codebook().names("type") for kind in made["event"])
        assert made["quad_code"] in (1, 2, 3, 4)
    made = plover(coded(meeting())[0])
    assert made["actor"][1] == {"code": "TCD", "sector": "GOV", "entity_text": "Chad", "identifier_text": "Chad"}
    assert made["event_loc"]["geonameid"] == 3143244
    assert made["event_loc"]["resolution"] == 4
    assert (made["event"], made["plain_event"], made["status"]) == (["AGREE"], "CONSULT", "planned")
    assert plover(coded(aid)[0])["recipient"][0]["sector"] == "JRN"


def test_international_bodies_stand_where_plover_has_them() -> None:
    un = Entity(id="n1", name="Norway", kind="organization", sector="IGO", code="IGO",
                mentions=(Mention(**at("Norway"), form="name"),))  # fmt: skip
    made = Record(id="r", article=article(TEXT, published="2024-03-27"), made_by=MADE_BY, entities=(un,),
                  events=(event(actors=(Party(**at("Norway"), entity="n1", code="IGO"),)),))  # fmt: skip
    (each,) = Coder().events(made)
    assert (each.actors[0].country, each.actors[0].sector) == ("IGO", None)


def test_polecat_and_icews_rows_fill_the_published_columns() -> None:
    both = run("polecat", meeting()), run("icews", meeting())
    for text, names in zip(both, (POLECAT, ICEWS), strict=True):
        header, *rows = csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
        assert header == names
        assert {len(row) for row in rows} == {len(names)}
    row = next(csv.DictReader(io.StringIO(both[0]), delimiter="\t"))
    assert (row["Event Type"], row["Actor Country"], row["Quad Code"]) == ("AGREE", "NOR; TCD", "VERBAL COOPERATION")
    assert (row["Recipient Name"], row["GeoNames ID"], row["Intensity"]) == ("None", "3143244", "2.5")
    dyads = list(csv.DictReader(io.StringIO(both[1]), delimiter="\t"))
    assert [(d["Source Country"], d["Target Country"]) for d in dyads] == [("Norway", "Chad"), ("Chad", "Norway")]
    assert {d["CAMEO Code"] for d in dyads} == {"036"}


def test_a_tab_in_a_name_does_not_break_a_row() -> None:
    made = polecat(coded(meeting(mode="vis\tit", status="happened"))[0])
    assert "vis it" in made
    assert len(made) == len(POLECAT)
    assert all("\t" not in cell for row in icews(coded(meeting())[0]) for cell in row)


def test_every_type_and_mode_has_quad_weight_and_a_cameo_code_of_its_type() -> None:
    for kind in codebook().names("type"):
        for mode in (None, *codebook().names("mode", kind)):
            assert re.fullmatch(r"\d{3,4}", cameo_code(kind, mode))
            assert QUADS[quad(kind) - 1].split()[0] in ("VERBAL", "MATERIAL")
            assert -10 <= goldstein().get((kind, mode or ""), goldstein()[kind, ""]) <= 10
    assert cameo_code("AID", None, ("military",)) == "072"
    assert cameo_code("AID", None) == "070"
    assert cameo_code("CONSULT", "phone") == "041"
    assert cameo_code("COERCE", "arrest") == "173"
    assert cameo_code("PROTEST", "demo", ("executive",)) == "1411"


def test_types_modes_and_contexts_are_those_of_the_manual() -> None:
    assert set(codebook().names("type")) == set(PLOVER_MODES)
    for kind, modes in PLOVER_MODES.items():
        assert set(codebook().names("mode", kind)) == set(modes.split())
    assert set(codebook().names("context")) == PLOVER_CONTEXTS


@pytest.mark.parametrize("kind", PLOVER_MODES)
@pytest.mark.parametrize("status", ["happened", "planned", *AUXILIARY])
def test_values_of_polecat_and_plover_are_those_that_are_published(kind: Any, status: Any) -> None:
    for mode in (None, *PLOVER_MODES[kind].split()):
        (each,) = coded(meeting(type=kind, mode=mode, status=status, context=("military", "legal")), every=True)
        made, row = plover(each), dict(zip(POLECAT, polecat(each), strict=True))
        assert row["Event Type"] in PLOVER_MODES
        assert row["Event Mode"] in ("None", *PLOVER_MODES[row["Event Type"]].split())
        assert row["Quad Code"] in QUAD_CODES
        assert -10 <= float(row["Intensity"]) <= 10
        assert set(row["Contexts"].split("; ")) <= PLOVER_CONTEXTS | {
            "historical",
            "future",
            "hypothetical",
            "negation",
        }
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", row["Event Date"])
        assert all(re.fullmatch(r"[A-Z]{3}", code) for code in row["Actor Country"].split("; "))
        assert (made["event"], made["context"]) == ([row["Event Type"]], row["Contexts"].split("; "))


def test_cameo_codes_are_in_the_crosswalk_and_go_back_to_the_type() -> None:
    """Two modes have their CAMEO code under another type: what a court finds, and giving up an office."""
    types: dict[str, set[str]] = {}
    for code, kind, _, _ in crosswalk():
        types.setdefault(code, set()).add(kind)
    elsewhere = {("SANCTION", "convict"): "116", ("RETREAT", "resign"): "0831"}
    for kind in PLOVER_MODES:
        for mode in (None, *PLOVER_MODES[kind].split()):
            for context in ((), *((name,) for name in sorted(PLOVER_CONTEXTS))):
                code = cameo_code(kind, mode, context)
                assert code in types
                assert kind in types[code] or elsewhere[kind, mode] == code


def test_web_annotations_have_what_the_recommendation_requires_and_point_to_the_words() -> None:
    made = list(web_annotations(record(meeting())))
    assert [m["id"] for m in made][:2] == ["urn:onrecord:r:s1", "urn:onrecord:r:e1"]
    for each in made:
        assert each["@context"] == "http://www.w3.org/ns/anno.jsonld"
        assert each["type"] == "Annotation"
        targets = each["target"] if isinstance(each["target"], list) else [each["target"]]
        assert targets
        for target in targets:
            position, quote = target["selector"]
            assert TEXT[position["start"] : position["end"]] == quote["exact"]
            assert TEXT.startswith(quote.get("prefix", ""), position["start"] - len(quote.get("prefix", "")))


def test_brat_offsets_give_the_words_and_no_span_crosses_a_line() -> None:
    lines = [line.split("\t") for line in brat(record(meeting())).splitlines()]
    bounds = {name: rest for name, *rest in lines if name[0] == "T"}
    for label, words in bounds.values():
        parts = [tuple(map(int, part.split())) for part in label.split(" ", 1)[1].split(";")]
        assert " ".join(TEXT[a:b] for a, b in parts) == words
        assert all("\n" not in TEXT[a:b] for a, b in parts)
    events = [rest[0] for name, *rest in lines if name[0] == "E"]
    assert events[0].startswith("Statement:")
    assert re.fullmatch(r"CONSULT:T\d+ Actor:T\d+ Actor2:T\d+ Voice:E1", events[1])
    assert {part.split(":")[1] for line in events for part in line.split()} <= set(bounds) | {"E1"}
    assert any(";" in label for label, _ in bounds.values()), "the content goes on over a line break"


def test_followthemoney_entities_have_properties_of_their_schema_and_refer_to_each_other() -> None:
    made = list(followthemoney(record(meeting(), event(id="e2", actors=(Party(**at("Ida Brandt"), entity="n1"),)))))
    ids = {each["id"] for each in made}
    assert len(ids) == len(made)
    for each in made:
        assert set(each["properties"]) <= FTM[each["schema"]]
        for name in ("proof", "document", "resolved", "organizer", "involved"):
            assert set(each["properties"].get(name, ())) <= ids
    brandt = next(each for each in made if each["schema"] == "Person")
    assert brandt["properties"]["country"] == ["no"]
    assert made[-1]["properties"]["involved"] == [brandt["id"]]


def run(form: str, *events: Event, arguments: tuple[str, ...] = ()) -> str:
    made = record(*events).to_json()
    result = CliRunner().invoke(main, ["export", form, "-", *arguments], input=made)
    assert result.exit_code == 0, result.output
    return result.stdout


def files(path: Path) -> list[bytes]:
    return [f.read_bytes() for f in sorted([path, *path.glob("*")]) if f.is_file()]


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_is_written_from_records_and_twice_the_same(form: str, tmp_path: Path) -> None:
    source = tmp_path / "records.jsonl"
    source.write_text(record(meeting()).to_json() + "\n", "utf-8")
    for name in ("a", "b"):
        result = CliRunner().invoke(main, ["export", form, str(source), "-o", str(tmp_path / name)])
        assert result.exit_code == 0, result.output
    one, two = (files(tmp_path / name) for name in ("a", "b"))
    assert one == two
    assert all(one)


def test_csv_has_a_file_a_layer_with_the_words_of_each_span(tmp_path: Path) -> None:
    source, out = tmp_path / "r.jsonl", tmp_path / "out"
    source.write_text(record(meeting()).to_json() + "\n", "utf-8")
    assert CliRunner().invoke(main, ["export", "csv", str(source), "-o", str(out)]).exit_code == 0
    assert {p.stem for p in out.iterdir()} == set(LAYERS)
    (row,) = csv.DictReader((out / "events.csv").open(encoding="utf-8"))
    assert (row["trigger_text"], row["place_name"], row["when_start"]) == ("meet", "Oslo", "2024-04-01")
    assert json.loads(row["context"]) == ["diplomatic"]
    assert columns("times")[:3] == ("report", "id", "span_start")


def test_a_line_that_is_no_record_is_named(tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text("{}\n", "utf-8")
    result = CliRunner().invoke(main, ["export", "plover", str(bad)])
    assert result.exit_code == 1
    assert "bad.jsonl, line 1" in result.output


def test_a_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    result = CliRunner().invoke(main, ["export", "csv", "-", "-o", str(tmp_path)], input="")
    assert result.exit_code == 1
    assert "not empty" in result.output


def test_an_archive_gives_its_records_and_copies_stay_out_on_demand(tmp_path: Path) -> None:
    archive = tmp_path / "a.archive"
    add_all(archive, list(reports(6)))
    with Writer(archive) as writer, writer.transaction() as connection:
        reading_of = "SELECT reading FROM base.reading WHERE report = "
        connection.execute(
            "INSERT INTO linked.copy_group BY NAME (SELECT 'c1' AS id, 'r1' AS origin, now() AS recorded_at)"
        )
        for name in ("r1", "r2"):
            connection.execute(
                "INSERT INTO linked.copy_member BY NAME (SELECT 'c1' AS copy_group, "
                f"({reading_of}'{name}') AS reading, '{name}' AS report, now() AS recorded_at)"
            )
    ids = {}
    for option in ("--with-copies", "--without-copies"):
        given = ["export", "records", "--archive", str(archive), *([option] if option == "--without-copies" else [])]
        result = CliRunner().invoke(main, given)
        assert result.exit_code == 0, result.output
        ids[option] = [json.loads(line)["id"] for line in result.stdout.splitlines()]
    assert set(ids["--with-copies"]) - set(ids["--without-copies"]) == {"r2"}


def test_the_event_view_has_the_weight_of_the_same_table(tmp_path: Path) -> None:
    archive = tmp_path / "a.archive"
    add_all(archive, list(reports(6)))
    for kind, mode, weight in ask(archive, "SELECT DISTINCT type, mode, goldstein FROM event").rows:
        assert weight == goldstein().get((kind, mode or ""), goldstein()[kind, ""])
    with reading(archive) as connection:
        for (kind, mode), weight in goldstein().items():
            assert connection.execute("SELECT base.goldstein(?, ?)", [kind, mode or None]).fetchone() == (weight,)
        assert connection.execute("SELECT base.goldstein('AID', 'no such')").fetchone() == (goldstein()["AID", ""],)
