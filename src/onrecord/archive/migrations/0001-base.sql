-- What was read: one row a reading of a report, and its record, field by field as `onrecord schema` has it.
-- Rows are only ever added; a reading that another one replaces gets its `withdrawn_at`.
CREATE SCHEMA base;

CREATE TABLE base.version (version INTEGER, made_at TIMESTAMP);

CREATE TABLE base.reading (
    reading BIGINT, report VARCHAR, version INTEGER, why VARCHAR,
    source_id VARCHAR, url VARCHAR, outlet VARCHAR, published VARCHAR, day DATE, words INTEGER,
    path VARCHAR, line BIGINT, source_sha256 VARCHAR, content_sha256 VARCHAR,
    made_by VARCHAR, recorded_at TIMESTAMP, withdrawn_at TIMESTAMP, replaced_day DATE
);

CREATE TABLE base.article (
    reading BIGINT, title VARCHAR, outlet VARCHAR, agency VARCHAR, authors VARCHAR[],
    credits STRUCT("role" VARCHAR, "names" VARCHAR[])[],
    dateline STRUCT("places" VARCHAR[], "agency" VARCHAR, "text" VARCHAR),
    published VARCHAR, updated VARCHAR, url VARCHAR, lang VARCHAR, "text" VARCHAR,
    paragraphs STRUCT("start" INTEGER, "end" INTEGER)[],
    furniture STRUCT("text" VARCHAR, "reason" VARCHAR)[]
);

CREATE TABLE base.entity (
    reading BIGINT, n INTEGER, id VARCHAR, name VARCHAR, kind VARCHAR,
    roles STRUCT("title" VARCHAR, "organization" VARCHAR, "country" VARCHAR)[],
    country VARCHAR, sector VARCHAR, code VARCHAR,
    mentions STRUCT("start" INTEGER, "end" INTEGER, "text" VARCHAR, "form" VARCHAR)[]
);

CREATE TABLE base.statement (
    reading BIGINT, n INTEGER, id VARCHAR,
    source STRUCT("start" INTEGER, "end" INTEGER, "text" VARCHAR), source_entity VARCHAR,
    cue STRUCT("start" INTEGER, "end" INTEGER, "text" VARCHAR),
    content STRUCT("start" INTEGER, "end" INTEGER, "text" VARCHAR)[],
    manner VARCHAR, act VARCHAR, source_kind VARCHAR, named BOOLEAN,
    anonymity STRUCT("start" INTEGER, "end" INTEGER, "text" VARCHAR),
    addressee STRUCT("start" INTEGER, "end" INTEGER, "text" VARCHAR),
    "time" VARCHAR, parent VARCHAR, confidence DOUBLE
);

CREATE TABLE base.event (
    reading BIGINT, n INTEGER, id VARCHAR,
    "trigger" STRUCT("start" INTEGER, "end" INTEGER, "text" VARCHAR), type VARCHAR, mode VARCHAR,
    actors STRUCT("start" INTEGER, "end" INTEGER, "text" VARCHAR, "entity" VARCHAR, "code" VARCHAR)[],
    recipients STRUCT("start" INTEGER, "end" INTEGER, "text" VARCHAR, "entity" VARCHAR, "code" VARCHAR)[],
    status VARCHAR, "time" VARCHAR, "when" STRUCT("start" VARCHAR, "end" VARCHAR, "precision" VARCHAR),
    recency VARCHAR,
    place STRUCT("span" STRUCT("start" INTEGER, "end" INTEGER, "text" VARCHAR), "name" VARCHAR, "country" VARCHAR,
        "admin1" VARCHAR, "lat" DOUBLE, "lon" DOUBLE, "geoname" BIGINT, "precision" VARCHAR),
    voice VARCHAR, context VARCHAR[], confidence DOUBLE
);

CREATE TABLE base.figure (
    reading BIGINT, n INTEGER, id VARCHAR,
    number STRUCT("start" INTEGER, "end" INTEGER, "text" VARCHAR), value DOUBLE, low DOUBLE, high DOUBLE,
    approx BOOLEAN, unit VARCHAR, "of" STRUCT("start" INTEGER, "end" INTEGER, "text" VARCHAR),
    kind VARCHAR, status VARCHAR, voice VARCHAR, event VARCHAR
);

CREATE TABLE base."time" (
    reading BIGINT, n INTEGER, id VARCHAR,
    span STRUCT("start" INTEGER, "end" INTEGER, "text" VARCHAR), type VARCHAR, value VARCHAR, mod VARCHAR,
    anchor VARCHAR
);

CREATE TABLE base.plan (
    reading BIGINT, n INTEGER, id VARCHAR,
    what STRUCT("start" INTEGER, "end" INTEGER, "text" VARCHAR), parties VARCHAR[], place VARCHAR,
    steps STRUCT("state" VARCHAR, "when" VARCHAR, "event" VARCHAR, "voice" VARCHAR)[]
);

CREATE TABLE base.failure (
    path VARCHAR, line BIGINT, reason VARCHAR, recorded_at TIMESTAMP, withdrawn_at TIMESTAMP
);

CREATE TABLE base.outlet (name VARCHAR, country VARCHAR, kind VARCHAR, owner VARCHAR, language VARCHAR);
