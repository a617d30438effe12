// Rules on which types may be chosen.
import { isEmptyType, isOfferedTo } from '../model/catalogue';
import type { CourseRunType, CourseType } from '../model/catalogue';
import { isSentOn } from './facts';
import type { CourseFacts, Facts, RunFacts } from './facts';
import { definitionPath, pathOf } from './paths';
import type { Finding, Rule } from './rule';

/** Returns a finding for each chosen type that breaks the rule. `detail` gets the course or run and the type's name. */
function chosen(
  facts: Facts,
  isWrong: (type: CourseType | CourseRunType) => boolean,
  detail: (subject: string, type: string) => string,
): Finding[] {
  const courses = facts.courseFacts
    .filter((course) => course.isTypeChosen && course.typeAfter && isWrong(course.typeAfter))
    .map(({ after, typeAfter }) => ({
      detail: detail(after?.key ?? '', typeAfter?.name ?? ''),
      path: facts.paths.courseType,
    }));
  const runs = facts.runFacts
    .filter((run) => run.isTypeChosen && run.typeAfter && isWrong(run.typeAfter))
    .map((run) => ({
      detail: detail(run.key, run.typeAfter?.name ?? ''),
      path: pathOf(facts, run, 'type'),
      courseRunKey: run.key,
    }));
  return [...courses, ...runs];
}

/** Finds runs of type Empty that move forward in review or are published by hand. */
function emptyRunsSentOn(facts: Facts): Finding[] {
  return facts.runFacts
    .filter((run) => run.typeAfter && isEmptyType(run.typeAfter) && isSentOn(facts, run))
    .map((run) => ({
      detail: `Choose a type for ${run.key} first.`,
      path: facts.publishes ? ['courseRunKey'] : pathOf(facts, run, 'status'),
      courseRunKey: run.key,
    }));
}

/** Finds an attempt to redefine Empty itself, or to list it in a course type. */
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
    : [{ detail: 'No course type may list it.', path: ['courseRunTypes', String(listed)] }];
}

export const emptyIsNeverChosen: Rule = {
  code: 'TYPE_EMPTY',
  says: 'Type Empty cannot be chosen, and a run of type Empty cannot be submitted for review.',
  because: 'Empty is the placeholder for an unknown type: nothing can be sold or offered for it.',
  isWaivable: false,
  check: (facts) => [
    ...chosen(facts, isEmptyType, (subject) => `Choose another type for ${subject}.`),
    ...emptyRunsSentOn(facts),
    ...emptyRedefined(facts),
  ],
};

export const retiredIsNotChosen: Rule = {
  code: 'TYPE_RETIRED',
  says: 'A retired type can be kept but not chosen.',
  because: 'course-discovery only hides retired types from lists and still accepts them.',
  isWaivable: false,
  check: (facts) =>
    chosen(
      facts,
      ({ isRetired }) => isRetired,
      (_subject, type) => `${type} is retired.`,
    ),
};

export const typeIsOfferedToTheOrganization: Rule = {
  code: 'TYPE_NOT_OFFERED',
  says: 'A course type that lists organizations is for these organizations only.',
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

const isOffered = ({ typeAfter, after }: CourseFacts): boolean =>
  !typeAfter || !after || isOfferedTo(typeAfter, after.organization);

export const runTypeIsAmongTheCourseTypes: Rule = {
  code: 'RUN_TYPE_NOT_IN_COURSE_TYPE',
  says: "A run's type must be one of its course type's run types.",
  because:
    'The course type says which entitlements a run accepts. Old mismatches are tolerated, new ones are not.',
  isWaivable: true,
  check: (facts) =>
    facts.runFacts
      .filter((run) => isMismatch(run) && !wasMismatched(run) && (!facts.definition || run.hasProducts))
      .map((run) => ({
        detail: `${run.typeAfter?.name} is not a run type of ${run.courseType?.name}.`,
        path: facts.definition ? definitionPath(facts, 'courseRunTypes') : pathOf(facts, run, 'type'),
        courseRunKey: run.key,
      })),
};

function isMismatch({ typeAfter, courseType }: RunFacts): boolean {
  return (
    typeAfter !== null && courseType !== null && !isEmptyType(typeAfter) && !lists(courseType, typeAfter)
  );
}

/** Whether the run was mismatched before and its type is left unchanged. */
function wasMismatched({ typeBefore, courseTypeBefore, isTypeChosen }: RunFacts): boolean {
  return (
    !isTypeChosen && typeBefore !== null && courseTypeBefore !== null && !lists(courseTypeBefore, typeBefore)
  );
}

const lists = (courseType: CourseType, runType: CourseRunType): boolean =>
  courseType.courseRunTypes.some((type) => type.slug === runType.slug);
