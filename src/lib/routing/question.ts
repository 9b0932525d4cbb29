/** What a reader asks the route explorer: its fields, as a request and as the query string of a link. Pure. */
import { REGISTRY_ORIGIN, TRACKING_PATH } from '../../../endpoint.ts';
import type { Explanation, Router } from '../../../routing/compile.ts';
import { RoutingError } from '../../../routing/error.ts';
import { parseRequest, type RoutingRequest } from '../../../routing/request.ts';

export type Scheme = RoutingRequest['protocol'];

/** The fields as they are typed. */
export interface Question {
  /** A path with or without a query, or a whole URL, which then also says scheme and host. */
  target: string;
  scheme: Scheme;
  /** A host, with or without a port. */
  host: string;
  method: string;
}

/** The field that an error is about. */
export type Field = 'target' | 'host' | 'method';

export interface Refusal {
  ok: false;
  field: Field;
  /** What is wrong and what to write. */
  message: string;
}

export interface Answer {
  ok: true;
  request: RoutingRequest;
  decision: Explanation;
}

export const DEFAULT_QUESTION: Question = {
  target: TRACKING_PATH,
  scheme: 'https',
  host: new URL(REGISTRY_ORIGIN).host,
  method: 'GET',
};

const WHOLE_URL = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i;
/** A method is a token (RFC 9110, section 9.1). */
const METHOD = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const NO_HOST = /[\s/\\?#@]/;

export function isScheme(text: string | null): text is Scheme {
  return text === 'http' || text === 'https';
}

/** Scheme and host of the target, when that is a whole URL. */
export function originOf(target: string): { scheme: string; host: string } | null {
  const [, scheme, host] = WHOLE_URL.exec(target.trim()) ?? [];
  return scheme === undefined || host === undefined ? null : { scheme: scheme.toLowerCase(), host };
}

/** Takes a whole URL apart, so that each part stands in its own field. */
export function questionFromUrl(url: string, method: string): Question {
  const [, scheme = '', host = '', target = ''] = WHOLE_URL.exec(url) ?? [];
  return { target, scheme: scheme.toLowerCase() === 'http' ? 'http' : 'https', host, method };
}

function refuse(field: Field, message: string): Refusal {
  return { ok: false, field, message };
}

function faultOf({ target, host, method }: Question): Refusal | null {
  const origin = originOf(target);
  if (target.trim() === '') return refuse('target', 'Enter a path, such as /api/mlflow, or a full URL.');
  if (origin?.host === '') return refuse('target', 'The URL doesn’t have a host.');
  if (origin?.host.includes('@')) {
    return refuse('target', 'Remove the user name and password: rules ignore them.');
  }
  if (!origin && !target.trim().startsWith('/')) {
    return refuse('target', 'Start a path with a slash, and a full URL with https:// or http://.');
  }
  if (!origin && (NO_HOST.test(host.trim()) || !URL.canParse(`https://${host.trim()}`))) {
    return refuse('host', 'Enter a host name, such as registry.hokus.ai, without https:// or a path.');
  }
  if (!METHOD.test(method)) return refuse('method', 'A method is one word, such as GET.');
  return null;
}

/** Decides what becomes of a question, or says which field is wrong. */
export function ask(router: Router, question: Question): Answer | Refusal {
  const fault = faultOf(question);
  if (fault) return fault;
  const { scheme, method } = question;
  const target = question.target.trim();
  const whole = originOf(target) !== null;
  try {
    const url = whole ? target : `${scheme}://${question.host.trim()}${target}`;
    const request = parseRequest(url, { method });
    return { ok: true, request, decision: router.explain(request) };
  } catch (error) {
    if (!(error instanceof RoutingError)) throw error;
    return refuse(whole ? 'target' : 'host', `${error.message} ${error.hint}`);
  }
}

const PARAMETERS = { target: 'path', scheme: 'scheme', host: 'host', method: 'method' } as const;

/** Reads the query string of a link; what it does not say is as usual. */
export function questionFromSearch(search: string): Question {
  const given = new URLSearchParams(search);
  const scheme = given.get(PARAMETERS.scheme);
  return {
    target: given.get(PARAMETERS.target) ?? DEFAULT_QUESTION.target,
    scheme: isScheme(scheme) ? scheme : DEFAULT_QUESTION.scheme,
    host: given.get(PARAMETERS.host) ?? DEFAULT_QUESTION.host,
    method: given.get(PARAMETERS.method) ?? DEFAULT_QUESTION.method,
  };
}

/** Writes a question into the query string of a page; parameters that are not ours stay. */
export function searchWith(search: string, question: Question): string {
  const parameters = new URLSearchParams(search);
  for (const field of ['target', 'scheme', 'host', 'method'] as const) {
    if (question[field] === DEFAULT_QUESTION[field]) parameters.delete(PARAMETERS[field]);
    else parameters.set(PARAMETERS[field], question[field]);
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}
