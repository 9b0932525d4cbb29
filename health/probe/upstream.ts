/** One bounded request to MLflow: no redirects, no decompression, a limit on headers, body and time. */
import * as http from 'node:http';
import * as https from 'node:https';
import type { Upstream } from '../config.ts';
import type { FailureCode } from '../contract.ts';

/** Longest body that is read, in bytes. One experiment with long tags is far below it. */
const BODY_LIMIT = 256 * 1024;
const HEADER_LIMIT = 16 * 1024;

/** What MLflow answered, whole. */
export interface Answer {
  readonly status: number;
  /** Media type without parameters, in lower case; empty when there is none. */
  readonly mediaType: string;
  readonly body: string;
  /** From the call to the last byte, in milliseconds. */
  readonly durationMs: number;
}

/** No answer, or none that can be read. The message never holds anything that came from upstream. */
export class UpstreamError extends Error {
  readonly code: FailureCode;
  readonly hint = 'See the failure codes in the documentation of the health report.';

  constructor(code: FailureCode) {
    super(`MLflow gave no usable answer: ${code}`);
    this.name = 'UpstreamError';
    this.code = code;
  }
}

/** Asks MLflow for one path below its base URL. */
export type Ask = (path: string, signal: AbortSignal) => Promise<Answer>;

/**
 * Makes the function that asks one MLflow server. Every call opens its own connection, so that name, port and
 * certificate are tested each time.
 * @returns a function that throws UpstreamError, and nothing else, when there is no whole answer
 */
export function createAsk(upstream: Upstream): Ask {
  const { request } = upstream.url.protocol === 'https:' ? https : http;
  const headers = {
    accept: 'application/json, text/plain;q=0.9',
    'accept-encoding': 'identity',
    'user-agent': 'hokusai-health',
    ...(upstream.authorization === undefined ? {} : { authorization: upstream.authorization }),
  };
  return (path, signal) =>
    new Promise((resolve, reject) => {
      const startedAt = performance.now();
      const fail = (error: unknown) => reject(new UpstreamError(codeOf(error, signal)));
      const url = new URL(path.replace(/^\//, ''), upstream.url);
      const outgoing = request(url, { agent: false, headers, maxHeaderSize: HEADER_LIMIT, signal });
      outgoing.on('error', fail);
      outgoing.on('response', (incoming) => {
        readBody(incoming).then((body) => resolve(toAnswer(incoming, body, startedAt)), fail);
      });
      outgoing.end();
    });
}

function toAnswer(incoming: http.IncomingMessage, body: string, startedAt: number): Answer {
  const mediaType = incoming.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return { status: incoming.statusCode ?? 0, mediaType, body, durationMs: performance.now() - startedAt };
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
      if (size > BODY_LIMIT) throw new UpstreamError('bad_shape');
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  } finally {
    incoming.destroy();
  }
}

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

function codeOf(error: unknown, signal: AbortSignal): FailureCode {
  if (error instanceof UpstreamError) return error.code;
  if (signal.aborted) return 'timeout';
  const name = errorName(error);
  if (tlsError.test(name)) return 'tls';
  if (Object.hasOwn(codesOfErrors, name)) return codesOfErrors[name] ?? 'reset';
  // The parser's other errors: what came was not HTTP.
  return name.startsWith('HPE_') ? 'bad_shape' : 'reset';
}

function errorName(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
