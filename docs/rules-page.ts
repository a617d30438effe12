// docs/rules.md and docs/permissions.md: what is refused, why, and who may do what. Generated from the deciding lists.
import { EVERYWHERE, OPERATIONS } from '../src/identity/permissions';
import { POLICY, scopeOf, SERVICE_PERMISSIONS } from '../src/identity/roles';
import { RULES } from '../src/rules';
import { code, heading, table } from './markdown';

const sections = RULES.map(
  ({ code: name, says, because, isWaivable }) =>
    `## ${name}\n\n${says}\n\n*Why:* ${because}\n\n*Waivable:* ${isWaivable ? 'yes' : 'no'}\n`,
);

/** Every rule, in the order in which violations are reported. */
export function rulesPage(): string {
  return `${heading('Rules', 'src/rules')}
A change that breaks a rule returns \`violations\`, and nothing is saved. It returns all of them, in the order of this page,
then by run key. Only what the command changes is judged: an old irregularity that is left alone does not block other work.
The same list serves the query \`rules\`, the previews and \`typeOptions\`.

To waive a waivable rule, set \`override: true\` and give a reason; this needs the permission OVERRIDE. The history records
the waived codes. For definitions of types, no rule can be waived.

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
*all*: in every organization. *own*: in the organization of the membership, compared with that of the stored course. An empty
cell means refused, and so does an operation that is not listed. Every authenticated viewer may read the catalogue. A course
that a viewer may not read looks like one that does not exist.

${table(['operation', 'needs', ...POLICY.map(({ who }) => code(who))], rows)}

\`superuser\` and \`administrator\` are claims of a token. ${Object.keys(SERVICE_PERMISSIONS).map(code).join(' and ')} are scopes of
a token from client credentials, for gateways, warehouses and Publisher. The others are roles in an organization, stored
here (\`saveMembership\`). Permissions from several sources add up. A token can then restrict them:

- If \`is_restricted\` is set, READ needs the scope \`${scopeOf('READ')}\`, and any other permission \`${scopeOf('EDIT')}\`.
- If \`filters\` has \`content_org:…\`, everything is limited to these organizations.
`;
}
