// Logs as JSON on stderr: stdout is for what a person who started the process waits for.
import pino from 'pino';

export interface Log {
  readonly info: (fields: object, message: string) => void;
  readonly warn: (fields: object, message: string) => void;
  readonly error: (fields: object, message: string) => void;
}

/** A log of that level and above. Errors are written with their stack, under `error`. */
export function createLog(level: string): Log {
  return pino(
    { level, base: { service: 'track-types' }, serializers: { error: pino.stdSerializers.err } },
    pino.destination({ fd: 2, sync: true }),
  );
}
