/** One request to a deployment, without following redirects, and what it says of the certificate. */
import http from 'node:http';
import https from 'node:https';
import { TLSSocket } from 'node:tls';

export interface Request {
  readonly url: string;
  /** Only methods that change nothing. */
  readonly method?: 'GET' | 'HEAD' | 'OPTIONS' | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Certificate {
  readonly ends: Date;
  /** `TLSv1.3` and the like. */
  readonly protocol: string;
}

export interface Answer {
  readonly status: number;
  /** By lower-case name; several of one name are joined. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  /** Undefined over plain http. */
  readonly certificate: Certificate | undefined;
}

/** How a request is made. */
export interface Client {
  ask(request: Request): Promise<Answer>;
}

/** Longest body that is read; pages of the site have less. */
const MOST_BYTES = 4 * 2 ** 20;

/** No answer: the message names the reason in a word of Node or OpenSSL. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/**
 * Makes a client.
 *
 * @param options.timeoutMs longest time for one answer
 * @param options.ca certificate authority besides those of Node, in PEM
 */
export function createClient(options: { timeoutMs: number; ca?: string | undefined }): Client {
  return { ask: (request) => ask(request, options) };
}

function ask(
  request: Request,
  { timeoutMs, ca }: { timeoutMs: number; ca?: string | undefined },
): Promise<Answer> {
  const url = new URL(request.url);
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const headers = { 'user-agent': 'hokusai-mlflow-docs verify', ...request.headers };
  const settings = {
    method: request.method ?? 'GET',
    headers,
    // Written out, because URL would take `//` and `..` for something else.
    path: request.url.slice(url.origin.length) || '/',
    signal: AbortSignal.timeout(timeoutMs),
    agent: false,
  };
  const onAnswer = (incoming: http.IncomingMessage): void => {
    read(incoming).then(resolve, (error) => reject(explain(error)));
  };
  const outgoing =
    url.protocol === 'https:'
      ? https.request(url, { ...settings, ...(ca !== undefined && { ca }) }, onAnswer)
      : http.request(url, settings, onAnswer);
  outgoing.on('error', (error) => reject(explain(error))).end();
  return promise;
}

async function read(incoming: http.IncomingMessage): Promise<Answer> {
  const certificate = certificateOf(incoming);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MOST_BYTES) throw new NoAnswer(`the answer is longer than ${MOST_BYTES} bytes`);
  }
  const headers = new Map(
    Object.entries(incoming.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
  );
  return { status: incoming.statusCode ?? 0, headers, body: Buffer.concat(chunks).toString(), certificate };
}

function certificateOf({ socket }: http.IncomingMessage): Certificate | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  return {
    ends: new Date(socket.getPeerCertificate().valid_to),
    protocol: socket.getProtocol() ?? 'unknown',
  };
}

function explain(error: unknown): NoAnswer {
  if (error instanceof NoAnswer) return error;
  if (!(error instanceof Error)) return new NoAnswer('no answer');
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return new NoAnswer('no answer in time');
  const code = 'code' in error ? String(error.code) : error.name;
  return new NoAnswer(`no answer: ${code}`);
}
