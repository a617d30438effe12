// The generated courses for trying out and measuring imports.
import { readRecord } from '../../src/cli/import/discovery-record';
import { readTypeOptions } from '../../src/cli/import/sources/open-source';
import { matchTypes } from '../../src/changes/import/match-types';
import { generateCourses, generatedJson, generatedTypeOptions } from '../../sandbox/generated-courses';
import { CATALOGUE } from '../support/catalogue';

const generated = (courses: number, seed = 7) => [...generateCourses({ courses, seed })];
const reading = { currency: 'USD', isSeatSetKnown: true };
const read = (value: unknown) => {
  const record = readRecord({ position: '', value }, reading);
  if (!('course' in record)) throw new Error(record.problems.join());
  return record.course;
};

test('are the same for the same seed, however many, and different for another', () => {
  expect(generated(20)).toEqual(generated(30).slice(0, 20));
  expect(generated(20, 8)).not.toEqual(generated(20));
});

test('have 4 runs and 8 seats each, and no mistakes', () => {
  const courses = generated(200).map(read);

  expect(courses.flatMap(({ runs }) => runs)).toHaveLength(800);
  expect(courses.flatMap(({ runs }) => runs.flatMap(({ seats }) => seats ?? []))).toHaveLength(1_600);
  expect(new Set(courses.map(({ key }) => key)).size).toBe(200);
});

test('are all matched with their type options', () => {
  const options = readTypeOptions(generatedTypeOptions());

  const found = generated(200).map((value) =>
    matchTypes(read(value), { catalogue: CATALOGUE, options, before: null }),
  );

  expect(found.flatMap(({ course, runs }) => [course, ...runs]).filter(({ by }) => by === 'EMPTY')).toEqual(
    [],
  );
  expect(new Set(found.map(({ course }) => course.by))).toEqual(new Set(['SLUG', 'UUID', 'INFERENCE']));
});

test('are written as an array or as lines', () => {
  const courses = generated(3);

  expect(JSON.parse([...generatedJson({ courses: 3, seed: 7 }, 'ARRAY')].join(''))).toEqual(courses);
  expect([...generatedJson({ courses: 3, seed: 7 }, 'LINES')].map((line) => JSON.parse(line))).toEqual(
    courses,
  );
  expect([...generatedJson({ courses: 0, seed: 7 }, 'ARRAY')].join('')).toBe('[]\n');
});
