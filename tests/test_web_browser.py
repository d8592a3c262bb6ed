"""The pages in a real browser: links scroll, keys lead through, layers switch, nothing bars anybody from them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archiving import Patterns, text_of
from browser import PHONE, WIDE, browser, media, script, served, size

PAGES = ("/", "/report/rivermouth", "/report/herald-0506", "/report/herald-0507", "/story/nna-0506",
         "/story/nna-0506?published_by=2024-05-07", "/story/nna-0506?show=happenings", "/actor/standard-0506/n2",
         "/country/USA", "/read", "/report/none", "/explore", "/explore/events", "/explore/events?type=ACCUSE&once=false",
         "/explore/statements?about=river", "/explore/figures", "/explore/plans", "/explore/divergences",
         "/explore/failures", "/explore/reports", "/explore/quotations", "/map", "/dyads", "/search",
         "/search?q=ferry+AND+river", "/search?q=river&within=statements")  # fmt: skip
QUIET = "/report/none"
"""Its status is 404, which the browser's console says."""


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    with browser() as driver:
        yield driver


@pytest.fixture(scope="module")
def site(news: Path, driver: Any) -> Iterator[str]:
    with served(news) as address:
        yield address


@pytest.fixture(autouse=True)
def _as_it_was(driver: Any) -> Iterator[None]:
    yield
    script(driver, True)
    size(driver, *WIDE)
    media(driver)


def run(driver: Any, code: str, *given: Any) -> Any:
    return driver.execute_script(code, *given)


def by(driver: Any, css: str) -> Any:
    return driver.find_element("css selector", css)


def press(driver: Any, *keys: str) -> None:
    from selenium.webdriver import ActionChains

    for key in keys:
        ActionChains(driver).send_keys(key).perform()


def in_view(driver: Any, css: str) -> bool:
    return bool(
        run(
            driver,
            "const r = document.querySelector(arguments[0]).getBoundingClientRect();"
            "return r.top >= 0 && r.bottom <= innerHeight",
            css,
        )
    )


def complaints(driver: Any) -> list[str]:
    return [entry["message"] for entry in driver.get_log("browser")]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_without_a_complaint_and_without_asking_elsewhere(driver: Any, site: str, path: str) -> None:
    complaints(driver)
    driver.get(site + path)
    assert by(driver, "h1").text
    asked = run(driver, "return performance.getEntriesByType('resource').map(e => e.name)")
    assert all(name.startswith(site) for name in asked)
    said = [c for c in complaints(driver) if not (path == QUIET and "404" in c)]
    assert said == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_page_bars_nobody(driver: Any, site: str, path: str, dark: bool) -> None:
    """axe-core finds nothing serious or critical, of WCAG 2 A and AA and of good practice."""
    from axe_core_python.selenium import Axe

    media(driver, dark=dark)
    driver.get(site + path)
    driver.set_script_timeout(120)
    found = Axe().run(driver)
    grave = [
        f"{v['id']}: {v['nodes'][0]['html'][:160]} ({len(v['nodes'])})"
        for v in found["violations"]
        if v["impact"] in ("serious", "critical")
    ]
    assert grave == []
    assert len(found["passes"]) > 5


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_a_phone_and_twice_the_size(driver: Any, site: str, path: str) -> None:
    for width, height, zoom in ((*PHONE, 1.0), (*WIDE, 2.0), (320, 640, 1.0)):
        size(driver, width, height, zoom)
        driver.get(site + path)
        wide, there = run(driver, "return [document.documentElement.scrollWidth, innerWidth]")
        assert wide <= there, (width, zoom)


def test_a_permanent_link_scrolls_to_its_words(driver: Any, site: str) -> None:
    for item in ("s20", "e15", "f9", "t12", "p3"):
        driver.get("about:blank")
        driver.get(f"{site}/report/rivermouth#{item}")
        run(driver, "return new Promise(done => setTimeout(done, 900))")
        assert in_view(driver, f"#{item} + *"), item


def test_pointing_at_a_card_lights_its_words_and_voice(driver: Any, site: str) -> None:
    driver.get(f"{site}/report/rivermouth#s1")
    card = by(driver, ".item[data-of='s1'] .self")
    run(driver, "arguments[0].focus()", card)
    lit = run(driver, "return [...document.querySelectorAll('.body .lit')].map(e => e.textContent).join('')")
    assert "Varland and Kessan will hold talks" in lit
    parts = run(driver, "return [...document.querySelectorAll('.body .lit-part')].map(e => e.textContent).join(' ')")
    assert "said" in parts
    event = by(driver, ".item.event-item[data-also~='s1'] .self")
    run(driver, "arguments[0].focus()", event)
    voice = run(driver, "return [...document.querySelectorAll('.body .lit-voice')].map(e => e.textContent).join('')")
    assert "the commission that runs their border" in voice


