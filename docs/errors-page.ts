// docs/errors.md: the faults of a request, and how faults and refusals look in an answer.
import { badInput, FAULTS, MAX_FAULTS, type Fault, type FaultCode } from '../src/model/faults';
import type { RuleViolation } from '../src/model/rule-codes';
import { messageOf, RULES } from '../src/rules';
import { code, heading, json, table } from './markdown';

const removed = RULES.find((rule) => rule.code === 'TRACK_REMOVED');
const violation: RuleViolation = {
  code: 'TRACK_REMOVED',
  message: messageOf(removed ?? { says: '' }, 'course-v1:edX+DemoX+1T2026 would lose Verified.'),
  path: ['runs', '0', 'type'],
  courseRunKey: 'course-v1:edX+DemoX+1T2026',
  isWaivable: removed?.isWaivable ?? false,
};
const fault = (faultCode: FaultCode, path: string, details: object) => ({
  errors: [{ message: '…', path: [path], extensions: { code: faultCode, ...details } }],
  data: { [path]: null },
});

const error = ({ message, code: faultCode, details }: Fault) => ({
  message,
  path: ['changeCourse'],
  extensions: { code: faultCode, ...details },
});
const mistakes = [
  badInput('runs.0.type', '“verifed” is not a run type.'),
  badInput('prices.0.amount', '“49.505” is not an amount; use up to two decimals, for example 49.00.'),
];

/** Every fault code, with an example of a fault and of a refusal. */
export function errorsPage(): string {
  const rows = Object.entries(FAULTS).map(([name, meaning]) => [code(name), meaning]);
  return `${heading('Errors', 'src/model/faults.ts')}
A request can fail in two ways. In both, nothing is saved.

**A refusal is data.** The request is well formed and a [rule](rules.md) refuses it: the payload lists all
\`violations\`, and the course or run is null. Show their messages to the course team; \`path\` is relative to \`input\`.

${json({ data: { changeCourse: { course: null, violations: [violation] } } })}

**A fault is an error.** Something is wrong with the request itself or with the service. The response has a GraphQL error
with a code in its extensions:

${json(fault('STALE_VERSION', 'changeCourse', { currentVersion: 7 }))}

**Bad input is reported all at once.** Each mistake in the input of a mutation, in the arguments of a list and in its filter is
a separate error, up to ${MAX_FAULTS}. Its message is for course teams, and \`extensions.path\` says where it is in the input, in the
same form as the \`path\` of a violation. (\`extensions.field\`, the same with dots, is deprecated: use \`extensions.path\`.)
Amounts, times and UUIDs are taken as they come and judged with the rest; a value of another wrong type is refused by GraphQL
before that, also with its path.

${json({ errors: mistakes.map(error), data: { changeCourse: null } })}

Codes are part of the contract; messages are not.

${table(['code', 'meaning'], rows)}

A request that is not valid GraphQL or does not match the schema gets the codes of Apollo Server
(\`GRAPHQL_PARSE_FAILED\`, \`GRAPHQL_VALIDATION_FAILED\`, \`BAD_USER_INPUT\` for variables).
`;
}
