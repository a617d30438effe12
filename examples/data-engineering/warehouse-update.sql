-- Bringing the tables of warehouse.sql up to date with an export that was made since, loaded into the schema "later": whatever is
-- about a course that changed or went is replaced, changes are added, and the catalogue is taken as it is.
CREATE TEMP TABLE replaced AS
SELECT courseKey FROM later.courses UNION SELECT courseKey FROM later.changes WHERE courseKey IS NOT NULL;
DELETE FROM courses WHERE courseKey IN (SELECT courseKey FROM replaced);
DELETE FROM entitlements WHERE courseKey IN (SELECT courseKey FROM replaced);
DELETE FROM course_runs WHERE courseKey IN (SELECT courseKey FROM replaced);
DELETE FROM course_run_tracks WHERE courseKey IN (SELECT courseKey FROM replaced);
DELETE FROM seats WHERE courseKey IN (SELECT courseKey FROM replaced);
DELETE FROM modes;
DELETE FROM seat_types;
DELETE FROM track_types;
DELETE FROM course_run_types;
DELETE FROM course_types;
INSERT INTO modes SELECT * FROM later.modes;
INSERT INTO seat_types SELECT * FROM later.seat_types;
INSERT INTO track_types SELECT * FROM later.track_types;
INSERT INTO course_run_types SELECT * FROM later.course_run_types;
INSERT INTO course_types SELECT * FROM later.course_types;
INSERT INTO courses SELECT * FROM later.courses;
INSERT INTO entitlements SELECT * FROM later.entitlements;
INSERT INTO course_runs SELECT * FROM later.course_runs;
INSERT INTO course_run_tracks SELECT * FROM later.course_run_tracks;
INSERT INTO seats SELECT * FROM later.seats;
INSERT INTO changes SELECT * FROM later.changes;
DROP TABLE replaced;
