-- What finding copies keeps between runs: the signature of each reading, and the pairs that carry one text.
CREATE TABLE linked.copy_band (key UBIGINT, reading BIGINT);
CREATE TABLE linked.copy_link (
    "first" BIGINT, "second" BIGINT, hosts BIGINT[], sure BOOLEAN, "lead" INTEGER, kept INTEGER, recorded_at TIMESTAMP
);
