// changeCourse as most teams write it: load with relations, change the objects, save them, one transaction.
import type { DataSource } from 'typeorm';
import { Course, CoursePrice, RunType } from './textbook-entities';

interface Input {
  readonly key: string;
  readonly expectedVersion: number;
  readonly reason: string;
  readonly prices: readonly { readonly seatType: string; readonly amount: string }[];
}

export function changeByOrm(database: DataSource, { key, expectedVersion, reason, prices }: Input) {
  return database.transaction(async (tx) => {
    const locked = await tx.findOneOrFail(Course, { where: { key }, lock: { mode: 'pessimistic_write' } });
    if (locked.version !== expectedVersion) throw new Error('STALE_VERSION');
    const course = await tx.findOneOrFail(Course, {
      where: { key },
      relations: { prices: true, products: true, courseRuns: { prices: true, products: true } },
    });
    const types = await tx.find(RunType, {
      relations: { tracks: { track: { mode: true, seatType: true } } },
    });
    const before = Object.fromEntries(course.prices.map(({ seatType, amount }) => [seatType, amount]));
    for (const { seatType, amount } of prices) {
      const price = course.prices.find((one) => one.seatType === seatType);
      if (price) price.amount = amount;
      else course.prices.push(Object.assign(new CoursePrice(), { seatType, amount }));
    }
    course.version += 1;
    await tx.save(course.prices);
    await tx.update(Course, { id: course.id }, { version: course.version });
    const after = Object.fromEntries(course.prices.map(({ seatType, amount }) => [seatType, amount]));
    // Entities would also write the database's generated columns, so history and outbox are written by hand.
    for (const run of course.courseRuns) {
      const type = types.find(({ slug }) => slug === run.typeSlug);
      const seats = type?.tracks.map(({ track }) => ({
        mode: track.mode.slug,
        price: after[track.slug] ?? '0.00',
      }));
      await tx.query('UPDATE course_run SET revision = revision + 1 WHERE id = $1', [run.id]);
      for (const [target, column, owner] of [
        ['ECOMMERCE', 'course_id', course.id],
        ['LMS', 'course_run_id', run.id],
      ] as const) {
        await tx.query(`INSERT INTO lane (target, ${column}) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [
          target,
          owner,
        ]);
        const [lane] = await tx.query<{ id: string; enqueued: number }[]>(
          `SELECT id, enqueued FROM lane WHERE ${column} = $1 FOR UPDATE`,
          [owner],
        );
        await tx.query('UPDATE lane SET enqueued = enqueued + 1 WHERE id = $1', [lane?.id]);
        await tx.query(
          `INSERT INTO provisioning (uuid, course_run_id, target, revision, course_revision, lane_id, seq, desired_state)
           VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7)`,
          [run.id, target, run.revision + 1, course.version, lane?.id, (lane?.enqueued ?? 0) + 1, { seats }],
        );
      }
    }
    await tx.query(
      `INSERT INTO history (kind, subject, actor, reason, course_key, before, after)
       VALUES ('COURSE_CHANGED', $1, 'editor', $2, $3, $4, $5)`,
      [`course:${key}`, reason, key, { prices: before }, { prices: after, version: course.version }],
    );
    return { course: { key, version: course.version }, violations: [] };
  });
}
