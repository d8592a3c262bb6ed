"""From what is given to SQL: a page of a list, its facets, its counts over time."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.archive.questions import Question
from onrecord.web.explore.cursor import Cursor
from onrecord.web.explore.fields import Clause, Column, Kind
from onrecord.web.explore.given import Given

ORDERS = ("newest", "oldest")
"""Both ways through a list."""
MOST_FACETS = 12
"""Values of a column that are counted."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A kind with the conditions that were given."""

    kind: Kind
    clauses: tuple[Clause, ...]

    @property
    def where(self) -> str:
        """The conditions as SQL, with the word before them."""
        return "WHERE " + " AND ".join(f"({sql})" for sql, _ in self.clauses) if self.clauses else ""

    @property
    def parameters(self) -> dict[str, object]:
        """Their values."""
        return {name: value for _, given in self.clauses for name, value in given.items()}

    def also(self, *clauses: Clause) -> Narrowed:
        """Narrowed further."""
        return Narrowed(self.kind, (*self.clauses, *clauses))


def narrowed(kind: Kind, given: Given) -> Narrowed:
    """A kind with the filters that were given."""
    return Narrowed(kind, tuple(f.clause(given[f.name]) for f in kind.filters if f.name in given))


def orders(kind: Kind) -> tuple[str, ...]:
    """Both ways through a list, the usual one first."""
    return tuple(sorted(ORDERS, key=lambda order: order != kind.usual))


def page(asked: Narrowed, rows: int, order: str, after: Cursor | None, *, laid_out: bool) -> Question:
    """The columns of a page's rows, and behind them the keys that columns do not have.

    `laid_out`: the list is a table with its order in `seq`, not a view.
    """
    kind = asked.kind
    down = order == ORDERS[0]
    if after is not None:
        asked = asked.also(_after(kind.keys, after, down))
    way = "DESC" if down else "ASC"
    keys = ", ".join(f'x."{key.name}" {way}' for key in kind.keys)
    by = f"x.seq {'ASC' if down else 'DESC'}" if laid_out else keys
    chosen = ", ".join(f'x."{c.name}"' for c in (*kind.columns, *hidden(kind)))
    source = f"{kind.source} x {asked.where} ORDER BY {by} LIMIT {rows}"
    if laid_out:
        chosen_seq = f"SELECT x.seq FROM {source}"
        return Question(
            f"SELECT {chosen} FROM {kind.source} x WHERE x.seq IN ({chosen_seq}) ORDER BY {by}", asked.parameters
        )
    return Question(f"SELECT {chosen} FROM {source}", asked.parameters)


def hidden(kind: Kind) -> tuple[Column, ...]:
    """Keys that are not among the columns."""
    shown = {column.name for column in kind.columns}
    return tuple(key for key in kind.keys if key.name not in shown)


def _after(keys: tuple[Column, ...], after: Cursor, down: bool) -> Clause:
    names = ", ".join(f'x."{key.name}"' for key in keys)
    marks = ", ".join(f"$after_{n}" for n in range(len(keys)))
    return f"({names}) {'<' if down else '>'} ({marks})", {f"after_{n}": v for n, v in enumerate(after.keys)}


def facets(asked: Narrowed, *, once: bool) -> Question:
    """How many there are, and how many of each value: rows of facet (None: all), value, number.

    `once`: what is told several times counts as one.
    """
    kind = asked.kind
    number = "count(DISTINCT x.once)" if once and kind.once else "count(*)"
    columns = ", ".join(f'x."{name}"' for name in kind.facets)
    sets = ", ".join([*(f'(x."{name}")' for name in kind.facets), "()"])
    values = ", ".join(f'CAST(x."{name}" AS VARCHAR)' for name in kind.facets) or "NULL"
    which = " ".join(f"WHEN grouping(x.\"{name}\") = 0 THEN '{name}'" for name in kind.facets)
    facet = f"CASE {which} END" if which else "NULL"
    chosen = f"SELECT {facet} AS facet, coalesce({values}) AS value, {number} AS n FROM {kind.source} x {asked.where}"
    grouped = f"{chosen} GROUP BY GROUPING SETS ({sets})" if columns else chosen
    sql = (
        f"FROM ({grouped}) QUALIFY row_number() OVER (PARTITION BY facet ORDER BY n DESC, value) <= {MOST_FACETS} "
        "ORDER BY facet NULLS FIRST, n DESC, value NULLS LAST"
    )
    return Question(sql, asked.parameters)


def count(asked: Narrowed) -> Question:
    """How many rows there are."""
    return Question(f"SELECT count(*) FROM {asked.kind.source} x {asked.where}", asked.parameters)


def over_time(asked: Narrowed, unit: str, by: str | None, *, once: bool) -> Question:
    """Rows of `period, value, n`: by the day, month or year of publication, and by a column's values.

    With `once`, what is told several times counts at the first of the times that are asked about, and once only.
    """
    length = {"day": 10, "month": 7, "year": 4}[unit]
    value = f'CAST(x."{by}" AS VARCHAR)' if by else "NULL"
    inner = f"SELECT x.day[:{length}] AS period, {value} AS value, x.once FROM {asked.kind.source} x {asked.where}"
    if once and asked.kind.once:
        inner = f"SELECT min(period) AS period, value, once FROM ({inner}) GROUP BY value, once"
    sql = f"SELECT period, value, count(*) AS n FROM ({inner}) GROUP BY ALL ORDER BY period NULLS LAST, value"
    if not asked.kind.once:
        sql = sql.replace(", x.once", "")
    return Question(sql, asked.parameters)


def summary(asked: Narrowed, *, once: bool, days: bool) -> Question:
    """What stands beside a list, in one go: rows of `what, name, value, n`, where `what` is

    `facet`: a column's value, as `facets` counts it (name None: all); `rows`: all, counted each time; `once` and
    `each`: by the day of publication, as `over_time` counts it.
    """
    kind = asked.kind
    columns = "".join(f', CAST(x."{name}" AS VARCHAR) AS f{n}' for n, name in enumerate(kind.facets))
    told = f"{'x.once' if kind.once else 'NULL'} AS once, {'x.day' if days else 'NULL'} AS day{columns}"
    number = "count(DISTINCT once)" if once and kind.once else "count(*)"
    parts = ["SELECT 'rows' AS what, NULL AS name, NULL AS value, count(*) AS n FROM found"]
    parts.append(f"SELECT 'facet', NULL, NULL, {number} FROM found")
    parts += [
        f"(SELECT 'facet', '{name}', f{n}, {number} AS n FROM found GROUP BY f{n} "
        f"ORDER BY n DESC, f{n} LIMIT {MOST_FACETS})"
        for n, name in enumerate(kind.facets)
    ]
    if days:
        firsts = "(SELECT min(day) AS day FROM found GROUP BY once)" if kind.once else "found"
        parts.append(f"SELECT 'once', day, NULL, count(*) FROM {firsts} GROUP BY day")
        if kind.once and not once:
            parts.append("SELECT 'each', day, NULL, count(*) FROM found GROUP BY day")
    sql = f"WITH found AS MATERIALIZED (SELECT {told} FROM {kind.source} x {asked.where}) " + " UNION ALL ".join(parts)
    return Question(sql, asked.parameters)
