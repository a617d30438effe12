// Reads the person of a membership. Every error names its field.
import { badInput, readAll } from '../../model/faults';
import { isOrganization } from '../../model/keys';
import type { Person } from '../../store/memberships';
import { quoted, readText } from '../input/read';

/** Throws BAD_USER_INPUT unless both are possible in Open edX. */
export function readPerson(person: Person): Person {
  return readAll({
    organization: () => {
      const organization = readText(person.organization, 'organization');
      if (isOrganization(organization)) return organization;
      const why = 'is not an organization; use one as in course keys, for example edX.';
      throw badInput('organization', `${quoted(organization)} ${why}`);
    },
    username: () => {
      const username = readText(person.username, 'username');
      if (!/[\s/]/.test(username)) return username;
      const why = 'is not a username; usernames have no spaces or slashes.';
      throw badInput('username', `${quoted(username)} ${why}`);
    },
  });
}
