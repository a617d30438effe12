// Loads what a checkout has and a build lacks: the sandbox and the embedded PostgreSQL. Only when they are wanted.
import { Unprepared } from './store/database';

/** The sandbox. Throws Unprepared in a build. */
export const loadSandbox = () =>
  import('../sandbox/with-sandbox.js').catch(
    absent('SANDBOX: the sandbox is not part of a build; set ECOMMERCE_URL and LMS_URL.'),
  );

/** The embedded PostgreSQL. Throws Unprepared in a build. */
export const loadPostgres = () =>
  import('../sandbox/postgres/start-embedded-postgres.js').catch(
    absent('DATABASE_URL: is needed; the embedded PostgreSQL is not part of a build.'),
  );

const absent =
  (message: string) =>
  (error: unknown): never => {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
    throw isAbsent ? new Unprepared(message) : error;
  };
