// Logs as JSON on stderr: stdout is for what a person who started the process waits for.
import pino from 'pino';

export interface Log {
  readonly info: (fields: object, message: string) => void;
  readonly warn: (fields: object, message: string) => void;
  readonly error: (fields: object, message: string) => void;
}

/** Lines of `info` are written together: as soon as they are that long, or that old. All else, and what is before it, at once. */
const TOGETHER = { minLength: 4_096, periodicFlush: 100 };
const AT_ONCE = 40;
/** Where pino says of which level a line is. */
const METADATA = Symbol.for('pino.metadata');

/** A log of that level and above. Errors are written with their stack, under `error`; lines as `conceal` leaves them. */
export function createLog(level: string, conceal: (line: string) => string = (line) => line): Log {
  const stderr = pino.destination({ fd: 2, sync: true, ...TOGETHER });
  process.once('exit', () => stderr.flushSync());
  const destination = {
    [METADATA]: true,
    lastLevel: 0,
    write(line: string): void {
      stderr.write(conceal(line));
      if (destination.lastLevel >= AT_ONCE) stderr.flushSync();
    },
  };
  return pino(
    { level, base: { service: 'track-types' }, serializers: { error: pino.stdSerializers.err } },
    destination,
  );
}
