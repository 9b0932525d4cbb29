/** Sends one operation to a server and reads the answer. */
import { isObject, type Json, type JsonObject } from '../generate/json.ts';
import type { Operation } from '../generate/operations.ts';
import { queryString } from '../generate/samples.ts';

export interface Server {
  /** Tracking URI, without a slash at its end. */
  url: string;
  /** Key to send as a bearer token; none for a bare MLflow. */
  key?: string;
}

export interface Request {
  path: Record<string, string>;
  query: Record<string, Json>;
  body?: JsonObject;
  raw?: string | Uint8Array<ArrayBuffer>;
  media?: string;
  headers: Record<string, string>;
}

export interface Answer {
  status: number;
  /** Media type without parameters; empty when the answer has none. */
  media: string;
  /** Parsed JSON, or the text. */
  body: Json;
}

/** Sorts fields into path, query, headers and body by the operation; GET carries the query, every other method a body. */
export function makeRequest(operation: Operation, fields: JsonObject, extra: Partial<Request> = {}): Request {
  const request: Request = { path: {}, query: {}, headers: {}, ...extra };
  const body: JsonObject = {};
  const { query, headers } = operation.words.value;
  for (const [name, value] of Object.entries(fields)) {
    const inPath = operation.pathParameters.includes(name);
    if (inPath) request.path[name] = String(value);
    if (inPath && !operation.words.value.repeat.includes(name)) continue;
    if (name in headers) request.headers[name] = String(value);
    else if (operation.method === 'GET' || name in query) request.query[name] = value;
    else body[name] = value;
  }
  // MLflow wants a JSON body with every POST and PATCH, an empty one if there is nothing to say.
  const needsBody =
    operation.method === 'POST' || operation.method === 'PATCH' || Object.keys(body).length > 0;
  const carriesBody = operation.method !== 'GET' && request.raw === undefined && needsBody;
  return carriesBody ? { ...request, body } : request;
}

/**
 * The request without one field, wherever it travels.
 * @returns nothing when the field stands in the path alone, which cannot be left out
 */
export function requestWithout(operation: Operation, fields: JsonObject, name: string): Request | undefined {
  const inPath = operation.pathParameters.includes(name);
  if (inPath && !operation.words.value.repeat.includes(name)) return undefined;
  const kept = inPath ? fields : Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));
  const request = makeRequest(operation, kept);
  if (inPath) delete request.body?.[name];
  return request;
}

/** URL of the operation with its parameters. Slashes in a path parameter stay as they are. */
export function requestUrl(server: Server, operation: Operation, request: Request): string {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    (request.path[name] ?? '').split('/').map(encodeURIComponent).join('/'),
  );
  return `${server.url}${path}${queryString(request.query)}`;
}

/** Sends the request; never throws for a status. */
export async function send(server: Server, operation: Operation, request: Request): Promise<Answer> {
  const headers = new Headers(request.headers);
  if (server.key !== undefined) headers.set('Authorization', `Bearer ${server.key}`);
  if (request.body !== undefined) headers.set('Content-Type', 'application/json');
  if (request.raw !== undefined) headers.set('Content-Type', request.media ?? 'application/octet-stream');
  const body = request.raw ?? (request.body === undefined ? null : JSON.stringify(request.body));
  const response = await fetch(requestUrl(server, operation, request), {
    method: operation.method,
    headers,
    body,
  });
  const media = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
  const text = await response.text();
  return { status: response.status, media, body: media === 'application/json' ? JSON.parse(text) : text };
}

/** The value at `run.info.run_id` or `items.0.id`. */
export function valueAt(body: Json, place: string): Json | undefined {
  let node: Json | undefined = body;
  for (const step of place.split('.')) {
    if (Array.isArray(node)) node = node[Number(step)];
    else if (isObject(node)) node = node[step];
    else return undefined;
  }
  return node;
}
