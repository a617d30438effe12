// Whether E-Commerce and the LMS have been told, run by run: asked again until they have.
import { Badge } from '@openedx/paragon';
import { useQuery } from '@tanstack/react-query';
import { ask } from './ask';
import { Arrival as ArrivalDocument } from './documents';
import { wordsFor } from './run-status';
import type { ArrivalQuery, ProvisioningState } from './generated/graphql';

type Run = NonNullable<ArrivalQuery['course']>['courseRuns'][number];
type Told = Run['provisioning'][number];

const TARGET = { ECOMMERCE: 'E-Commerce', LMS: 'the LMS' };
const WORDS: Record<ProvisioningState, (told: Told) => string> = {
  PENDING: () => 'waits for its turn',
  RETRYING: ({ attempts, nextAttemptAt }) =>
    `failed ${attempts} times, tried again ${nextAttemptAt ? new Date(nextAttemptAt).toLocaleTimeString() : 'soon'}`,
  DELIVERED: () => 'has it',
  FAILED: () => 'refused it; an administrator has to act',
  SUPERSEDED: () => 'is told something newer',
};
const VARIANTS: Record<ProvisioningState, string> = {
  PENDING: 'light',
  RETRYING: 'warning',
  DELIVERED: 'success',
  FAILED: 'danger',
  SUPERSEDED: 'light',
};
const isOnItsWay = ({ state }: Told) => state === 'PENDING' || state === 'RETRYING';

export function Arrival({ courseKey }: { courseKey: string }) {
  const { data } = useQuery({
    queryKey: ['course', courseKey, 'arrival'],
    queryFn: () => ask(ArrivalDocument, { key: courseKey }),
    staleTime: 0,
    // Also while nothing is on its way, only seldom: a reviewer may have sent something.
    refetchInterval: ({ state }) => (toldOf(state.data).some(isOnItsWay) ? 1_000 : 5_000),
  });
  const told = toldOf(data);
  const [waiting, failed] = [
    told.filter(isOnItsWay).length,
    told.filter(({ state }) => state === 'FAILED').length,
  ];
  return (
    <section aria-labelledby="arrival">
      <h2 id="arrival" className="h3 mt-4">
        What E-Commerce and the LMS have
      </h2>
      <p role="status">
        {told.length === 0
          ? 'Nothing was asked for yet: they are told once a run is reviewed.'
          : `${told.length - waiting - failed} of ${told.length} have arrived, ${failed} failed.`}
      </p>
      <ul>
        {data?.course?.courseRuns.map(({ key, status, provisioning }) => (
          <li key={key}>
            {key}, {wordsFor(status)}
            <ul>
              {provisioning.map((one) => (
                <li key={one.id}>
                  <Badge variant={VARIANTS[one.state]}>{one.state.toLowerCase()}</Badge> {TARGET[one.target]}{' '}
                  {WORDS[one.state](one)}
                  {one.lastError && (
                    <>
                      : “<bdi>{one.lastError}</bdi>”
                    </>
                  )}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}

const toldOf = (data: ArrivalQuery | undefined): Told[] =>
  data?.course?.courseRuns.flatMap((run) => run.provisioning) ?? [];
