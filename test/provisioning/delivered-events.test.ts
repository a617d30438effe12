// The event of a delivery: kept with it, and only then.
import { declareSinks } from '../../src/store/outbox/events';
import { anAsk, aRun, useOutbox } from './outbox-world';

const outbox = useOutbox();
const kept = () => outbox.db.query('SELECT uuid, type, subject, data FROM event ORDER BY id');
afterEach(() => outbox.db.query('TRUNCATE event, event_sink'));

test('a delivery is one event for each target, under the id of its provisioning and with its SKUs', async () => {
  const run = await aRun(outbox.db);
  await declareSinks(outbox.db, ['HTTP']);
  outbox.standIns.ecommerce.faults.set({ kind: 'apply-then-500', times: 1 });
  await outbox.ask(anAsk(run));

  outbox.started();
  await outbox.settled(run, 'LMS', 'DELIVERED');

  const { courseKey: course_key, courseRunKey: course_run_key } = run;
  const type = 'org.openedx.catalog.provisioning.delivered.v1';
  const common = { course_key, course_run_key, revision: 1 };
  const ids = (await outbox.rows(run)).map(({ id }) => id);
  const sku = expect.any(String);
  expect(await kept()).toEqual([
    {
      ...{ uuid: ids[0], type, subject: course_run_key },
      data: {
        ...{ ...common, provisioning_id: ids[0], target: 'ECOMMERCE' },
        seats: expect.arrayContaining([{ seat_type: 'verified', sku, bulk_sku: sku }]),
        entitlements: [{ seat_type: 'verified', sku }],
      },
    },
    {
      ...{ uuid: ids[1], type, subject: course_run_key },
      data: { ...common, provisioning_id: ids[1], target: 'LMS', seats: [], entitlements: [] },
    },
  ]);
});

test('a refusal is no event, nor is a delivery without a sink', async () => {
  const [refused, delivered] = [await aRun(outbox.db), await aRun(outbox.db)];
  await declareSinks(outbox.db, ['HTTP']);
  outbox.standIns.ecommerce.faults.set({ kind: 'status', status: 400, times: 1 });
  await outbox.ask(anAsk(refused));
  outbox.started();
  await outbox.settled(refused, 'ECOMMERCE', 'FAILED');
  await declareSinks(outbox.db, []);
  await outbox.ask(anAsk(delivered));
  await outbox.settled(delivered, 'LMS', 'DELIVERED');

  expect(await kept()).toEqual([]);
});