def test_pointing_at_a_second_mention_lights_the_first(driver: Any, site: str) -> None:
    driver.get(f"{site}/report/rivermouth")
    later = run(
        driver,
        "const eve = [...document.querySelectorAll('.body .source')].filter(e => /Tumasyan/.test(e.textContent)).pop();"
        "eve.scrollIntoView({block: 'center'}); eve.dispatchEvent(new PointerEvent('pointerover', {bubbles: true}));"
        "return [...document.querySelectorAll('.lit-before')].map(e => e.textContent)",
    )
    assert any("Tumasyan" in words for words in later)


def test_keys_alone_lead_through_a_report(driver: Any, site: str) -> None:
    from selenium.webdriver import Keys

    driver.get(f"{site}/report/rivermouth")
    press(driver, Keys.TAB)
    assert run(driver, "return document.activeElement.className") == "skip"
    assert in_view(driver, ".skip")
    press(driver, Keys.ENTER)
    assert driver.current_url.endswith("#main")
    reached = set()
    for _ in range(25):
        press(driver, Keys.TAB)
        reached.add(run(driver, "return document.activeElement.id || document.activeElement.className.split(' ')[0]"))
        shown = run(
            driver, "const s = getComputedStyle(document.activeElement); return s.outlineStyle + s.outlineWidth"
        )
        assert shown != "none0px"
    assert {"layer-statements", "layer-plans", "letter"} <= reached


@pytest.mark.parametrize("is_on", [True, False], ids=["with script", "without"])
def test_a_layer_switches_off(driver: Any, site: str, is_on: bool) -> None:
    script(driver, is_on)
    driver.get(f"{site}/report/rivermouth")
    seen = {
        "statements": (".body .letter", "display", "none"),
        "events": (".body a.event", "textDecorationLine", "none"),
        "figures": (".body .figure", "boxShadow", "none"),
        "times": (".body .time", "backgroundImage", "none"),
        "plans": (".body .plan", "borderLeftWidth", "0px"),
    }
    for layer, (css, name, off) in seen.items():
        assert by(driver, css).value_of_css_property(_dashed(name)) != off, layer
        by(driver, f"#layer-{layer}").click()
        assert by(driver, css).value_of_css_property(_dashed(name)) == off, layer
    assert not by(driver, ".item.event-item").is_displayed()


def _dashed(name: str) -> str:
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name)


def test_without_script_everything_is_there(driver: Any, site: str) -> None:
    script(driver, False)
    driver.get(f"{site}/report/rivermouth")
    shown = [e for e in driver.find_elements("css selector", ".item") if e.is_displayed()]
    assert len(shown) == len(driver.find_elements("css selector", ".item")) > 50
    driver.get(f"{site}/story/nna-0506")
    by(driver, "#reports summary").click()
    assert by(driver, "#reports details li a").is_displayed()
    by(driver, ".strip a").click()
    assert "published_by=2024-05-06" in driver.current_url


def test_the_side_column_follows_the_paragraph_in_view(driver: Any, site: str) -> None:
    driver.get(f"{site}/report/rivermouth")
    seen = []
    for number in (1, 6, 9):
        run(
            driver,
            "document.getElementById(`paragraph-${arguments[0]}`).scrollIntoView({behavior: 'instant'});",
            number,
        )
        run(driver, "scrollBy({top: -120, behavior: 'instant'}); return new Promise(d => setTimeout(d, 400))")
        seen.append([e.get_attribute("data-for") for e in driver.find_elements("css selector", ".items.in-view")])
    assert all(len(s) <= 1 for s in seen)
    assert seen[0] != seen[-1]
    run(driver, "document.getElementById('follow').click()")
    assert len([e for e in driver.find_elements("css selector", ".items") if e.is_displayed()]) > 5


def test_the_explorers_work_by_keys_alone(driver: Any, site: str) -> None:
    from selenium.webdriver import Keys
    from selenium.webdriver.support.wait import WebDriverWait

    driver.get(f"{site}/explore/events")
    seen: list[str] = []
    for _ in range(60):
        press(driver, Keys.TAB)
        at = run(driver, "const e = document.activeElement; return [e.tagName, e.name || '', e.textContent.trim()]")
        style = run(
            driver, "const s = getComputedStyle(document.activeElement); return s.outlineStyle + s.outlineWidth"
        )
        assert style != "none0px", at
        seen.append(at[1] or at[2])
        if at[1] == "once":
            break
    assert {"actor", "since", "once"} <= set(seen)
    press(driver, "e", Keys.TAB, Keys.ENTER)
    WebDriverWait(driver, 30).until(lambda d: "once=false" in d.current_url)
    assert by(driver, "select[name=once]").get_attribute("value") == "false"


