/** What is looked at, and what was seen: one row of the report each. */
import type { Answer, Client } from './request.ts';

/** The deployment that is looked at. */
export interface Deployment {
  /** The registry: `https://registry.example.com`, without a slash at the end. */
  readonly origin: string;
  /** The documentation; undefined leaves it out. */
  readonly docs: string | undefined;
  /** An API key; undefined leaves out what needs one. */
  readonly key: string | undefined;
  readonly client: Client;
}

export type Outcome =
  | { readonly status: 'pass'; readonly detail: string }
  | { readonly status: 'fail'; readonly detail: string }
  /** Not looked at, for this reason: never counted as passed. */
  | { readonly status: 'skipped'; readonly detail: string };

export interface Row {
  readonly group: 'certificate' | 'routes' | 'health' | 'keys' | 'site';
  /** Unique within the report. */
  readonly name: string;
  /** Never rejects for what a deployment can do; throws NoAnswer when it doesn't answer. */
  look(): Promise<Outcome>;
}

export const passed = (detail: string): Outcome => ({ status: 'pass', detail });
export const failed = (detail: string): Outcome => ({ status: 'fail', detail });
export const skipped = (detail: string): Outcome => ({ status: 'skipped', detail });

/** Passes when nothing is wrong, else fails with everything that is. */
export function unless(wrong: readonly (string | false | undefined)[], detail: string): Outcome {
  const said = wrong.filter((one): one is string => typeof one === 'string');
  return said.length === 0 ? passed(detail) : failed(said.join('; '));
}

/** The value of a header, or an empty text. */
export const header = (answer: Answer, name: string): string => answer.headers.get(name) ?? '';

/** What a header has instead of what it should have; undefined when it has that. */
export function wrongHeader(answer: Answer, name: string, wanted: string | RegExp): string | undefined {
  const value = header(answer, name);
  const right =
    typeof wanted === 'string' ? value.toLowerCase() === wanted.toLowerCase() : wanted.test(value);
  return right ? undefined : `${name} is ${value === '' ? 'missing' : `"${value}"`}, expected ${wanted}`;
}

/** What the status is instead of those that are right; undefined when it is one of them. */
export function wrongStatus({ status }: Answer, ...wanted: readonly number[]): string | undefined {
  return wanted.includes(status) ? undefined : `status ${status}, expected ${wanted.join(' or ')}`;
}

/** A body read as JSON, or undefined. */
export function jsonOf({ body }: Answer): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
