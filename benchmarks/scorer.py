"""Score records against gold, layer by layer. Standard library only.

`score(gold, records)`: gold as `corpus/join.py` writes it, records as `onrecord read --jsonl` writes
them, matched by `id`, spans as {"start", "end", ...} into record["article"]["text"].

The record's text may leave out or re-space parts of the gold text (furniture): its offsets are
carried over to the gold text paragraph by paragraph, so nothing is lost by cleaning. What can't
be carried over counts as a miss.

Figures are micro-averaged over all reports. `found` pairs items one to one, best overlap first.
"""

from __future__ import annotations

import re
from collections import Counter

TOKEN = re.compile(r"\w+(?:[.,'’-]\w+)*|[$€£%]")


def tokens(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in TOKEN.finditer(text)]


def carry_over(source: str, target: str) -> list[int | None]:
    """Map every offset of `source` to one of `target`: paragraphs are searched for in order."""
    where: list[int | None] = [None] * (len(source) + 1)
    squeeze = re.compile(r"\s+")
    compact, back = [], []
    for i, ch in enumerate(target):
        if not ch.isspace():
            compact.append(ch)
            back.append(i)
    flat, at, pos = "".join(compact), 0, 0
    for line in source.split("\n"):
        body = squeeze.sub("", line)
        hit = flat.find(body, at) if body else -1
        if hit < 0 and body:
            hit = flat.find(body)
        if body and hit >= 0:
            k = hit
            for j, ch in enumerate(line):
                if not ch.isspace():
                    where[pos + j] = back[k]
                    k += 1
            where[pos + len(line)] = back[k - 1] + 1
            at = hit + len(body)
        pos += len(line) + 1
    return where


class Reader:
    """Reads spans of one report as sets of gold-token numbers."""

    def __init__(self, gold_text: str, text: str | None = None):
        self.tok = tokens(gold_text)
        self.where = carry_over(text, gold_text) if text is not None else None

    def ids(self, span) -> frozenset[int]:
        if span is None:
            return frozenset()
        if isinstance(span, list) and (not span or not isinstance(span[0], (int, float))):
            return frozenset().union(*(self.ids(x) for x in span)) if span else frozenset()
        s, e = (span["start"], span["end"]) if isinstance(span, dict) else (span[0], span[1])
        if self.where is not None:
            known = [w for w in self.where[s:e] if w is not None]
            if not known:
                return frozenset()
            s, e = known[0], known[-1] + 1
        return frozenset(i for i, (a, b) in enumerate(self.tok) if a < e and b > s)


def pair(gold: list, pred: list, score) -> list[tuple[int, int]]:
    """One-to-one pairs, best score first; a score of 0 is no pair."""
    cand = sorted(((score(g, p), -i, -j) for i, g in enumerate(gold) for j, p in enumerate(pred)), reverse=True)
    used_g, used_p, out = set(), set(), []
    for sc, i, j in cand:
        if sc <= 0:
            break
        if -i not in used_g and -j not in used_p:
            used_g.add(-i), used_p.add(-j)
            out.append((-i, -j))
    return out


def jaccard(a: frozenset, b: frozenset) -> float:
    return len(a & b) / len(a | b) if a or b else 0.0


class Tally:
    def __init__(self):
        self.c: Counter = Counter()

    def prf(self, name: str, tp: int, pred: int, gold: int):
        self.c.update({(name, "tp"): tp, (name, "pred"): pred, (name, "gold"): gold})

    def acc(self, name: str, right: bool):
        self.c.update({(name, "right"): int(right), (name, "of"): 1})

    def report(self) -> dict:
        out: dict = {}
        for name in dict.fromkeys(k for k, _ in self.c):
            if (name, "of") in self.c:
                out[name] = {"accuracy": round(self.c[name, "right"] / self.c[name, "of"], 4), "n": self.c[name, "of"]}
            else:
                tp, p, g = self.c[name, "tp"], self.c[name, "pred"], self.c[name, "gold"]
                pr, rc = tp / p if p else 0.0, tp / g if g else 0.0
                out[name] = {
                    "f1": round(2 * pr * rc / (pr + rc), 4) if pr + rc else 0.0,
                    "p": round(pr, 4),
                    "r": round(rc, 4),
                    "gold": g,
                    "pred": p,
                }
        return out


