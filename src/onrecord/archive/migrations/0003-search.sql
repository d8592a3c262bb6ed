-- The words of reports, for full-text search: how often each term stands in a reading's title and text.
-- A term is a run of letters and digits, without case and accents, cut by Harman's S-stemmer (D. Harman, "How
-- effective is suffixing?", JASIS 42, 1991).
CREATE MACRO base.stem(word) AS CASE
    WHEN NOT ends_with(word, 's') OR length(word) < 2 THEN word
    WHEN ends_with(word, 'ies') AND length(word) > 3 AND word[-4] NOT IN ('e', 'a') THEN word[:-4] || 'y'
    WHEN ends_with(word, 'es') AND length(word) > 2 AND word[-3] NOT IN ('a', 'e', 'o') THEN word[:-2]
    WHEN word[-2] NOT IN ('u', 's') THEN word[:-2]
    ELSE word END;
CREATE MACRO base.terms(words) AS list_transform(
    regexp_extract_all(strip_accents(lower(words)), '[\p{L}\p{N}]+'), lambda word: base.stem(word));

CREATE TABLE base.posting (term VARCHAR, reading BIGINT, n INTEGER);
CREATE TABLE base.length (reading BIGINT, terms INTEGER);

INSERT INTO base.posting
SELECT term, reading, count(*) FROM (
    SELECT reading, unnest(base.terms(concat_ws(' ', title, "text"))) AS term FROM base.article)
GROUP BY ALL ORDER BY reading, term;
INSERT INTO base.length SELECT reading, sum(n) FROM base.posting GROUP BY reading ORDER BY reading;
