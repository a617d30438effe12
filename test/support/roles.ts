// PostgreSQL roles for tests: they belong to the whole server, so each has its own name and is dropped with its test.
import { randomBytes } from 'node:crypto';
import { asAdmin, testServer } from './database';

export interface TestRole {
  readonly name: string;
  /** The same database as this role. */
  readonly urlAt: (databaseUrl: string) => string;
}

/** Creates roles that may only connect. Call it after useTestDatabase: roles are dropped after the databases. */
export function useRoles() {
  const names: string[] = [];
  afterAll(() =>
    asAdmin(testServer().adminUrl, async (admin) => {
      for (const name of names) await admin.query(`DROP ROLE ${name}`);
    }),
  );
  return async (attributes = ''): Promise<TestRole> => {
    const name = `test_${randomBytes(6).toString('hex')}`;
    await asAdmin(testServer().adminUrl, (admin) =>
      admin.query(`CREATE ROLE ${name} LOGIN PASSWORD '${name}' ${attributes}`),
    );
    names.push(name);
    const urlAt = (databaseUrl: string) =>
      Object.assign(new URL(databaseUrl), { username: name, password: name }).href;
    return { name, urlAt };
  };
}
