/** Opens a server on an address, with the limits and times that every server of this service keeps. */
import {
  createServer,
  type RequestListener,
  type Server,
  type ServerOptions,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Address } from '../config.ts';
import { refusals } from './refusals.ts';
import type { Reply } from './replies.ts';

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
  /** Whether the address itself is wrong; else it is only not free now. */
  readonly isBadAddress: boolean;

  constructor({ host, port }: Address, code: string) {
    super(`Cannot listen on ${host}:${port}: ${code}`);
    this.name = 'ListenError';
    this.code = code;
    this.isBadAddress = BAD_ADDRESS.has(code);
    this.hint = hintFor(code);
  }
}

/** No machine, or not this one, has the address. */
const BAD_ADDRESS: ReadonlySet<string> = new Set(['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL']);

function hintFor(code: string): string {
  if (code === 'EADDRINUSE') return 'Another process has that port: stop it or choose another.';
  if (code === 'EACCES') return 'Ports below 1024 need privileges: choose a higher one.';
  return 'Set HOST to an address of this machine: 127.0.0.1, or 0.0.0.0 for all of them.';
}

/**
 * Makes a server that gives slow clients little time and reads little from anyone. It does not listen yet.
 * What is not HTTP, too slow or too large is refused as any other request is: as a problem that every page may read.
 * @param changes other limits, for tests; `refused` counts
 */
export function createLimitedServer(
  listener: RequestListener,
  { refused = () => {}, ...changes }: Partial<typeof LIMITS> & Refused = {},
): Server {
  const latest = new WeakMap<Duplex, ServerResponse>();
  const server = createServer({ ...LIMITS, ...changes }, (request, response) => {
    latest.set(request.socket, response);
    listener(request, response);
  });
  server.on('clientError', (error, socket) => {
    const before = latest.get(socket);
    // Nothing may follow an answer that is still on its way, or that said it was the last.
    if (before && !(before.writableFinished && before.shouldKeepAlive)) return void socket.end();
    if (!socket.writable) return void socket.destroy();
    const reply = refusalOf('code' in error ? error.code : undefined);
    refused(reply.status);
    writeWhole(reply, socket);
  });
  server.on('checkExpectation', (_request, response) => {
    const { status, headers, body } = refusals.expectationFailed();
    refused(status);
    response.writeHead(status, headers).end(body);
  });
  return server;
}

interface Refused {
  /** Hears of each request that never got as far as the listener. */
  readonly refused?: (status: number) => void;
}

/** What Node's parser found wrong, as the refusal that it is. */
function refusalOf(code: unknown): Reply {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return refusals.headersTooLarge();
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return refusals.tooSlow();
    default:
      return refusals.malformed();
  }
}

/** Answers on the connection itself where there is no request to answer, and ends it. */
function writeWhole({ status, headers, body }: Reply, socket: Duplex): void {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const date = `date: ${new Date().toUTCString()}\r\n`;
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${date}${lines.join('')}\r\n${body}`, () =>
    socket.destroy(),
  );
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
