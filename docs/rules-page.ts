// docs/rules.md and docs/permissions.md: what is refused, why, and who may do what. Printed from the lists that decide it.
import { OPERATIONS } from '../src/identity/permissions';
import { PERMISSIONS } from '../src/model/viewer';
import { RULES } from '../src/rules';
import { code, heading, table } from './markdown';

const sections = RULES.map(
  ({ code: name, says, because, isWaivable }) =>
    `## ${name}\n\n${says}\n\n*Why:* ${because}\n\n*Waivable:* ${isWaivable ? 'yes' : 'no'}\n`,
);

/** Every rule, in the order in which violations are answered. */
export function rulesPage(): string {
  return `${heading('Rules', 'src/rules')}
A change that breaks a rule is answered with \`violations\`, and nothing is saved. All of them are answered, in the
order of this page, then by the key of the run. Only what the command changes is judged: an old oddity that is left
alone does not stop other work. The same list answers the query \`rules\`, the previews and \`typeOptions\`.

A waivable rule is waived with \`override: true\`, the permission OVERRIDE and a reason; the waived codes stay in the
history. For the definitions of types no rule can be waived.

${sections.join('\n')}`;
}

/** What each operation needs. */
export function permissionsPage(): string {
  const operationsOf = (permission: string) =>
    Object.entries(OPERATIONS).flatMap(([operation, needed]) => (needed === permission ? [operation] : []));
  const rows = PERMISSIONS.map((permission) => [
    code(permission),
    operationsOf(permission).map(code).join(', '),
  ]);
  return `${heading('Permissions', 'src/identity/permissions.ts')}
An operation that is not listed is denied. A permission holds in one organization, or in all; changing the catalogue
belongs to no organization and needs it in all. The catalogue itself is readable to everybody.

${table(['permission', 'what it is needed for'], rows)}
`;
}
