-- Which reading a user's correction was made on: the ids within a report mean what they mean there.
ALTER TABLE linked.correction ADD COLUMN reading BIGINT;
UPDATE linked.correction SET reading = (
    SELECT max(r.reading) FROM base.reading r
    WHERE r.report = regexp_extract(target, '^(.*)/[^/]*$', 1) AND r.recorded_at <= correction.recorded_at
        AND (r.withdrawn_at IS NULL OR r.withdrawn_at > correction.recorded_at));
