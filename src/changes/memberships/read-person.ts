// Reads who is meant by a membership. Every mistake names its field.
import { badInput } from '../../model/faults';
import { isOrganization } from '../../model/keys';
import type { Person } from '../../store/memberships';
import { readText } from '../input/read';

/** Where organization and username stand in the input. */
interface Fields {
  readonly organization: string;
  readonly username: string;
}

const NAMES: Fields = { organization: 'organization', username: 'username' };

/** Throws BAD_USER_INPUT for what can be neither an organization nor a username of Open edX. */
export function readPerson(person: Person, fields = NAMES): Person {
  const organization = readText(person.organization, fields.organization);
  const username = readText(person.username, fields.username);
  if (!isOrganization(organization)) {
    throw badInput(
      fields.organization,
      `${fields.organization} is none; give one as in course keys, such as edX.`,
    );
  }
  if (/[\s/]/.test(username)) {
    throw badInput(fields.username, `${fields.username} has a space or a slash, as no username has.`);
  }
  return { organization, username };
}
