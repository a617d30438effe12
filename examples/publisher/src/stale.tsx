// Somebody else changed the course since it was read: who, what and why, and the way on with what was typed.
import { Alert, Button } from '@openedx/paragon';
import { useQuery } from '@tanstack/react-query';
import { ask } from './ask';
import type { CommandProps } from './change-course';
import { DoneMeanwhile } from './documents';
import { Trouble } from './problems';

export function Stale({ course: { key, version }, onGoOn }: CommandProps) {
  const { data, error } = useQuery({
    queryKey: ['meanwhile', key, version],
    queryFn: () => ask(DoneMeanwhile, { key, sinceVersion: version }),
    staleTime: 0,
  });
  if (error) return <Trouble error={error} />;
  return (
    <Alert variant="warning">
      <h2 className="h4">Somebody else changed this</h2>
      <p>You began with version {version}. Since then:</p>
      <ul>
        {data?.course?.changes.nodes.map(({ id, at, actor, reason, before, after }) => (
          <li key={id}>
            <strong>
              <bdi>{actor}</bdi>
            </strong>
            , <time dateTime={at}>{new Date(at).toLocaleString()}</time>
            {reason && (
              <>
                : “<bdi>{reason}</bdi>”
              </>
            )}
            <ul>
              {differences(before, after).map((line) => (
                <li key={line}>
                  <bdi>{line}</bdi>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      <Button variant="primary" onClick={onGoOn}>
        Go on with version {data?.course?.version ?? '…'}, keeping what I typed
      </Button>
    </Alert>
  );
}

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const wordOf = (value: unknown): string => (value == null ? 'none' : String(value));

/** Field by field what was and is, as history has it. */
function differences(before: unknown, after: unknown, path = ''): string[] {
  if (!isFields(before) && !isFields(after)) {
    return before === after ? [] : [`${path}: ${wordOf(before)} → ${wordOf(after)}`];
  }
  const [was, is] = [before, after].map((side) => (isFields(side) ? side : {}));
  const names = Object.keys({ ...was, ...is }).filter((name) => !['uuid', 'version'].includes(name));
  return names.flatMap((name) =>
    differences(was?.[name], is?.[name], [path, name === 'courseRuns' ? 'run' : name].join(' ').trim()),
  );
}
