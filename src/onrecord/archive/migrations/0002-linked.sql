-- What joins reports: groups and their members. A group's id is the key of its first recorded member, and stays.
-- Rows are only ever added; what no longer holds gets its `withdrawn_at`, what merged or split a row in `forward`.
CREATE SCHEMA linked;

CREATE TABLE linked.copy_group (
    id VARCHAR, agency VARCHAR, origin VARCHAR, published VARCHAR, recorded_at TIMESTAMP, withdrawn_at TIMESTAMP
);
CREATE TABLE linked.copy_member (
    copy_group VARCHAR, reading BIGINT, report VARCHAR, relation VARCHAR, kept DOUBLE, added DOUBLE,
    published VARCHAR, recorded_at TIMESTAMP, withdrawn_at TIMESTAMP
);

CREATE TABLE linked.story (
    id VARCHAR, title VARCHAR, published VARCHAR, recorded_at TIMESTAMP, withdrawn_at TIMESTAMP
);
CREATE TABLE linked.story_member (
    story VARCHAR, reading BIGINT, report VARCHAR, score DOUBLE,
    published VARCHAR, recorded_at TIMESTAMP, withdrawn_at TIMESTAMP
);

CREATE TABLE linked.quotation (
    id VARCHAR, speaker VARCHAR, words VARCHAR, published VARCHAR, recorded_at TIMESTAMP, withdrawn_at TIMESTAMP
);
CREATE TABLE linked.quotation_member (
    quotation VARCHAR, reading BIGINT, report VARCHAR, statement VARCHAR, relation VARCHAR, score DOUBLE,
    published VARCHAR, recorded_at TIMESTAMP, withdrawn_at TIMESTAMP
);

CREATE TABLE linked.happening (
    id VARCHAR, type VARCHAR, mode VARCHAR, when_start VARCHAR, when_end VARCHAR, place VARCHAR, country VARCHAR,
    published VARCHAR, recorded_at TIMESTAMP, withdrawn_at TIMESTAMP
);
CREATE TABLE linked.happening_member (
    happening VARCHAR, reading BIGINT, report VARCHAR, event VARCHAR, score DOUBLE,
    published VARCHAR, recorded_at TIMESTAMP, withdrawn_at TIMESTAMP
);

CREATE TABLE linked.entity (
    id VARCHAR, name VARCHAR, kind VARCHAR, country VARCHAR, sector VARCHAR, code VARCHAR, outside_id VARCHAR,
    published VARCHAR, recorded_at TIMESTAMP, withdrawn_at TIMESTAMP
);
CREATE TABLE linked.entity_member (
    entity VARCHAR, reading BIGINT, report VARCHAR, local VARCHAR, state VARCHAR, why VARCHAR, score DOUBLE,
    published VARCHAR, recorded_at TIMESTAMP, withdrawn_at TIMESTAMP
);
CREATE TABLE linked.alias (
    entity VARCHAR, name VARCHAR, reading BIGINT, published VARCHAR, recorded_at TIMESTAMP, withdrawn_at TIMESTAMP
);
CREATE TABLE linked.role (
    entity VARCHAR, title VARCHAR, organization VARCHAR, country VARCHAR, reading BIGINT,
    published VARCHAR, recorded_at TIMESTAMP, withdrawn_at TIMESTAMP
);

CREATE TABLE linked.series (
    id VARCHAR, kind VARCHAR, "of" VARCHAR, story VARCHAR, happening VARCHAR,
    published VARCHAR, recorded_at TIMESTAMP, withdrawn_at TIMESTAMP
);
CREATE TABLE linked.series_member (
    series VARCHAR, reading BIGINT, report VARCHAR, figure VARCHAR, day DATE, voice VARCHAR,
    published VARCHAR, recorded_at TIMESTAMP, withdrawn_at TIMESTAMP
);

CREATE TABLE linked.plan (
    id VARCHAR, what VARCHAR, published VARCHAR, recorded_at TIMESTAMP, withdrawn_at TIMESTAMP
);
CREATE TABLE linked.plan_member (
    chain VARCHAR, reading BIGINT, report VARCHAR, plan VARCHAR, score DOUBLE,
    published VARCHAR, recorded_at TIMESTAMP, withdrawn_at TIMESTAMP
);

CREATE TABLE linked.forward (layer VARCHAR, old VARCHAR, new VARCHAR, how VARCHAR, why VARCHAR, recorded_at TIMESTAMP);

CREATE TABLE linked.correction (
    id BIGINT, layer VARCHAR, target VARCHAR, field VARCHAR, before VARCHAR, after VARCHAR,
    who VARCHAR, why VARCHAR, recorded_at TIMESTAMP, withdrawn_at TIMESTAMP
);

CREATE TABLE linked.done (reading BIGINT, layer VARCHAR, recorded_at TIMESTAMP);
