/** Servers and clients for the tests of this room: everything in this process, on free ports. */
import { once } from 'node:events';
import http, { type IncomingMessage, type RequestListener, type Server } from 'node:http';
import net from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { listen } from '../machine/ports.ts';

/** Lets a server listen until the test ends. */
export async function serve(server: Server): Promise<URL> {
  const { origin, close } = await listen(server);
  onTestFinished(close);
  return new URL(origin);
}

/** A server that stands for MLflow or another target. */
export function serveHandler(handler: RequestListener): Promise<URL> {
  return serve(http.createServer(handler));
}

/** A server that answers with what it was asked. */
export async function serveEcho(): Promise<URL> {
  return await serveHandler(async (request, response) => {
    const echo: Echo = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.rawHeaders,
      body: await text(request),
    };
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(echo));
  });
}

export interface Echo {
  method: string;
  url: string;
  headers: string[];
  body: string;
}

export interface Reply {
  status: number;
  headers: IncomingMessage['headers'];
  rawHeaders: string[];
  body: string;
}

/** A request whose target goes onto the wire as it is written; `fetch` would tidy it up. */
export async function send(
  origin: URL,
  target: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Reply> {
  const request = http.request({
    host: origin.hostname,
    port: origin.port,
    path: target,
    method: options.method ?? 'GET',
    headers: options.headers ?? {},
    agent: false,
  });
  // An early answer may close the connection while the body is still being written.
  request.on('error', () => {});
  request.end(options.body);
  const [response]: IncomingMessage[] = await once(request, 'response');
  if (response === undefined) throw new Error('There is no response.');
  const { statusCode = 0, headers, rawHeaders } = response;
  return { status: statusCode, headers, rawHeaders, body: await text(response) };
}

/** A connection for writing bytes by hand. `until` waits for text from the other side. */
export async function connect(origin: URL): Promise<{
  socket: net.Socket;
  received: () => string;
  until: (wanted: string | RegExp) => Promise<string>;
}> {
  const socket = net.connect(Number(origin.port), origin.hostname);
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1');
  });
  socket.on('error', () => {});
  onTestFinished(() => {
    socket.destroy();
  });
  await once(socket, 'connect');
  const has = (wanted: string | RegExp) =>
    typeof wanted === 'string' ? received.includes(wanted) : wanted.test(received);
  const until = async (wanted: string | RegExp): Promise<string> => {
    while (!has(wanted)) await once(socket, 'data');
    return received;
  };
  return { socket, received: () => received, until };
}
