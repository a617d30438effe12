// Shows what has arrived in E-Commerce and the LMS, run by run; asks again until everything has.
import { Badge } from '@openedx/paragon';
import { useQuery } from '@tanstack/react-query';
import { ask } from './ask';
import { Arrival as ArrivalDocument } from './documents';
import { wordsFor } from './run-status';
import type { ArrivalQuery, ProvisioningState } from './generated/graphql';

type Run = NonNullable<ArrivalQuery['course']>['courseRuns'][number];
type Delivery = Run['provisioning'][number];

const TARGET = { ECOMMERCE: 'E-Commerce', LMS: 'the LMS' };
const WORDS: Record<ProvisioningState, (delivery: Delivery) => string> = {
  PENDING: () => 'waits for its turn',
  RETRYING: ({ attempts, nextAttemptAt }) =>
    `failed ${attempts === 1 ? 'once' : `${attempts} times`}, next attempt ${nextAttemptAt ? new Date(nextAttemptAt).toLocaleTimeString() : 'soon'}`,
  DELIVERED: () => 'has it',
  FAILED: () => 'refused it; an administrator has to act',
  SUPERSEDED: () => 'replaced by a newer one',
};
const VARIANTS: Record<ProvisioningState, string> = {
  PENDING: 'light',
  RETRYING: 'warning',
  DELIVERED: 'success',
  FAILED: 'danger',
  SUPERSEDED: 'light',
};
const isOnItsWay = ({ state }: Delivery) => state === 'PENDING' || state === 'RETRYING';

export function Arrival({ courseKey }: { courseKey: string }) {
  const { data } = useQuery({
    queryKey: ['course', courseKey, 'arrival'],
    queryFn: () => ask(ArrivalDocument, { key: courseKey }),
    staleTime: 0,
    // Also while nothing is on its way, only seldom: a reviewer may have sent something.
    refetchInterval: ({ state }) => (deliveriesOf(state.data).some(isOnItsWay) ? 1_000 : 5_000),
  });
  const deliveries = deliveriesOf(data);
  const [waiting, failed] = [
    deliveries.filter(isOnItsWay).length,
    deliveries.filter(({ state }) => state === 'FAILED').length,
  ];
  return (
    <section aria-labelledby="arrival">
      <h2 id="arrival" className="h3 mt-4">
        What E-Commerce and the LMS have
      </h2>
      <p role="status">
        {deliveries.length === 0
          ? 'Nothing has been sent yet: runs are sent once they are reviewed.'
          : `${deliveries.length - waiting - failed} of ${deliveries.length} have arrived, ${failed} failed.`}
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

const deliveriesOf = (data: ArrivalQuery | undefined): Delivery[] =>
  data?.course?.courseRuns.flatMap((run) => run.provisioning) ?? [];
