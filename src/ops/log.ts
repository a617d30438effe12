// Logs as JSON on stderr: stdout is for what a person who started the process waits for.
import pino from 'pino';

export interface Log {
  readonly info: (fields: object, message: string) => void;
  readonly warn: (fields: object, message: string) => void;
  readonly error: (fields: object, message: string) => void;
}

/** A log of that level and above. Errors are written with their stack, under `error`; lines as `conceal` leaves them. */
export function createLog(level: string, conceal: (line: string) => string = (line) => line): Log {
  const stderr = pino.destination({ fd: 2, sync: true });
  return pino(
    { level, base: { service: 'track-types' }, serializers: { error: pino.stdSerializers.err } },
    { write: (line: string) => stderr.write(conceal(line)) },
  );
}
