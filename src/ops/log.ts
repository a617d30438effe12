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

/**
 * Writes to stderr. What cannot be written, since nobody reads any more or the disk is full, is given up with its stream, or the
 * server would end with its log; `flushSync` of such a stream would not even return.
 */
function toStderr(): (lines: string) => void {
  const open = (): pino.DestinationStream =>
    pino.destination({ fd: 2, sync: true }).on('error', () => (stream = open()));
  let stream = open();
  return (lines) => void stream.write(lines);
}

/**
 * A log of that level and above. Errors are written with their stack, under `error`; lines as `conceal` leaves them. It throws
 * nothing when they cannot be written: they are lost then, and later ones are tried again.
 */
export function createLog(level: string, conceal: (line: string) => string = (line) => line): Log {
  const stderr = toStderr();
  let at: number | null = null;
  let lines = '';
  const log = pino(
    {
      level,
      base: { service: 'track-types' },
      serializers: { error: pino.stdSerializers.err },
      timestamp: () => `,"time":${at ?? Date.now()}`,
    },
    { write: (line) => void (lines += conceal(line)) },
  );
  const waiting: Line[] = [];
  let timer: NodeJS.Timeout | undefined;
  const write = (): void => {
    if (lines) stderr(lines);
    lines = '';
  };
  const writeWaiting = (): void => {
    clearTimeout(timer);
    timer = undefined;
    for (const line of waiting.splice(0)) {
      at = line.at;
      log.info(line.fields, line.message);
    }
    at = null;
    write();
  };
  const atOnce = (name: 'warn' | 'error') => (fields: object, message: string) => {
    writeWaiting();
    log[name](fields, message);
    write();
  };
  process.once('exit', writeWaiting);
  return {
    info: (fields, message) => {
      waiting.push({ at: Date.now(), fields, message });
      if (waiting.length >= MOST) writeWaiting();
      else timer ??= setTimeout(writeWaiting, LONGEST_MS).unref();
    },
    warn: atOnce('warn'),
    error: atOnce('error'),
  };
}
