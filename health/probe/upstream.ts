/** One bounded request to MLflow: no redirects, no decompression, a limit on headers, body and time. */
import * as http from 'node:http';
import * as https from 'node:https';
import { TLSSocket } from 'node:tls';
import type { FailureCode } from '../contract.ts';
import { OwnFault } from './outcome.ts';

/** Longest body that is read, in bytes. What is asked for has an answer far below it. */
const BODY_LIMIT = 256 * 1024;
const HEADER_LIMIT = 16 * 1024;

/** What was answered, whole. */
export interface Answer {
  readonly status: number;
  /** Media type without parameters, in lower case; empty when there is none. */
  readonly mediaType: string;
  readonly body: string;
  /** From the call to the last byte, in milliseconds. */
  readonly durationMs: number;
  /** When the certificate ends that was shown; undefined without TLS. */
  readonly certificateEnds?: Date | undefined;
}

/** No answer, or none that can be read. The message never holds anything that came from upstream. */
export class UpstreamError extends Error {
  readonly code: FailureCode;
  readonly hint = 'See the failure codes in the documentation of the health report.';
  /** Whether the answer was given up for its size alone. */
  readonly tooLarge: boolean;

  constructor(code: FailureCode, tooLarge = false) {
    super(`MLflow gave no usable answer: ${code}`);
    this.name = 'UpstreamError';
    this.code = code;
    this.tooLarge = tooLarge;
  }
}

/** What is sent, when it is more than a GET. */
export interface Sent {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: string;
  /** Media type of `body`. */
  readonly mediaType?: string;
  /** Value of the `Authorization` header, in place of the one that is always sent. */
  readonly authorization?: string | undefined;
}

/** Asks for one path below the base URL. */
export type Ask = (path: string, signal: AbortSignal, sent?: Sent) => Promise<Answer>;

/**
 * Makes the function that asks one server. Every call opens its own connection, so that name, port and certificate are
 * tested each time.
 * @param url base URL, ends with a slash
 * @param authorization value of the `Authorization` header
 * @returns a function that throws UpstreamError when there is no whole answer, OwnFault when it could not even ask, and
 * nothing else
 */
export function createAsk({ url, authorization }: { url: URL; authorization?: string | undefined }): Ask {
  const { request } = url.protocol === 'https:' ? https : http;
  return (path, signal, sent = { method: 'GET' }) =>
    new Promise((resolve, reject) => {
      const startedAt = performance.now();
      const fail = (error: unknown) => reject(faultOf(error, signal));
      const outgoing = request(new URL(path.replace(/^\//, ''), url), {
        agent: false,
        method: sent.method,
        headers: headersFor(sent, authorization),
        maxHeaderSize: HEADER_LIMIT,
        signal,
      });
      outgoing.on('error', fail);
      outgoing.on('response', (incoming) => {
        const certificateEnds = certificateEndOf(incoming);
        readBody(incoming).then(
          (body) => resolve({ ...toAnswer(incoming, body, startedAt), certificateEnds }),
          fail,
        );
      });
      outgoing.end(sent.body);
    });
}

function headersFor(sent: Sent, authorization: string | undefined): http.OutgoingHttpHeaders {
  const credentials = sent.authorization ?? authorization;
  const length = sent.body === undefined ? undefined : Buffer.byteLength(sent.body);
  return {
    accept: 'application/json, text/plain;q=0.9',
    'accept-encoding': 'identity',
    'user-agent': 'hokusai-health',
    ...(sent.mediaType !== undefined && { 'content-type': sent.mediaType }),
    ...(length !== undefined && { 'content-length': length }),
    ...(credentials !== undefined && { authorization: credentials }),
  };
}

function toAnswer(incoming: http.IncomingMessage, body: string, startedAt: number): Answer {
  const mediaType = incoming.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return { status: incoming.statusCode ?? 0, mediaType, body, durationMs: performance.now() - startedAt };
}

function certificateEndOf({ socket }: http.IncomingMessage): Date | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const ends = new Date(socket.getPeerCertificate().valid_to);
  return Number.isNaN(ends.getTime()) ? undefined : ends;
}

/** We ask for `identity`; anything else may be a bomb and is never unpacked. */
async function readBody(incoming: http.IncomingMessage): Promise<string> {
  try {
    const encoding = incoming.headers['content-encoding'] ?? 'identity';
    if (encoding.toLowerCase() !== 'identity') throw new UpstreamError('bad_content_type');
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of incoming) {
      size += chunk.length;
      if (size > BODY_LIMIT) throw new UpstreamError('bad_shape', true);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  } finally {
    incoming.destroy();
  }
}

/** Errors of this machine: no file, socket, port or memory left to ask with. */
const ownFaults = new Set([
  'EMFILE',
  'ENFILE',
  'ENOBUFS',
  'ENOMEM',
  'EADDRNOTAVAIL',
  'EAI_MEMORY',
  'ERR_MEMORY_ALLOCATION_FAILED',
]);

const codesOfErrors: Readonly<Record<string, FailureCode>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ECONNREFUSED: 'connect_refused',
  EHOSTUNREACH: 'connect_refused',
  ENETUNREACH: 'connect_refused',
  ETIMEDOUT: 'timeout',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  HPE_INVALID_EOF_STATE: 'reset',
  EPROTO: 'tls',
};

/** Names of OpenSSL's verification faults and of Node's TLS errors. */
const tlsError =
  /^(ERR_TLS|ERR_SSL|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH|INVALID_CA)/;

function faultOf(error: unknown, signal: AbortSignal): UpstreamError | OwnFault {
  if (error instanceof UpstreamError) return error;
  if (signal.aborted) return new UpstreamError('timeout');
  const names = errorNames(error);
  if (names.some((name) => ownFaults.has(name))) return new OwnFault();
  return new UpstreamError(codeOf(names[0] ?? ''));
}

function codeOf(name: string): FailureCode {
  if (tlsError.test(name)) return 'tls';
  if (Object.hasOwn(codesOfErrors, name)) return codesOfErrors[name] ?? 'reset';
  // The parser's other errors: what came was not HTTP.
  return name.startsWith('HPE_') ? 'bad_shape' : 'reset';
}

/** The error's own name first. An error of several addresses holds one for each, and one of ours among them is enough. */
function errorNames(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  return error instanceof AggregateError ? [...own, ...error.errors.flatMap(errorNames)] : own;
}
