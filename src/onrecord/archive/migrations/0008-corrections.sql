-- What was read has tables of its own: a layer's plain name is what holds, with users' corrections in (views.sql).
ALTER TABLE base.article RENAME TO article_read;
ALTER TABLE base.entity RENAME TO entity_read;
ALTER TABLE base.statement RENAME TO statement_read;
ALTER TABLE base.event RENAME TO event_read;
ALTER TABLE base.figure RENAME TO figure_read;
ALTER TABLE base."time" RENAME TO time_read;
ALTER TABLE base.plan RENAME TO plan_read;

-- Where a user's correction stands in each reading of the report: `item` is absent where the reading no longer has it.
-- `part`: `target`, or `other` of what it is said to be the same as. `value`: what the field is in that reading.
CREATE TABLE linked.correction_place (
    correction BIGINT, part VARCHAR, reading BIGINT, report VARCHAR, item VARCHAR, value VARCHAR
);
-- What follows of it for the views: the fields of a reading that are said to be something, as ITEM/FIELD; and the items
-- that are put into another group (`field`), `key` its id.
CREATE TABLE linked.said (
    reading BIGINT, fields MAP(VARCHAR, VARCHAR), recorded_at TIMESTAMP, withdrawn_at TIMESTAMP
);
CREATE TABLE linked.moved (
    field VARCHAR, reading BIGINT, item VARCHAR, key VARCHAR, recorded_at TIMESTAMP, withdrawn_at TIMESTAMP
);
