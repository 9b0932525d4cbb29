/** Opens a server on an address, with the limits and times that every server of this service keeps. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Address } from './config.ts';

/** Longer than the 60 s for which an ALB keeps an idle connection, or it would use one that we just closed. */
const KEEP_ALIVE_MS = 65_000;
const HEADERS_MS = 10_000;
const REQUEST_MS = 15_000;
const MOST_HEADER_BYTES = 8 * 1024;

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
 * A host header is never judged, since an ALB's health check sends the target's address.
 */
export function createLimitedServer(listener: RequestListener): Server {
  const limits = {
    keepAliveTimeout: KEEP_ALIVE_MS,
    headersTimeout: HEADERS_MS,
    requestTimeout: REQUEST_MS,
    connectionsCheckingInterval: 1000,
    maxHeaderSize: MOST_HEADER_BYTES,
    requireHostHeader: false,
  };
  return createServer(limits, listener);
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
