-- The type that each run had at some time, who gave it, and why, from the feed alone (PostgreSQL). The query courseRunAsOf of the API also knows
-- how the type was defined then, and what it was sold for.
SELECT DISTINCT ON (run.key) run.key, run.value ->> 'type' AS courseRunType, c.actor, c.reason, c.changedAt
FROM changes c CROSS JOIN json_each(c.fieldsAfter -> 'courseRuns') AS run
WHERE run.value ->> 'type' IS NOT NULL AND c.changedAt <= '2030-01-01T00:00:00Z'
ORDER BY run.key, c.changeId DESC;
