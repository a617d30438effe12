// docs/transitions.md and its pictures: what a run may become, computed by the rules for the types that every
// installation starts with.
import { transitionsOf, verdictOf } from '../src/changes/transitions';
import { isEmptyType } from '../src/model/catalogue';
import { PHASES } from '../src/model/courses';
import { drawn, mapOf, transitionGraph } from '../src/pages/explore/pictures';
import { CATALOGUE } from '../test/support/catalogue';
import { heading, table } from './markdown';

const CONTEXT = {
  catalogue: CATALOGUE,
  policy: {
    currency: 'USD',
    maximumPrice: '10000.00',
    isPriceWhole: true,
    upgradeDeadlineDays: 10,
    isSelling: true,
    mostRuns: 500,
  },
};
const courseTypes = [...CATALOGUE.courseTypes.values()].filter((type) => !isEmptyType(type));
const [example] = courseTypes.filter(({ slug }) => slug === 'masters-verified-audit');

/** A matrix for each phase of each course type with more than one run type. */
export function transitionsPage(): string {
  const sections = courseTypes
    .filter(({ courseRunTypes }) => courseRunTypes.length > 1)
    .flatMap(({ slug, name, courseRunTypes }) => [
      `## ${name}`,
      ...PHASES.map((phase) => {
        const transitions = transitionsOf(slug, phase, CONTEXT);
        const cell = (from: string, to: string): string => {
          const found = transitions.find((one) => one.from.slug === from && one.to.slug === to);
          if (!found || from === to) return '';
          const codes = found.violations.map(({ code }) => code).join(', ');
          return { yes: 'yes', override: `coordinator: ${codes}`, no: `no: ${codes}` }[verdictOf(found)];
        };
        const rows = courseRunTypes.map((from) => [
          from.name,
          ...courseRunTypes.map((to) => cell(from.slug, to.slug)),
        ]);
        return `### ${phase}\n\n${table(['from / to', ...courseRunTypes.map((to) => to.name)], rows)}`;
      }),
    ]);
  return `${heading('Allowed type changes', 'src/rules and the seeded types')}
What a run may become in each phase, in a course of that type whose prices are all known. *Coordinator*: refused unless
somebody with the permission OVERRIDE says why. A running service shows the same for its own types at \`/explore/changes\`.

![Course types, run types and tracks](types.svg)

A run with products, in a course of Masters, Verified, and Audit (dashed: a coordinator):

![Allowed type changes](transitions.svg)

${sections.join('\n\n')}
`;
}

/** docs/types.svg */
export const typesPicture = (): Promise<string> =>
  drawn(mapOf(CATALOGUE), 'Course types lead to run types, and these to tracks.');

/** docs/transitions.svg */
export const transitionsPicture = (): Promise<string> =>
  drawn(
    transitionGraph(transitionsOf(example?.slug ?? '', 'LOCKED', CONTEXT)),
    'What a run with products may become in a course of Masters, Verified, and Audit.',
  );
