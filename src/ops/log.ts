// Logs as JSON on stderr: stdout is for what a person who started the process waits for.
import pino from 'pino';

export interface Log {
  /** The fields are not to be changed afterwards. */
  readonly info: (fields: object, message: string) => void;
  readonly warn: (fields: object, message: string) => void;
  readonly error: (fields: object, message: string) => void;
}

interface Line {
  readonly at: number;
  readonly fields: object;
  readonly message: string;
}

/**
 * Lines of `info` are made and written together, once there are that many, or the first is that old: made one by one, between
 * the parts of requests, they take several times as long. All else, and what is before it, is written at once.
 */
const MOST = 64;
const LONGEST_MS = 100;
/** How much of them is written with one call, at least; `flushSync` writes the rest. In bytes. */
const TOGETHER = 8_192;

/** A log of that level and above. Errors are written with their stack, under `error`; lines as `conceal` leaves them. */
export function createLog(level: string, conceal: (line: string) => string = (line) => line): Log {
  const stderr = pino.destination({ fd: 2, sync: true, minLength: TOGETHER });
  let at: number | null = null;
  const log = pino(
    {
      level,
      base: { service: 'track-types' },
      serializers: { error: pino.stdSerializers.err },
      timestamp: () => `,"time":${at ?? Date.now()}`,
    },
    { write: (line) => void stderr.write(conceal(line)) },
  );
  const waiting: Line[] = [];
  let timer: NodeJS.Timeout | undefined;
  const write = (): void => {
    clearTimeout(timer);
    timer = undefined;
    for (const line of waiting.splice(0)) {
      at = line.at;
      log.info(line.fields, line.message);
    }
    at = null;
    stderr.flushSync();
  };
  const atOnce = (name: 'warn' | 'error') => (fields: object, message: string) => {
    write();
    log[name](fields, message);
    stderr.flushSync();
  };
  process.once('exit', write);
  return {
    info: (fields, message) => {
      waiting.push({ at: Date.now(), fields, message });
      if (waiting.length >= MOST) write();
      else timer ??= setTimeout(write, LONGEST_MS).unref();
    },
    warn: atOnce('warn'),
    error: atOnce('error'),
  };
}
