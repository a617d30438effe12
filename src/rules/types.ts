// Rules on which type may be chosen.
import { isEmptyType } from '../model/catalogue';
import type { CourseRunType, CourseType } from '../model/catalogue';
import { pathOf } from './facts';
import type { CourseFacts, Facts, RunFacts } from './facts';
import type { Finding, Rule } from './rule';

const SENT_ON = ['LEGAL_REVIEW', 'INTERNAL_REVIEW', 'REVIEWED', 'PUBLISHED'];

/** What a finding about each chosen type would be, for those types that break the rule. */
function chosen(facts: Facts, isWrong: (type: CourseType | CourseRunType) => boolean): Finding[] {
  const courses = facts.courseFacts
    .filter((course) => course.isTypeChosen && course.typeAfter && isWrong(course.typeAfter))
    .map((course) => ({ detail: `${course.typeAfter?.name}.`, path: facts.paths.courseType }));
  const runs = facts.runFacts
    .filter((run) => run.isTypeChosen && run.typeAfter && isWrong(run.typeAfter))
    .map((run) => ({
      detail: `${run.typeAfter?.name}.`,
      path: pathOf(facts, run, 'type'),
      courseRunKey: run.key,
    }));
  return [...courses, ...runs];
}

/** A run of type Empty that moves on in review, or is to be sent. */
function emptyRunsSentOn(facts: Facts): Finding[] {
  const isSent = (run: RunFacts) =>
    facts.publishes === run.key ||
    (run.after !== null && run.before?.status !== run.after.status && SENT_ON.includes(run.after.status));
  return facts.runFacts
    .filter((run) => run.typeAfter && isEmptyType(run.typeAfter) && isSent(run))
    .map((run) => ({
      detail: 'Choose a type for the run first.',
      path: facts.publishes ? ['courseRunKey'] : pathOf(facts, run, 'status'),
      courseRunKey: run.key,
    }));
}

/** The placeholder itself is to be redefined, or to be listed by a course type. */
function emptyRedefined(facts: Facts): Finding[] {
  if (!facts.definition) return [];
  const { kind, slug } = facts.definition;
  if (slug === 'empty' && (kind === 'courseType' || kind === 'courseRunType')) {
    return [{ detail: 'It cannot be redefined.', path: ['slug'] }];
  }
  if (kind !== 'courseType') return [];
  const listed = facts.catalogueAfter.courseTypes.get(slug)?.courseRunTypes.findIndex(isEmptyType) ?? -1;
  return listed < 0
    ? []
    : [{ detail: 'No course type offers it.', path: ['courseRunTypes', String(listed)] }];
}

export const emptyIsNeverChosen: Rule = {
  code: 'TYPE_EMPTY',
  says: 'Empty stands for a type that is not known yet; it is never chosen, and a run of type Empty is never sent on.',
  because:
    'Nothing can be sold or offered for it. course-discovery lost weeks of price updates over courses of type Empty.',
  isWaivable: false,
  check: (facts) => [...chosen(facts, isEmptyType), ...emptyRunsSentOn(facts), ...emptyRedefined(facts)],
};

export const retiredIsNotChosen: Rule = {
  code: 'TYPE_RETIRED',
  says: 'A retired type is kept by what has it, and chosen for nothing new.',
  because: 'course-discovery only hides retired types from lists, and accepts them when they are sent.',
  isWaivable: false,
  check: (facts) => chosen(facts, (type) => type.isRetired),
};

export const typeIsOfferedToTheOrganization: Rule = {
  code: 'TYPE_NOT_OFFERED',
  says: 'A course type that lists organizations is for those alone.',
  because: 'Contracts decide who may sell Masters and Executive Education.',
  isWaivable: true,
  check: (facts) =>
    facts.courseFacts
      .filter((course) => course.isTypeChosen && !isOffered(course))
      .map((course) => ({
        detail: `${course.typeAfter?.name} is not offered to ${course.after?.organization}.`,
        path: facts.paths.courseType,
      })),
};

function isOffered(course: CourseFacts): boolean {
  const { typeAfter, after } = course;
  if (!typeAfter || !after || typeAfter.organizations.length === 0) return true;
  return typeAfter.organizations.includes(after.organization);
}

export const runTypeIsAmongTheCourseTypes: Rule = {
  code: 'RUN_TYPE_NOT_IN_COURSE_TYPE',
  says: "A run's type is one of its course type's run types.",
  because:
    'The course type says which entitlements can be spent on a run. Mismatches of the past are kept, not added to.',
  isWaivable: true,
  check: (facts) =>
    facts.runFacts
      .filter((run) => isMismatch(run) && !wasMismatched(run) && (!facts.definition || run.hasProducts))
      .map((run) => ({
        detail: `${run.typeAfter?.name} is not a run type of ${run.courseType?.name}.`,
        path: pathOf(facts, run, 'type'),
        courseRunKey: run.key,
      })),
};

function isMismatch({ typeAfter, courseType }: RunFacts): boolean {
  return (
    typeAfter !== null && courseType !== null && !isEmptyType(typeAfter) && !lists(courseType, typeAfter)
  );
}

/** Mismatched before, and its type is left alone. */
function wasMismatched({ typeBefore, courseTypeBefore, isTypeChosen }: RunFacts): boolean {
  return (
    !isTypeChosen && typeBefore !== null && courseTypeBefore !== null && !lists(courseTypeBefore, typeBefore)
  );
}

const lists = (courseType: CourseType, runType: CourseRunType): boolean =>
  courseType.courseRunTypes.some((type) => type.slug === runType.slug);
