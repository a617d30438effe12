-- Questions to an export that was loaded into PostgreSQL: a table for each file, texts as text[], json as jsonb.

-- Who is paid for each run.
SELECT key, paidToPlatform, paidToPartner FROM course_runs ORDER BY key;

-- How many runs offer each track type.
SELECT track AS trackType, count(*) AS runs
FROM course_runs r JOIN course_run_types t ON t.slug = r.type CROSS JOIN unnest(t.trackTypes) AS track
GROUP BY track ORDER BY track;

-- What each run sells, at which price, and who gets it.
SELECT s.courseRunKey, s.trackType, s.price, s.currency, t.paidToPlatform, t.paidToPartner, s.sku
FROM seats s JOIN track_types t ON t.slug = s.trackType ORDER BY s.courseRunKey, s.trackType;

-- Runs whose type their course's type does not list.
SELECT r.key, r.type, c.key AS courseKey, c.type AS courseType
FROM course_runs r JOIN courses c ON c.key = r.courseKey WHERE r.isMismatched ORDER BY r.key;

-- The type that each run had at some time, who gave it, and why. The query asOf of the API also knows how the type was
-- defined then, and what it was sold for.
SELECT DISTINCT ON (run.key) run.key, run.value ->> 'type' AS type, c.actor, c.reason, c.at
FROM changes c CROSS JOIN jsonb_each(c.after -> 'courseRuns') AS run
WHERE run.value ? 'type' AND c.at <= '2030-01-01T00:00:00Z'
ORDER BY run.key, c.id DESC;

-- Bringing the tables up to date with an export since the last, which was loaded into the schema "later": whatever is
-- about a course that changed or went is replaced, changes are added, and the catalogue is taken as it is.
CREATE TEMP TABLE replaced AS SELECT key FROM later.courses UNION SELECT courseKey FROM later.changes WHERE courseKey IS NOT NULL;
DELETE FROM courses WHERE key IN (SELECT key FROM replaced);
DELETE FROM entitlements WHERE courseKey IN (SELECT key FROM replaced);
DELETE FROM course_runs WHERE courseKey IN (SELECT key FROM replaced);
DELETE FROM seats WHERE courseKey IN (SELECT key FROM replaced);
DELETE FROM modes;
DELETE FROM seat_types;
DELETE FROM track_types;
DELETE FROM course_run_types;
DELETE FROM course_types;
INSERT INTO courses SELECT * FROM later.courses;
INSERT INTO entitlements SELECT * FROM later.entitlements;
INSERT INTO course_runs SELECT * FROM later.course_runs;
INSERT INTO seats SELECT * FROM later.seats;
INSERT INTO changes SELECT * FROM later.changes;
INSERT INTO modes SELECT * FROM later.modes;
INSERT INTO seat_types SELECT * FROM later.seat_types;
INSERT INTO track_types SELECT * FROM later.track_types;
INSERT INTO course_run_types SELECT * FROM later.course_run_types;
INSERT INTO course_types SELECT * FROM later.course_types;
