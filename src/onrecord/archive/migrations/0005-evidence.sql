-- The bytes that reports were read from, packed by zlib and kept once for each digest; and where they are: the number
-- in a JSON array or a feed, the byte of a WARC file at which the page's record begins.
CREATE TABLE base.source (sha256 VARCHAR, size BIGINT, packed BLOB);
ALTER TABLE base.reading ADD COLUMN item INTEGER;
ALTER TABLE base.reading ADD COLUMN "offset" BIGINT;

-- What the source of a failure says of it: a gap of an outlet's day is known to be one.
ALTER TABLE base.failure ADD COLUMN outlet VARCHAR;
ALTER TABLE base.failure ADD COLUMN day DATE;
