/** Opens a server on an address, with the limits and times that every server of this service keeps. */
import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Address } from '../config.ts';

/** Times in milliseconds, sizes in bytes. */
const LIMITS = {
  // Longer than the 60 s for which an ALB keeps an idle connection, or it would use one that we just closed.
  keepAliveTimeout: 65_000,
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 1000,
  maxHeaderSize: 8 * 1024,
  requireHostHeader: false,
} satisfies ServerOptions;

/** The address cannot be listened on. */
export class ListenError extends Error {
  readonly code: string;
  readonly hint: string;

  constructor({ host, port }: Address, code: string) {
    super(`Cannot listen on ${host}:${port}: ${code}`);
    this.name = 'ListenError';
    this.code = code;
    this.hint =
      code === 'EADDRINUSE'
        ? 'Another process has that port: stop it or choose another.'
        : 'Check HOST and PORT.';
  }
}

/**
 * Makes a server that gives slow clients little time and reads little from anyone. It does not listen yet.
 * @param changes other limits, for tests
 */
export function createLimitedServer(listener: RequestListener, changes: Partial<typeof LIMITS> = {}): Server {
  return createServer({ ...LIMITS, ...changes }, listener);
}

/**
 * Listens.
 * @returns the port, which the system chose when the address says 0
 * @throws ListenError
 */
export function listen(server: Server, address: Address): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new ListenError(address, error.code ?? 'unknown')),
    );
    server.listen(address.port, address.host, () => resolve(portOf(server.address())));
  });
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new TypeError('not a TCP server');
  return address.port;
}
