/** Ports of this machine: free ones, taken ones, who took them, and servers that listen. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import getPort from 'get-port';
import { MachineError } from './error.js';

/** Everything listens here: reachable from this machine only. */
export const LOOPBACK = '127.0.0.1';

export interface Listening extends AsyncDisposable {
  port: number;
  /** `http://127.0.0.1:PORT` */
  origin: string;
  /** Ends the server and its connections. May be called again. */
  close: () => Promise<void>;
}

/** A port that nothing listens on now and that this process did not hand out a moment ago. */
export function freePort(): Promise<number> {
  return getPort({ host: LOOPBACK });
}

/**
 * Lets a server listen.
 *
 * @param port a free one when it is left out or 0
 * @param choose how the reader chooses another port, for the message: `npm start -- --docs-port`
 * @throws MachineError `port-taken`
 */
export async function listen(server: Server, port = 0, choose = ''): Promise<Listening> {
  await bind(server, port).catch((error: unknown) => {
    throw portError(error, port, choose);
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new TypeError('The server listens on no port.');
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      if ('closeAllConnections' in server && typeof server.closeAllConnections === 'function')
        server.closeAllConnections();
    });
  const origin = `http://${LOOPBACK}:${address.port}`;
  return { port: address.port, origin, close, [Symbol.asyncDispose]: close };
}

/**
 * @param choose as `listen` has it
 * @throws MachineError `port-taken`, before anything slow is started
 */
export async function assertFree(port: number, choose: string): Promise<void> {
  if (port === 0) return;
  await using _ = await listen(createServer(), port, choose);
}

function bind(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: LOOPBACK }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function portError(error: unknown, port: number, choose: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const another = (number: number) => (choose === '' ? '.' : `: ${choose} ${number}`);
  if (code === 'EADDRINUSE') {
    const holder = portHolder(port);
    return new MachineError(
      'port-taken',
      `Port ${port} is taken${holder ? ` by ${holder}` : ''}.`,
      `End that, or choose another port${another(port + 1)}`,
    );
  }
  if (code !== 'EACCES') return error;
  return new MachineError(
    'port-taken',
    `Port ${port} is reserved for the system.`,
    `Choose one above 1023${another(port + 8000)}`,
  );
}

/** Name and pid of the process that listens on a port, where that can be known; for messages only. */
function portHolder(port: number): string | undefined {
  try {
    return process.platform === 'linux' ? holderFromProc(port) : holderFromLsof(port);
  } catch {
    return undefined;
  }
}

/** Looks up the listening socket in /proc/net and then whose it is (proc_pid_fd(5)). */
function holderFromProc(port: number): string | undefined {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const rows = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => readFileSync(file, 'utf8').split('\n'));
  const listening = rows.map((row) => row.trim().split(/\s+/)).filter((row) => row[3] === '0A');
  const sockets = new Set(
    listening.filter((row) => row[1]?.endsWith(`:${hex}`)).map((row) => `socket:[${row[9]}]`),
  );
  const pid = readdirSync('/proc').find((name) => /^\d+$/.test(name) && holdsAny(name, sockets));
  return pid && `${readFileSync(`/proc/${pid}/comm`, 'utf8').trim()} (pid ${pid})`;
}

function holdsAny(pid: string, sockets: ReadonlySet<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => sockets.has(readlinkSync(`/proc/${pid}/fd/${fd}`)));
  } catch {
    return false;
  }
}

function holderFromLsof(port: number): string | undefined {
  const { stdout } = spawnSync('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], {
    encoding: 'utf8',
  });
  const [, pid, name] = /^p(\d+)\nc(.+)$/m.exec(stdout) ?? [];
  return pid && `${name} (pid ${pid})`;
}
