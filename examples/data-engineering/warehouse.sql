-- An export in a warehouse: its tables, how its CSV files are loaded, and four questions. Plain SQL, tried on PostgreSQL and DuckDB.
-- Names are written as in the files; where nothing is quoted, SQL makes small letters of capitals, here and in every question.

CREATE TABLE modes (
  slug text NOT NULL,
  name text NOT NULL,
  isIdVerified boolean NOT NULL,
  isCreditEligible boolean NOT NULL,
  certificateType text,
  minimumPrice decimal(10, 2) NOT NULL
);
CREATE TABLE seat_types (
  slug text NOT NULL,
  name text NOT NULL,
  createsProduct boolean NOT NULL,
  hasUpgradeDeadline boolean NOT NULL
);
CREATE TABLE track_types (
  uuid text NOT NULL,
  slug text NOT NULL,
  name text NOT NULL,
  mode text NOT NULL,
  seatType text,
  paidToPlatform boolean NOT NULL,
  paidToPartner boolean NOT NULL
);
CREATE TABLE course_run_types (
  uuid text NOT NULL,
  slug text NOT NULL,
  name text NOT NULL,
  trackTypes json NOT NULL,
  isMarketable boolean NOT NULL,
  isRetired boolean NOT NULL,
  paidToPlatform boolean NOT NULL,
  paidToPartner boolean NOT NULL
);
CREATE TABLE course_types (
  uuid text NOT NULL,
  slug text NOT NULL,
  name text NOT NULL,
  entitlementTypes json NOT NULL,
  courseRunTypes json NOT NULL,
  organizations json NOT NULL,
  isRetired boolean NOT NULL
);
CREATE TABLE courses (
  uuid text NOT NULL,
  courseKey text NOT NULL,
  organization text NOT NULL,
  title text NOT NULL,
  courseType text NOT NULL,
  courseVersion integer NOT NULL,
  keyForReruns text,
  variantId text,
  prices json NOT NULL,
  skus json NOT NULL
);
CREATE TABLE entitlements (
  courseKey text NOT NULL,
  seatType text NOT NULL,
  price decimal(10, 2),
  currency text NOT NULL,
  variantId text,
  sku text
);
CREATE TABLE course_runs (
  courseRunKey text NOT NULL,
  uuid text NOT NULL,
  title text NOT NULL,
  startsAt timestamptz,
  endsAt timestamptz,
  goLiveAt timestamptz,
  status text NOT NULL,
  courseRunType text NOT NULL,
  upgradeDeadlineOverride timestamptz,
  creditProvider text,
  creditHours integer,
  enrollmentEnd timestamptz,
  isSellingStopped boolean NOT NULL,
  restriction text,
  soldPrices json NOT NULL,
  variantId text,
  courseKey text NOT NULL,
  organization text NOT NULL,
  ownTitle text,
  isMismatched boolean NOT NULL,
  paidToPlatform boolean NOT NULL,
  paidToPartner boolean NOT NULL,
  prices json NOT NULL,
  products json NOT NULL
);
CREATE TABLE course_run_tracks (
  courseRunKey text NOT NULL,
  courseKey text NOT NULL,
  trackType text NOT NULL,
  mode text NOT NULL,
  seatType text,
  paidToPlatform boolean NOT NULL,
  paidToPartner boolean NOT NULL
);
CREATE TABLE seats (
  courseRunKey text NOT NULL,
  courseKey text NOT NULL,
  seatType text NOT NULL,
  trackType text NOT NULL,
  status text NOT NULL,
  isSold boolean NOT NULL,
  price decimal(10, 2),
  currency text NOT NULL,
  upgradeDeadline timestamptz,
  creditProvider text,
  creditHours integer,
  variantId text,
  sku text,
  bulkSku text
);
CREATE TABLE changes (
  changeId bigint NOT NULL,
  changedAt timestamptz NOT NULL,
  kind text NOT NULL,
  subject text NOT NULL,
  actor text NOT NULL,
  reason text,
  overridden json NOT NULL,
  courseKey text,
  courseRunKey text,
  fieldsBefore json,
  fieldsAfter json,
  bulkChangeId text
);

-- Put the folder of the export in the place of /export. The server reads the files: as a role that may, or with psql's \copy.
COPY modes FROM '/export/modes.csv' (FORMAT csv, HEADER);
COPY seat_types FROM '/export/seat-types.csv' (FORMAT csv, HEADER);
COPY track_types FROM '/export/track-types.csv' (FORMAT csv, HEADER);
COPY course_run_types FROM '/export/course-run-types.csv' (FORMAT csv, HEADER);
COPY course_types FROM '/export/course-types.csv' (FORMAT csv, HEADER);
COPY courses FROM '/export/courses.csv' (FORMAT csv, HEADER);
COPY entitlements FROM '/export/entitlements.csv' (FORMAT csv, HEADER);
COPY course_runs FROM '/export/course-runs.csv' (FORMAT csv, HEADER);
COPY course_run_tracks FROM '/export/course-run-tracks.csv' (FORMAT csv, HEADER);
COPY seats FROM '/export/seats.csv' (FORMAT csv, HEADER);
COPY changes FROM '/export/changes.csv' (FORMAT csv, HEADER);

-- Who is paid for each run.
SELECT courseRunKey, paidToPlatform, paidToPartner FROM course_runs ORDER BY courseRunKey;

-- How many runs offer each track type.
SELECT trackType, count(*) AS runs FROM course_run_tracks GROUP BY trackType ORDER BY trackType;

-- What each run sells now, at which price, and who gets it.
SELECT s.courseRunKey, s.trackType, s.price, s.currency, t.paidToPlatform, t.paidToPartner, s.sku
FROM seats s JOIN course_run_tracks t ON t.courseRunKey = s.courseRunKey AND t.trackType = s.trackType
WHERE s.isSold ORDER BY s.courseRunKey, s.trackType;

-- Runs whose type their course's type does not list.
SELECT r.courseRunKey, r.courseRunType, c.courseKey, c.courseType
FROM course_runs r JOIN courses c ON c.courseKey = r.courseKey WHERE r.isMismatched ORDER BY r.courseRunKey;
