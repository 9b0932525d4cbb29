/** Ports of this machine: free ones, taken ones, and who took them. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { StackError } from './error.ts';

/** Everything listens here: reachable from this machine only. */
export const LOOPBACK = '127.0.0.1';

/** A port that nothing listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  try {
    return await bind(server, 0);
  } finally {
    server.close();
  }
}

/**
 * Lets a server listen.
 *
 * @param port 0 picks a free one
 * @param flag the option that chooses this port, for the message
 * @returns the port
 * @throws StackError `port-taken`
 */
export async function listen(server: Server, port: number, flag: string): Promise<number> {
  try {
    return await bind(server, port);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') {
      const holder = portHolder(port);
      throw new StackError(
        'port-taken',
        `Port ${port} is taken${holder ? ` by ${holder}` : ''}.`,
        `End that, or choose another port: npm start -- ${flag} ${port + 1}`,
      );
    }
    if (code !== 'EACCES') throw error;
    throw new StackError(
      'port-taken',
      `Port ${port} is reserved for the system.`,
      `Choose one above 1023: npm start -- ${flag} ${port + 8000}`,
    );
  }
}

/** @throws StackError `port-taken`, before anything slow is started */
export async function assertFree(port: number, flag: string): Promise<void> {
  if (port === 0) return;
  const server = createServer();
  await listen(server, port, flag);
  await new Promise((resolve) => server.close(resolve));
}

function bind(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: LOOPBACK }, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
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
