/** Authentication as AWS names it, whoever wrote it, with the defaults that AWS fills in. */
import type { Authentication } from '../schema.ts';

type Type = Authentication['type'];

/** What AWS assumes when a setting is left out (AWS API, AuthenticateOidcActionConfig). */
const SESSION_DEFAULTS = {
  OnUnauthenticatedRequest: 'authenticate',
  Scope: 'openid',
  SessionCookieName: 'AWSELBAuthSessionCookie',
  SessionTimeout: '604800',
};

/** Secrets say nothing about where a request goes, and have no place in an answer. */
const SECRETS = new Set(['ClientSecret', 'UseExistingClientSecret']);

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return JSON.stringify(sorted(value));
}

/** The same content is the same text: keys and members in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted).sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => one.localeCompare(other))
      .map(([key, member]) => [key, sorted(member)]),
  );
}

const isEmpty = (value: unknown) =>
  value === null ||
  value === undefined ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0);

/** Makes an authentication of settings under the names of the AWS API. */
export function toAuthentication(type: Type, settings: Readonly<Record<string, unknown>>): Authentication {
  const given = Object.entries(settings)
    .filter(([name, value]) => !SECRETS.has(name) && !isEmpty(value))
    .map(([name, value]): [string, string] => [name, textOf(value)]);
  const defaults: Record<string, string> = type === 'jwt-validation' ? {} : SESSION_DEFAULTS;
  const all = Object.entries({ ...defaults, ...Object.fromEntries(given) });
  return { type, settings: Object.fromEntries(all.toSorted(([one], [other]) => one.localeCompare(other))) };
}