def same_name(gold: str, name: str) -> bool:
    """Every word of the full name in gold is in the name given (titles and articles apart)."""

    def words(s):
        return set(re.sub(r"[^\w ]", " ", s.lower()).split()) - {"the", "mr", "mrs", "ms", "dr", "president", "of"}

    return bool(words(gold)) and words(gold) <= words(name)


def statements(t: Tally, g: dict, p: dict, rg: Reader, rp: Reader) -> tuple[dict, dict]:
    gold = [
        {**s, "_c": rg.ids(s["content"]), "_s": rg.ids(s["source"]), "_q": rg.ids(s["cue"])} for s in g["statements"]
    ]
    pred = [
        {**s, "_c": rp.ids(s.get("content") or []), "_s": rp.ids(s.get("source")), "_q": rp.ids(s.get("cue"))}
        for s in p.get("statements", [])
    ]

    def near(a, b):
        if a["_c"] and b["_c"]:
            j = jaccard(a["_c"], b["_c"])
            return j + 0.1 * bool(a["_q"] & b["_q"]) if j >= 0.5 else 0
        return 0.5 if not a["_c"] and not b["_c"] and a["_q"] & b["_q"] else 0

    pairs = pair(gold, pred, near)
    full = sum(1 for i, j in pairs if (gold[i]["_s"] & pred[j]["_s"]) or (not gold[i]["_s"] and not pred[j]["_s"]))
    t.prf("statement found", len(pairs), len(pred), len(gold))
    t.prf("statement with source", full, len(pred), len(gold))
    names = {e["id"]: e.get("name") or "" for e in p.get("entities", [])}
    for i, j in pairs:
        a, b = gold[i], pred[j]
        for field in ("manner", "act", "source_kind", "named"):
            if a.get(field) is not None:
                t.acc(f"statement {field}", a[field] == b.get(field))
        if a.get("who"):
            t.acc("statement who", same_name(a["who"], names.get(b.get("source_entity"), "")))
        if a.get("anonymity"):
            t.acc("statement anonymity", bool(rp.ids(b.get("anonymity")) & rg.ids(a["anonymity"])))
        if a.get("parent"):
            t.acc("statement nested", b.get("parent") is not None)
    return {gold[i]["id"]: pred[j]["id"] for i, j in pairs}, {"gold": gold, "pred": pred}


def voice_right(a: dict, b: dict, link: dict) -> bool:
    if a["voice"] == "reporter":
        return b.get("voice") == "reporter"
    return b.get("voice") == link.get(a["voice"]) or (a["voice"] not in link and b.get("voice") != "reporter")


def events(t: Tally, g: dict, p: dict, rg: Reader, rp: Reader, link: dict) -> None:
    gold = [{**e, "_t": rg.ids(e["trigger"])} for e in g["events"]]
    pred = [{**e, "_t": rp.ids(e.get("trigger"))} for e in p.get("events", [])]
    pairs = pair(
        gold,
        pred,
        lambda a, b: (
            jaccard(a["_t"], b["_t"]) + (a["_t"] & b["_t"] != frozenset()) * 0.5 * (a["type"] == b["type"])
            if a["_t"] & b["_t"]
            else 0
        ),
    )
    typed = [(gold[i], pred[j]) for i, j in pairs if gold[i]["type"] == pred[j]["type"]]
    t.prf("event trigger", len(pairs), len(pred), len(gold))
    t.prf("event type", len(typed), len(pred), len(gold))
    t.prf("event type+status", sum(a["status"] == b.get("status") for a, b in typed), len(pred), len(gold))
    for i, j in pairs:
        t.acc("event status", gold[i]["status"] == pred[j].get("status"))
        t.acc("event voice", voice_right(gold[i], pred[j], link))
        if gold[i].get("mode") and gold[i]["type"] == pred[j]["type"]:
            t.acc("event mode", gold[i]["mode"] == pred[j].get("mode"))
        circumstances(t, gold[i], pred[j])
    for role in ("actors", "recipients"):
        tp = n_p = n_g = 0
        for a, b in typed:
            x, y = [rg.ids(s) for s in a[role]], [rp.ids(s) for s in b.get(role, [])]
            tp += len(pair(x, y, jaccard))
            n_p, n_g = n_p + len(y), n_g + len(x)
        t.prf(f"event {role}", tp, n_p, n_g)