@pytest.mark.parametrize("is_on", [True, False], ids=["with script", "without"])
def test_the_explorers_work_with_and_without_script(driver: Any, site: str, is_on: bool) -> None:
    script(driver, is_on)
    driver.get(f"{site}/explore/events?once=false")
    raw = int(by(driver, ".explore-main strong").text.replace(",", ""))
    driver.get(f"{site}/explore/events")
    once = int(by(driver, ".explore-main strong").text.replace(",", ""))
    assert once < raw
    by(driver, ".facets section[aria-label=Status] a").click()
    assert "status=" in driver.current_url
    assert int(by(driver, ".explore-main strong").text.replace(",", "")) < once
    driver.get(f"{site}/search?q=river")
    by(driver, "a.hit").click()
    assert "/report/" in driver.current_url
    assert "#paragraph-" in driver.current_url
    assert in_view(driver, "#" + driver.current_url.partition("#")[2])


def test_pictures_are_drawn_in_the_page(driver: Any, site: str) -> None:
    for path in ("/explore/events", "/map", "/story/nna-0506", "/search?q=river"):
        driver.get(site + path)
        images = run(
            driver,
            "for (const i of document.images) i.loading = 'eager';"
            "return Promise.all([...document.images].map(i => i.decode().then(() => i.naturalWidth)))",
        )
        assert images, path
        assert all(width > 300 for width in images), path


def test_on_a_phone_filters_are_folded(driver: Any, site: str) -> None:
    size(driver, *PHONE)
    driver.get(f"{site}/explore/events")
    assert by(driver, ".explore-main strong").location["y"] < PHONE[1]
    by(driver, ".filters summary").click()
    assert by(driver, ".filters input[name=since]").is_displayed()
    script(driver, False)
    driver.get(f"{site}/explore/events")
    assert by(driver, ".filters input[name=since]").is_displayed()


def test_on_a_phone_a_touch_opens_the_items_of_a_paragraph(driver: Any, site: str) -> None:
    size(driver, *PHONE)
    driver.get(f"{site}/report/rivermouth")
    assert not by(driver, ".side").is_displayed()
    by(driver, "#paragraph-1 .cue, #paragraph-1 .source").click()
    assert by(driver, ".side .in-view .item").is_displayed()
    from selenium.webdriver import Keys

    press(driver, Keys.ESCAPE)
    assert not by(driver, ".side").is_displayed()


def test_a_status_is_told_without_colour(driver: Any, site: str) -> None:
    """Each status of an event has a line style of its own."""
    driver.get(f"{site}/report/rivermouth")
    by(driver, ".legend summary").click()
    styles = {}
    for status in ("happened", "planned", "called_off", "denied", "possible"):
        mark = by(driver, f".legend .event.{status}")
        assert mark.is_displayed()
        after = run(driver, "return getComputedStyle(arguments[0], '::after').content", mark)
        styles[status] = (mark.value_of_css_property("text-decoration-style"), after)
    assert len({line for line, _ in styles.values()}) == 5
    assert len({mark for _, mark in styles.values()}) == 5


def test_a_report_prints_without_what_is_for_the_screen(driver: Any, site: str) -> None:
    driver.get(f"{site}/report/rivermouth")
    media(driver, kind="print")
    assert not by(driver, ".top").is_displayed()
    assert not by(driver, ".layers").is_displayed()
    assert by(driver, ".body").is_displayed()
    items = driver.find_elements("css selector", ".item")
    assert all(e.is_displayed() for e in items[:5] + items[-5:])


def test_a_report_is_pasted_and_read(driver: Any) -> None:
    from selenium.webdriver.support.wait import WebDriverWait

    with served(None, Patterns) as address:
        driver.get(address)
        by(driver, "textarea").send_keys(text_of(3))
        by(driver, "main form button").click()
        WebDriverWait(driver, 120).until(lambda d: d.find_elements("css selector", ".body"))
        record = json.loads(by(driver, "input[name=record]").get_attribute("value"))
        assert record["article"]["text"] == text_of(3)
        assert by(driver, "#s1")
        assert by(driver, ".item.statement-item .self").get_attribute("href").endswith("#s1")
