// docs/errors.md: the faults of a request, and how a fault and a refusal look in an answer.
import { FAULTS, type FaultCode } from '../src/model/faults';
import type { RuleViolation } from '../src/model/rule-codes';
import { RULES } from '../src/rules';
import { code, heading, json, table } from './markdown';

const removed = RULES.find((rule) => rule.code === 'TRACK_REMOVED');
const violation: RuleViolation = {
  code: 'TRACK_REMOVED',
  message: `${removed?.says} course-v1:edX+DemoX+1T2026 would lose Verified.`,
  path: ['runs', '0', 'type'],
  courseRunKey: 'course-v1:edX+DemoX+1T2026',
  isWaivable: removed?.isWaivable ?? false,
};
const fault = (faultCode: FaultCode, path: string, details: object) => ({
  errors: [{ message: '…', path: [path], extensions: { code: faultCode, ...details } }],
  data: { [path]: null },
});

/** Every fault code, with an example of a fault and of a refusal. */
export function errorsPage(): string {
  const rows = Object.entries(FAULTS).map(([name, meaning]) => [code(name), meaning]);
  return `${heading('Errors', 'src/model/faults.ts')}
A request can fail in two ways, and neither of them saves anything.

**A refusal is data.** The request is well formed and a [rule](rules.md) refuses it: the payload has all
\`violations\`, and the thing itself is null. Show their messages to the course team; \`path\` is relative to \`input\`.

${json({ data: { changeCourse: { course: null, violations: [violation] } } })}

**A fault is an error.** Something is wrong with the request itself, or with the service. It is a GraphQL error with a
code in its extensions:

${json(fault('STALE_VERSION', 'changeCourse', { currentVersion: 7 }))}

The codes are a contract; the messages are not.

${table(['code', 'meaning'], rows)}

A request that is not valid GraphQL, or does not fit the schema, is answered with the codes of Apollo Server
(\`GRAPHQL_PARSE_FAILED\`, \`GRAPHQL_VALIDATION_FAILED\`, \`BAD_USER_INPUT\` for variables).
`;
}
