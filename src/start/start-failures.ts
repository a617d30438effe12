// Explains to an operator why a start failed: names the setting and what to do.
import { ConfigError } from '../settings/config';
import type { Config } from '../settings/config';

/** The ports of the sandbox, counted from SANDBOX_PORT: the gateway, E-Commerce and the LMS. */
const SANDBOX_PORTS = [0, 2, 3];

/** A sentence that names the setting and the remedy; null for a defect of this program. */
export function cureOf(error: unknown, config?: Config): string | null {
  if (!(error instanceof Error)) return null;
  if (error instanceof ConfigError || error.name === 'Unprepared') return error.message;
  if (!config || !('code' in error && 'syscall' in error)) return null;
  if (error.code === 'EADDRNOTAVAIL' || (error.syscall === 'getaddrinfo' && error.code === 'ENOTFOUND'))
    return `HOST: ${config.HOST} is not an address of this machine.`;
  if (error.syscall !== 'listen' || !('port' in error)) return null;
  const way = portSetting(Number(error.port), config);
  if (error.code === 'EADDRINUSE') return `Port ${String(error.port)} is taken. ${way}`;
  if (error.code === 'EACCES') return `Port ${String(error.port)} is not for this user. ${way}`;
  return null;
}

function portSetting(port: number, { PORT, OPS_PORT, SANDBOX, SANDBOX_PORT }: Config): string {
  const isSandbox = SANDBOX && SANDBOX_PORTS.some((offset) => port === SANDBOX_PORT + offset);
  if (port === PORT) return 'Set PORT to another one, or to 0 for any that is free.';
  if (port === OPS_PORT || !isSandbox) return 'Set OPS_PORT to another one, or to 0 for any that is free.';
  const used = `The sandbox uses SANDBOX_PORT (${SANDBOX_PORT}) and the second and third port after it.`;
  return `${used} Set SANDBOX_PORT to another one, or to 0 for any that are free.`;
}
