// Who is enrolled in a mode that is to be removed: read from the LMS with as few requests as it allows.
import { aMode, auditMode } from '../support/stand-ins';
import { lmsMessage, offer, startRestWorld, type RestWorld } from './protocols';

let world: RestWorld;
beforeAll(async () => {
  world = await startRestWorld();
});
afterEach(() => world.reset());
afterAll(() => world.stop());

describe('learners', () => {
  const removal = lmsMessage({ revision: 2, modes: [auditMode] });
  const pages = () => world.rest.lms.requests.filter(({ query }) => query.includes('enrollments'));

  test('are counted in one request if the LMS can', async () => {
    await offer(world, { modes: [aMode(), auditMode] });
    world.enroll('audit', 12_600);

    expect((await world.systems.LMS.deliver(removal)).kind).toBe('delivered');
    expect(pages()).toEqual([]);
  });

  test('of an expired mode, which the LMS leaves out, are listed', async () => {
    await offer(world, { modes: [aMode({ expirationDatetime: '2026-01-01T00:00:00.000Z' }), auditMode] });
    world.enroll('verified', 3);

    expect(await world.systems.LMS.deliver(removal)).toMatchObject({
      kind: 'refused',
      error: "The verified course mode has 3 enrolled learners and can't be removed.",
    });
  });

  test('are listed up to the first that answers the question', async () => {
    world.rest.lms.offers.instructorApi = false;
    await offer(world, { modes: [aMode(), auditMode] });
    world.enroll('verified', 1_000);

    expect(await world.systems.LMS.deliver(removal)).toMatchObject({
      error: "The verified course mode has at least 100 enrolled learners and can't be removed.",
    });
    expect(pages()).toHaveLength(1);
  });

  test('12,600 in audit and none in verified: verified can be retired', async () => {
    world.rest.lms.offers.instructorApi = false;
    await offer(world, { modes: [aMode(), auditMode] });
    world.enroll('audit', 12_600);
    world.rest.lms.throttle.perMinute = 120;
    const throttled = await world.systems.LMS.deliver(removal);
    world.rest.lms.throttle.perMinute = 240;

    expect(throttled).toMatchObject({ kind: 'paused', pauseMs: expect.any(Number) });
    expect((await world.systems.LMS.deliver(removal)).kind).toBe('delivered');
    expect(pages()).toHaveLength(127);
  });
});
