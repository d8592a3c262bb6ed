"""Times: spans, values, modifiers and anchors of our own sentences; published Wednesday 2024-03-27 unless told."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factory import context
from onrecord.reading.times import calendar, time_of, times
from onrecord.reading.times.days import when
from onrecord.record import Time

PUBLISHED = "2024-03-27"


def read(text: str, published: str | None = PUBLISHED) -> tuple[Time, ...]:
    return times(context(text, published))


VALUES = {
    # weekdays: the publication day, the one before, the one ahead
    "weekday past": ("Ministers met on Monday.", "Monday", "DATE", "2024-03-25"),
    "weekday today": ("The court ruled on Wednesday.", "Wednesday", "DATE", "2024-03-27"),
    "weekday will": ("Ministers will meet on Monday.", "Monday", "DATE", "2024-04-01"),
    "weekday present": ("The talks resume on Monday.", "Monday", "DATE", "2024-04-01"),
    "weekday scheduled": ("A hearing is scheduled for Friday.", "Friday", "DATE", "2024-03-29"),
    "weekday called off": ("He called off the visit on Monday.", "Monday", "DATE", "2024-03-25"),
    "weekday possessive": ("The party follows Monday's ruling.", "Monday", "DATE", "2024-03-25"),
    "weekday as early as": ("The envoy could return as early as Tuesday.", "Tuesday", "DATE", "2024-04-02"),
    "weekday last": ("It was signed last Friday.", "last Friday", "DATE", "2024-03-22"),
    "weekday next": ("It will be signed next Friday.", "next Friday", "DATE", "2024-03-29"),
    "weekday this past": ("This past Sunday, voters chose.", "This past Sunday", "DATE", "2024-03-24"),
    "weekday this coming": ("They must rule by this coming Sunday.", "this coming Sunday", "DATE", "2024-03-31"),
    "weekday of next week": ("They vote on Tuesday of next week.", "Tuesday of next week", "DATE", "2024-04-02"),
    # months and days of months
    "month past": ("In January a judge blocked the ban.", "January", "DATE", "2024-01"),
    "month ahead": ("The law will take effect in May.", "May", "DATE", "2024-05"),
    "month by": ("The army must withdraw by May.", "May", "DATE", "2024-05"),
    "month last": ("Troops left last October.", "last October", "DATE", "2023-10"),
    "month year": ("The pact of June 2015 holds.", "June 2015", "DATE", "2015-06"),
    "month of last year": ("It began in June of last year.", "June of last year", "DATE", "2023-06"),
    "day past": ("The raid of Oct. 7 killed many.", "Oct. 7", "DATE", "2023-10-07"),
    "day payable": ("The dividend is payable Dec. 7.", "Dec. 7", "DATE", "2024-12-07"),
    "day ahead": ("The vote is set for April 3.", "April 3", "DATE", "2024-04-03"),
    "day full": ("He died on 3 March 2019 in Rome.", "3 March 2019", "DATE", "2019-03-03"),
    "day comma": ("On September 11, 2001, planes struck.", "September 11, 2001", "DATE", "2001-09-11"),
    "day of the month": ("The strike began on the 3rd of March.", "the 3rd of March", "DATE", "2024-03-03"),
    "day iso": ("Filed 2023-11-02 in court.", "2023-11-02", "DATE", "2023-11-02"),
    "leap day": ("It happened on Feb. 29, 2024.", "Feb. 29, 2024", "DATE", "2024-02-29"),
    # parts and wholes of years
    "half": ("Exports fell in the first half of 2019.", "the first half of 2019", "DATE", "2019-H1"),
    "quarter": ("Exports rose in the third quarter of 2021.", "the third quarter of 2021", "DATE", "2021-Q3"),
    "quarter hyphen": ("Fourth-quarter profit fell.", "Fourth-quarter", "DATE", "2023-Q4"),
    "decade": ("It was built in the 1980s.", "the 1980s", "DATE", "198"),
    "century": ("A treaty of the 19th century stands.", "the 19th century", "DATE", "18"),
    "season": ("Fires spread last summer.", "last summer", "DATE", "2023-SU"),
    "year": ("It was founded in 1949.", "1949", "DATE", "1949"),
    "year of a thing": ("The 2020 census asked it.", "2020", "DATE", "2020"),
    "fiscal year": ("Spending rose in fiscal 2022.", "fiscal 2022", "DATE", "2022"),
    # counted from publication
    "yesterday": ("He spoke yesterday.", "yesterday", "DATE", "2024-03-26"),
    "tomorrow": ("He speaks tomorrow.", "tomorrow", "DATE", "2024-03-28"),
    "last week": ("They met last week.", "last week", "DATE", "2024-W12"),
    "this week": ("They meet this week.", "this week", "DATE", "2024-W13"),
    "next month": ("They meet next month.", "next month", "DATE", "2024-04"),
    "last year": ("They met last year.", "last year", "DATE", "2023"),
    "weekend": ("They met last weekend.", "last weekend", "DATE", "2024-W12-WE"),
    "years ago": ("They split two years ago.", "two years ago", "DATE", "2022"),
    "months ago": ("They split five months ago.", "five months ago", "DATE", "2023-10"),
    "weeks ago": ("They split three weeks ago.", "three weeks ago", "DATE", "2024-W10"),
    "days ago": ("They split ten days ago.", "ten days ago", "DATE", "2024-03-17"),
    "a decade ago": ("They split a decade ago.", "a decade ago", "DATE", "2014"),
    "vague ago": ("They split several years ago.", "several years ago", "DATE", "PAST_REF"),
    "couple ago": ("They split a couple of years ago.", "a couple of years ago", "DATE", "2022"),
    "year and a half ago": ("He left a year-and-a-half ago.", "a year-and-a-half ago", "DATE", "2022-09"),
    "hours ago with a dash": ("He left four–five hours ago.", "four–five hours ago", "DATE", "2024-03-27"),
    "previous years": ("It fell below previous years.", "previous years", "DATE", "PAST_REF"),
    # direction by the verb and its preposition
    "postponed on": ("The vote was postponed on Monday.", "Monday", "DATE", "2024-03-25"),
    "postponed to": ("The court postponed the vote to June.", "June", "DATE", "2024-06"),
    "delayed until": ("The law was delayed until June.", "June", "DATE", "2024-06"),
    "put off until": ("Talks were put off until late April.", "late April", "DATE", "2024-04"),
    "put off until at least": ("Both agreed on patrols, but put off talks until at least April.", "April", "DATE", "2024-04"),
    "was to": ("His term was to end in August.", "August", "DATE", "2024-08"),
    "said they believe": ("Police said on Monday they believe he fled.", "Monday", "DATE", "2024-03-25"),
    # lengths
    "years and months": ("He got two years and three months.", "two years and three months", "DURATION", "P2Y3M"),
    "years, months": ("He got 15 years, 8 months.", "15 years, 8 months", "DURATION", "P15Y8M"),
    "hours and minutes": ("It took two hours and ten minutes.", "two hours and ten minutes", "DURATION", "PT2H10M"),
    "several-hours": ("They saw a several-hours delay.", "several-hours", "DURATION", "PTXH"),
    "within an hour of": ("He died within an hour of the blast.", "an hour", "DURATION", "PT1H"),
    "within seconds": ("Help came within seconds.", "seconds", "DURATION", "PTXS"),
    "hundreds": ("It was hunted in the 1800s.", "the 1800s", "DATE", "18"),
    # parts of day and clock times
    "weekday night": ("Shots were heard on Monday night.", "Monday night", "TIME", "2024-03-25TNI"),
    "last night": ("Shots were heard last night.", "last night", "TIME", "2024-03-26TNI"),
    "this morning": ("Shots were heard this morning.", "this morning", "TIME", "2024-03-27TMO"),
    "clock": ("He landed at 9:30 p.m. on Monday.", "9:30 p.m. on Monday", "TIME", "2024-03-25T21:30"),
    "clock zone": ("On Monday it began at 1430 UTC.", "1430 UTC", "TIME", "2024-03-25T14:30Z"),
    "clock local": ("On Monday it began at 7:05 a.m. local time.", "7:05 a.m. local time", "TIME", "2024-03-25T07:05"),
    "clock in the morning": ("On Monday it began at 4 in the morning.", "4 in the morning", "TIME", "2024-03-25T04:00"),
    "noon": ("On Monday it began at noon.", "noon", "TIME", "2024-03-25T12:00"),
    # holidays
    "christmas": ("Talks broke down at Christmas.", "Christmas", "DATE", "2023-12-25"),
    "thanksgiving": ("They dined on Thanksgiving 2022.", "Thanksgiving 2022", "DATE", "2022-11-24"),
    "easter": ("They will march on Easter Sunday.", "Easter Sunday", "DATE", "2024-03-31"),
    # lengths and sets
    "length": ("He ruled for three weeks.", "three weeks", "DURATION", "P3W"),
    "length hyphen": ("A two-day strike began.", "two-day", "DURATION", "P2D"),
    "length vague": ("He ruled for months.", "months", "DURATION", "PXM"),
    "length few": ("He ruled for a few hours.", "a few hours", "DURATION", "PTXH"),
    "length an": ("He waited for an hour.", "an hour", "DURATION", "PT1H"),
    "length span": ("Over the last 27 years it grew.", "the last 27 years", "DURATION", "P27Y"),
    "length and a half": ("He waited a year and a half.", "a year and a half", "DURATION", "P1.5Y"),
    "length before": ("He left two days before the vote.", "two days", "DURATION", "P2D"),
    "set every": ("They march every Friday.", "every Friday", "SET", "XXXX-WXX-5"),
    "set years": ("They vote every two years.", "every two years", "SET", "P2Y"),
    "set annually": ("It is held annually.", "annually", "SET", "P1Y"),
    "set rate": ("It costs $5 a year.", "a year", "SET", "P1Y"),
    # now, then
    "now": ("They are now in exile.", "now", "DATE", "PRESENT_REF"),
    "current": ("The current law forbids it.", "current", "DATE", "PRESENT_REF"),
    "recently": ("He recently resigned.", "recently", "DATE", "PAST_REF"),
    "future": ("He fears for the future.", "the future", "DATE", "FUTURE_REF"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "span", "kind", "value"), VALUES.values(), ids=VALUES)
def test_value(text: str, span: str, kind: str, value: str) -> None:
    assert (span, kind, value) in [(t.span.text, t.type, t.value) for t in read(text)]


WOULD = {
    "from": ("The union called it a betrayal and said it would strike from Friday.", "2024-03-29"),
    "said behind": ("The union would strike on Friday, it said.", "2024-03-29"),
    "said by nobody": ("The docks would stay shut until the talks. They would open on Friday.", "2024-03-29"),
    "said then": ("The union said it would strike on Monday.", "2024-03-25"),
    "it did not": ("It would have struck on Monday, the union said.", "2024-03-25"),
}


@pytest.mark.parametrize(("text", "value"), WOULD.values(), ids=WOULD)
def test_would_lies_ahead_where_the_day_is_surely_its_own(text: str, value: str) -> None:
    assert read(text)[-1].value == value


MODIFIERS = {
    "late on": ("It ended late on Sunday.", "late on Sunday", "2024-03-24", "END"),
    "early": ("Early Tuesday he left.", "Early Tuesday", "2024-03-26", "START"),
    "mid": ("He left in mid-January.", "mid-January", "2024-01", "MID"),
    "end of": ("It was due by the end of 2019.", "the end of 2019", "2019", "END"),
    "late 1990s": ("He led it in the late 1990s.", "the late 1990s", "199", "END"),
    "earlier this month": ("He left earlier this month.", "earlier this month", "2024-03", "START"),
    "nearly": ("He ruled for nearly two years.", "nearly two years", "P2Y", "LESS_THAN"),
    "more than": ("He ruled for more than 30 years.", "more than 30 years", "P30Y", "MORE_THAN"),
    "about": ("He waited about five hours.", "about five hours", "PT5H", "APPROX"),
    "at least": ("He waited at least two weeks.", "at least two weeks", "P2W", "EQUAL_OR_MORE"),
}


@pytest.mark.parametrize(("text", "span", "value", "mod"), MODIFIERS.values(), ids=MODIFIERS)
def test_modifier(text: str, span: str, value: str, mod: str) -> None:
    assert (span, value, mod) in [(t.span.text, t.value, t.mod) for t in read(text)]


ANCHORED = {
    "day before": ("Shots fell on March 20. The day before, talks failed.", "The day before", "2024-03-19"),
    "next day": ("Shots fell on March 20. Talks failed the next day.", "the next day", "2024-03-21"),
    "that day": ("Shots fell on March 20. Talks failed that day.", "that day", "2024-03-20"),
    "days later": ("Shots fell on March 20. Talks failed two days later.", "two days later", "2024-03-22"),
    "that night": ("Shots fell on March 20. Talks failed that night.", "that night", "2024-03-20TNI"),
    "week later": ("Shots fell on March 4. Talks failed a week later.", "a week later", "2024-W11"),
    "year earlier": ("The bank fell in 2008. A year earlier it grew.", "A year earlier", "2007"),
    "that date": ("The vote is set for May 5. He must go by that date.", "that date", "2024-05-05"),
    "days before the vote": ("The vote was held on March 12. Two days before the vote he quit.", "Two days before",
                             "2024-03-10"),
    "quoted": ("She spoke on Sunday: \"Today, I am leaving the race.\"", "Today", "2024-03-24"),
    "quoted last night": ("She wrote on Sunday: \"He left last night.\"", "last night", "2024-03-23TNI"),
    "before the vote": ("The vote was held on March 12. He quit the day before the vote.", "the day before", "2024-03-11"),
    "day of the vote": ("The vote was held on March 12. On the day of the vote he quit.", "the day", "2024-03-12"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "span", "value"), ANCHORED.values(), ids=ANCHORED)
def test_other_anchor(text: str, span: str, value: str) -> None:
    found = next(t for t in read(text) if t.span.text == span)
    assert (found.value, found.anchor) == (value, "t1")


def test_the_same_day_of_something_past_is_no_day_ahead() -> None:
    text = "She was freed on Sunday. The trial opens on April 5. Two men were held on the same day."
    assert [t.value for t in read(text)] == ["2024-03-24", "2024-04-05", "2024-03-24"]


def test_today_in_a_quotation_sets_no_day_for_what_follows() -> None:
    text = 'She wrote on Sunday: "He quit last night, and I was told this morning."'
    assert [t.value for t in read(text)] == ["2024-03-24", "2024-03-23TNI", "2024-03-24TMO"]


def test_a_quarter_of_earnings_is_the_anchor_of_a_year_earlier() -> None:
    text = "Third-quarter profit rose to $5 million. It was $3 million a year earlier."
    assert [t.value for t in read(text, "2023-11-02")] == ["2023-Q3", "2022-Q3"]


def test_both_days_of_a_range_are_times() -> None:
    found = read("They met on March 3-5 in Oslo.")
    assert [(t.span.text, t.value) for t in found] == [("March 3", "2024-03-03"), ("5", "2024-03-05")]


UNDATED = {
    "weekday": ("They met on Monday.", "XXXX-WXX-1"),
    "month": ("They met in March.", "XXXX-03"),
    "day": ("They met on March 5.", "XXXX-03-05"),
    "yesterday": ("They met yesterday.", "XXXX-XX-XX"),
    "last week": ("They met last week.", "XXXX-WXX"),
    "last year": ("They met last year.", "XXXX"),
    "years ago": ("They met two years ago.", "XXXX"),
    "fixed by the text": ("They met on March 5, 2021.", "2021-03-05"),
}


@pytest.mark.parametrize(("text", "value"), UNDATED.values(), ids=UNDATED)
def test_without_a_publication_date_only_the_text_fixes_values(text: str, value: str) -> None:
    (found,) = read(text, published=None)
    assert (found.value, found.anchor) == (value, None)


NONE = {
    "may": "They may leave and may march on.",
    "second": "A second man and a second opinion.",
    "count": "About 2000 people came, 1,950 votes for him.",
    "age": "A 46-year-old woman spoke.",
    "person": "Theresa May told Mrs. May so.",
    "fall": "Prices fall and they fall silent.",
    "then": "He then left, and subsequently returned.",
    "price": "It cost $1999 then.",
    "speed": "It moved at five miles per hour.",
    "score": "They won 3-2.",
    "super": "She won on Super Tuesday.",
    "newspapers": "A daily newspaper and the Daily Courier said so.",
    "bill": "The Reform Bill 2019 was passed.",
    "age of a thing": "The 50-year-old alliance held.",
    "thirties": "He was in his 30s.",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_not_a_time(text: str) -> None:
    assert read(text) == ()


CALENDAR = {
    "day": ("on March 20", "2024-03-20", "2024-03-20", "day"),
    "part of day": ("on Monday night", "2024-03-25", "2024-03-25", "day"),
    "week": ("last week", "2024-03-18", "2024-03-24", "week"),
    "month": ("in February", "2024-02-01", "2024-02-29", "month"),
    "quarter": ("in the first quarter of 2021", "2021-01-01", "2021-03-31", "month"),
    "half": ("in the second half of 2021", "2021-07-01", "2021-12-31", "month"),
    "winter": ("in the winter of 2021", "2021-12-01", "2022-02-28", "month"),
    "year": ("in 2021", "2021-01-01", "2021-12-31", "year"),
    "decade": ("in the 1990s", "1990-01-01", "1999-12-31", "decade"),
    "weekend": ("last weekend", "2024-03-23", "2024-03-24", "day"),
}


@pytest.mark.parametrize(("when", "start", "end", "precision"), CALENDAR.values(), ids=CALENDAR)
def test_calendar(when: str, start: str, end: str, precision: str) -> None:
    made = context(f"They met {when}.")
    (time,) = times(made)
    days = calendar(time, made)
    assert days is not None
    assert (days.start, days.end, days.precision) == (start, end, precision)


@pytest.mark.parametrize("text", ["They met recently.", "They met for two days.", "They meet every Friday."])
def test_no_calendar_where_the_text_fixes_none(text: str) -> None:
    made = context(text)
    (time,) = times(made)
    assert calendar(time, made) is None


def test_no_calendar_without_a_publication_date() -> None:
    made = context("They met on Monday.", published=None)
    assert calendar(times(made)[0], made) is None


DATES = {
    "own clause": ("Rebels attacked the town on Monday and left on Tuesday.", "attacked", "Monday"),
    "second verb": ("Rebels attacked the town on Monday and left on Tuesday.", "left", "Tuesday"),
    "front": ("On Monday, the court freed him.", "freed", "Monday"),
    "adverb": ("The court freed him yesterday.", "freed", "yesterday"),
    "noun's own": ("He condemned Sunday's attack.", "attack", "Sunday"),
    "noun of the clause": ("The army launched an offensive in March.", "offensive", "March"),
    "of a length": ("It came after weeks of protests.", "protests", "weeks"),
    "not the nested": ("He said the court freed her on Monday.", "said", None),
    "nested": ("He said the court freed her on Monday.", "freed", "Monday"),
    "not the relative clause's": ("He praised the judge who freed her on Monday.", "praised", None),
    "none": ("He praised the judge.", "praised", None),
}


@pytest.mark.parametrize(("text", "word", "expected"), DATES.values(), ids=DATES)
def test_the_time_of_a_predicate(text: str, word: str, expected: str | None) -> None:
    made = context(text)
    made = made.having("times", times(made))
    found = time_of(made, made.parse.word.index(word))
    assert (found.span.text if found else None) == expected


def test_ids_are_in_text_order_and_spans_apart() -> None:
    found = read("On Monday and Tuesday, two days after the vote of 2021, they met for five hours last night.")
    assert [t.id for t in found] == [f"t{k + 1}" for k in range(len(found))]
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@pytest.mark.parametrize("text", ["", "\n\n", "2024", "Monday", "the the of of", "3 to", "99/99/99 at 31:99"])
def test_odd_text_is_read(text: str) -> None:
    assert all(t.span.text for t in read(text))


FAR = {
    "years": ("It lived three million years ago.", "PAST_REF"),
    "days": ("It lived a billion days ago.", "PAST_REF"),
    "centuries": ("It lived 900 centuries ago.", "PAST_REF"),
}


@pytest.mark.parametrize(("text", "value"), FAR.values(), ids=FAR)
def test_what_lies_before_the_calendar_is_past(text: str, value: str) -> None:
    assert [t.value for t in read(text)] == [value]


@given(
    st.integers(0, 9999), st.sampled_from(["", "-03", "-12", "-W01", "-W52", "-W53-WE", "-Q4", "-H2", "-WI", "-12-31"])
)
def test_any_year_has_its_days_or_none(year: int, part: str) -> None:
    found = when(f"{year:04}{part}")
    assert found is None or found.start <= found.end
    assert (found is not None) or year in (0, 9999) or "W53" in part
