from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.linking.identity import Forward, settle
from onrecord.linking.stories import average_link, find_stories

FLOOD = [
    "Flood cuts off Talmouth\nThe river Tal burst its banks at Talmouth and families fled to the school of St Anne.",
    "Talmouth flood: army sends boats\nSoldiers with boats reached Talmouth, where the river Tal burst its banks.",
    "Talmouth families return\nFamilies went home to Talmouth as the river Tal fell, three days after it burst its banks.",
]
VOTE = [
    "Parliament votes on Okoro\nLawmakers in Lagaro vote on Prime Minister Ada Okoro's budget, with confidence at stake.",
    "Okoro loses budget vote\nPrime Minister Ada Okoro lost the confidence vote on her budget in Lagaro by two votes.",
]
LONE = "Chess title for teenager\nA pupil of fourteen from Brno won the open chess championship without losing a game."


def test_reports_of_one_happening_meet() -> None:
    texts = [FLOOD[0], VOTE[0], FLOOD[1], LONE, VOTE[1], FLOOD[2]]
    assert find_stories(texts, [None] * 6, threshold=0.4) == [[0, 2, 5], [1, 4], [3]]


def test_the_window_keeps_apart_what_lies_far_apart_in_time() -> None:
    texts = [FLOOD[0], VOTE[0], FLOOD[1], LONE, VOTE[1]]
    assert find_stories(texts, [0, 0, 400, 0, 3], threshold=0.4, window=10) == [[0], [1, 4], [2], [3]]


def test_known_stories_stay_together() -> None:
    assert [0, 3] in find_stories([FLOOD[0], VOTE[0], VOTE[1], LONE], [None] * 4, known=[[0, 3]], threshold=0.4)


def test_average_link_asks_for_the_mean_of_all_pairs() -> None:
    chain = {(0, 1): 0.9, (1, 2): 0.8}
    assert average_link(chain, 3, 0.5) == [[0, 1], [2]]
    assert average_link({**chain, (0, 2): 0.4}, 3, 0.5) == [[0, 1, 2]]


def test_ids_survive_growth() -> None:
    assert settle({"a": "a", "b": "a"}, [["a", "b", "c"], ["d"]]).group == {"a": "a", "b": "a", "c": "a", "d": "d"}


def test_a_merge_keeps_the_larger_and_forwards_the_other() -> None:
    settled = settle({"a": "a", "b": "a", "c": "c"}, [["a", "b", "c"]])
    assert set(settled.group.values()) == {"a"}
    assert settled.forwards == (Forward("c", "a", "merge"),)


def test_a_split_keeps_the_id_with_the_most_and_traces_the_part() -> None:
    settled = settle({"a": "a", "b": "a", "c": "a"}, [["b", "c"], ["a"]])
    assert settled.group["b"] == settled.group["c"] == "a"
    assert settled.group["a"] not in ("a", "b")
    assert settled.forwards == (Forward("a", settled.group["a"], "split"),)


@given(st.lists(st.integers(0, 5), max_size=12), st.lists(st.integers(0, 5), min_size=12, max_size=12))
def test_an_id_names_one_group_and_none_is_lost(old: list[int], new: list[int]) -> None:
    items = [f"r{n:02}" for n in range(len(new))]
    before = {item: f"r{old.index(k):02}" for item, k in zip(items, old, strict=False)}
    groups = [[i for i, n in zip(items, new, strict=True) if n == k] for k in sorted(set(new))]
    settled = settle(before, groups)
    assert len({settled.group[group[0]] for group in groups}) == len(groups)
    gone = set(before.values()) - set(settled.group.values())
    assert gone <= {forward.old for forward in settled.forwards}


@given(st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] < p[1]), st.floats(0, 1)))
def test_clusters_hold_every_item_once(pairs: dict[tuple[int, int], float]) -> None:
    assert sorted(i for cluster in average_link(pairs, 8, 0.3) for i in cluster) == list(range(8))