def circumstances(t: Tally, a: dict, b: dict) -> None:
    """When and where of a found event. `when` counts where gold has it; `dated` also what is dated and shouldn't be."""
    if a.get("recency"):
        t.acc("event recency", a["recency"] == b.get("recency"))
    if a.get("country"):
        t.acc("event country", a["country"] == (b.get("place") or {}).get("country"))
    right = False
    if a.get("when"):
        first = a["when"].split("/")[0]
        right = ((b.get("when") or {}).get("start") or "")[: len(first)] == first
        t.acc("event when", right)
    t.prf("event dated", int(right), int(bool(b.get("when"))), int(bool(a.get("when"))))


def figures(t: Tally, g: dict, p: dict, rg: Reader, rp: Reader, link: dict) -> None:
    gold = [{**f, "_n": rg.ids(f["number"])} for f in g["figures"]]
    pred = [{**f, "_n": rp.ids(f.get("number"))} for f in p.get("figures", [])]
    pairs = pair(gold, pred, lambda a, b: jaccard(a["_n"], b["_n"]))

    def same(a, b):
        x, y = a["value"], b.get("value")
        if x is None or y is None:
            return x is None and y is None and a.get("low") == b.get("low")
        return abs(float(x) - float(y)) <= 1e-6 * max(1.0, abs(float(x)))

    right = [(gold[i], pred[j]) for i, j in pairs if same(gold[i], pred[j])]
    t.prf("figure found", len(pairs), len(pred), len(gold))
    t.prf("figure value", len(right), len(pred), len(gold))
    for a, b in right:
        t.acc(
            "figure bounds",
            (a.get("low"), a.get("high"), bool(a.get("approx")))
            == (b.get("low"), b.get("high"), bool(b.get("approx"))),
        )
        t.acc("figure kind", a["kind"] == b.get("kind"))
        t.acc("figure voice", voice_right(a, b, link))
        if a.get("of"):
            t.acc("figure of", bool(rg.ids(a["of"]) & rp.ids(b.get("of"))))


def times(t: Tally, g: dict, p: dict, rg: Reader, rp: Reader) -> None:
    gold = [{**x, "_s": rg.ids(x["span"])} for x in g["times"]]
    pred = [{**x, "_s": rp.ids(x.get("span"))} for x in p.get("times", [])]
    pairs = pair(gold, pred, lambda a, b: jaccard(a["_s"], b["_s"]))
    t.prf("time found", len(pairs), len(pred), len(gold))
    t.prf("time value", sum(gold[i]["value"] == pred[j].get("value") for i, j in pairs), len(pred), len(gold))


def score(gold: list[dict], records: list[dict]) -> dict:
    by_id = {r.get("id") or r["article"].get("id"): r for r in records}
    t, missing = Tally(), []
    for g in gold:
        rec = by_id.get(g["id"])
        if rec is None:
            missing.append(g["id"])
            rec = {"article": {"text": ""}}
        rg, rp = Reader(g["text"]), Reader(g["text"], rec["article"]["text"])
        link, _ = statements(t, g, rec, rg, rp)
        events(t, g, rec, rg, rp, link)
        figures(t, g, rec, rg, rp, link)
        times(t, g, rec, rg, rp)
    return {"reports": len(gold), "missing": missing, "scores": t.report()}
