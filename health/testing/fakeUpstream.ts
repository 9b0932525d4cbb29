/** A scriptable upstream that speaks raw bytes, so that it can break every rule of HTTP. */
import { createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { listen } from '../../machine/ports.ts';
import type { Certificate } from './certificate.ts';

/** What to do with one request. `path` includes the query. */
export type Script = (socket: Socket, path: string) => void;

export interface FakeUpstream {
  readonly url: string;
  /** Paths asked for, in order. */
  readonly asked: readonly string[];
  /** Requests as they came, headers included. */
  readonly requests: readonly string[];
  /** Connections open now. */
  open(): number;
  /** Bytes handed to the system for sending, on all connections. */
  written(): number;
  /** Changes what happens from the next request on. */
  play(script: Script): void;
  close(): Promise<void>;
}

/** Starts an upstream on a free port; with a certificate it speaks TLS and is reached as `localhost`. */
export async function startFakeUpstream(script: Script, certificate?: Certificate): Promise<FakeUpstream> {
  let current = script;
  const asked: string[] = [];
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  let written = 0;
  const accept = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => {
      sockets.delete(socket);
      written += socket.bytesWritten;
    });
    // A client that leaves in the middle is what many scripts provoke.
    socket.on('error', () => {});
    socket.once('data', (head) => {
      const text = head.toString('latin1');
      const path = text.split(' ', 2)[1] ?? '';
      asked.push(path);
      requests.push(text);
      current(socket, path);
    });
  };
  const server = certificate ? createTlsServer({ ...certificate }, accept) : createServer(accept);
  server.on('tlsClientError', () => {});
  const { port, close } = await listen(server);
  return {
    url: certificate ? `https://localhost:${port}` : `http://127.0.0.1:${port}`,
    asked,
    requests,
    open: () => sockets.size,
    written: () => written,
    play(next) {
      current = next;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return close();
    },
  };
}
