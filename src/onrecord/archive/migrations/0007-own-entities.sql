-- The user's own table of entities and which of the registry's they are; a forwarding id that no longer leads anywhere.
CREATE TABLE base.own_entity (
    id VARCHAR, name VARCHAR, kind VARCHAR, aliases VARCHAR[], title VARCHAR, organization VARCHAR, country VARCHAR
);
CREATE TABLE linked.own_link (
    entity VARCHAR, own VARCHAR, state VARCHAR, why VARCHAR,
    published VARCHAR, recorded_at TIMESTAMP, withdrawn_at TIMESTAMP
);
ALTER TABLE linked.entity DROP COLUMN outside_id;
ALTER TABLE linked.forward ADD COLUMN withdrawn_at TIMESTAMP;
