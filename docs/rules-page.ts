// docs/rules.md and docs/permissions.md: what is refused, why, and who may do what. Printed from the lists that decide it.
import { EVERYWHERE, OPERATIONS } from '../src/identity/permissions';
import { POLICY, scopeOf, SERVICE_PERMISSIONS } from '../src/identity/roles';
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

/** Who may do which operation, and where. */
export function permissionsPage(): string {
  const rows = Object.entries(OPERATIONS).map(([operation, needed]) => [
    code(operation),
    code(needed),
    ...POLICY.map(({ permissions, isEverywhere }) => {
      if (!permissions.includes(needed)) return '';
      if (isEverywhere) return 'all';
      return EVERYWHERE.some((one) => one === operation) ? '' : 'own';
    }),
  ]);
  return `${heading('Permissions', 'src/identity')}
*all*: in every organization. *own*: in the organization of the membership, which is that of the stored course. Nothing:
it is refused, and so is an operation that is not listed. The catalogue is readable to everybody who is known. A course that
may not be read is as one that does not exist.

${table(['operation', 'needs', ...POLICY.map(({ who }) => code(who))], rows)}

\`superuser\` and \`administrator\` are claims of a token. ${Object.keys(SERVICE_PERMISSIONS).map(code).join(' and ')} are scopes of
a token that a program got for itself (client credentials): for gateways, warehouses and Publisher. The others are roles in
an organization, which are kept here (\`saveMembership\`). What somebody has of several is added up. Then it is cut:

- Where \`is_restricted\` is set, READ needs the scope \`${scopeOf('READ')}\`, and any other permission \`${scopeOf('EDIT')}\`.
- Where \`filters\` has \`content_org:…\`, everything is limited to these organizations.
`;
}
