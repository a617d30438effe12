// Shows the progress of a long command: a bar with rate and time left, on a terminal only. A log has no use for it.

export interface Progress {
  /** Called after each step, with a better `total` if one is known by now. */
  readonly step: (done: number, remark: string, total?: number) => void;
}

const WIDTH = 30;
/** Clears the bar, for a line to be printed in its place. */
export const CLEARED = '\r\x1b[K';

/** A bar of `total` steps. Uses colours only if the terminal supports them; NO_COLOR switches them off. */
export function createProgress(total: number, stream: NodeJS.WriteStream = process.stderr): Progress {
  if (!stream.isTTY) return { step: () => undefined };
  const [on, off] = stream.hasColors() ? ['\x1b[32m', '\x1b[39m'] : ['', ''];
  const began = performance.now();
  return {
    step: (done, remark, of = total) => {
      const part = of === 0 ? 1 : Math.min(1, done / of);
      const filled = Math.round(WIDTH * part);
      const bar = `${on}${'█'.repeat(filled)}${off}${'░'.repeat(WIDTH - filled)}`;
      const seconds = (performance.now() - began) / 1_000;
      const pace = `${Math.round(done / seconds)}/s, ${clockOf((seconds * (1 - part)) / part)} left`;
      const end = done === of ? '\n' : '';
      stream.write(`${CLEARED}${bar} ${done}/${of} ${remark}, ${pace}${end}`);
    },
  };
}

/** As m:ss, or h:mm:ss. */
function clockOf(seconds: number): string {
  const [hours, minutes, rest] = [3_600, 60, 1].map(
    (unit) => Math.floor(seconds / unit) % (unit === 3_600 ? 1_000 : 60),
  );
  const two = (number = 0) => String(number).padStart(2, '0');
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
