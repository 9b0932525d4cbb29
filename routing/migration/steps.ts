/**
 * The way from the rules that the service has today to ours, in applies that are safe one after the other. `today.json`
 * is what was found; AWS holds one rule for each priority, so where it lists two, one of them is not there.
 */
import type { TrafficChange } from '../difference.ts';
import type { Routes, Rule } from '../schema.ts';

/** The same place on the same listener: AWS has room for one. */
const place = ({ listeners, priority }: Rule) => `${listeners.join()} ${priority}`;

/**
 * The tables that AWS can really hold: one rule of each priority. Rules that say the same make no difference, so only
 * those that differ are told apart.
 */
export function survivors(found: Routes): Routes[] {
  let tables: Rule[][] = [[]];
  for (const key of new Set(found.rules.map(place))) {
    const rivals = found.rules.filter((rule) => place(rule) === key);
    const content = ({ conditions, action }: Rule) => JSON.stringify([conditions, action]);
    const different = rivals.filter(
      (rule, index) => rivals.findIndex((other) => content(other) === content(rule)) === index,
    );
    tables = tables.flatMap((rules) => different.map((rule) => [...rules, rule]));
  }
  return tables.map((rules) => ({ ...found, rules }));
}

/** One apply: the rules of ours that it makes, and what it is for. */
export interface Step {
  name: string;
  rules: readonly string[];
  /** What has to be looked at before. */
  before: string;
  /** All that may change for anybody, as "listener: before → after", by the actions as they are written. */
  changes: readonly string[];
  /** A request that shows that the step has landed, and what must be met. */
  check: { url: string; method: string; expected: string };
}

const ORIGIN = 'https://registry.hokus.ai';

/** The order: first what nobody uses yet, then what changes nothing, then what changes where requests go. */
export const STEPS: readonly Step[] = [
  {
    name: 'health',
    rules: ['health'],
    before: 'The health service runs in its target group and answers its health check.',
    changes: ['https: forward to api → forward to health'],
    check: { url: `${ORIGIN}/api/health/mlflow`, method: 'GET', expected: 'forward to health' },
  },
  {
    name: 'tracking URI',
    rules: ['mlflow-api'],
    before: 'Nothing: the catch-all of the host sends the same requests to the same target group.',
    changes: [],
    check: { url: `${ORIGIN}/api/mlflow/version`, method: 'GET', expected: 'forward to api' },
  },
  {
    name: 'alias',
    rules: ['mlflow-alias'],
    before:
      "The API service's own MLflow address is MLflow itself, and no URL that ends in /mlflow on this load balancer: that would be a loop.",
    changes: ['https: forward to mlflow → forward to api'],
    check: { url: `${ORIGIN}/mlflow/version`, method: 'GET', expected: 'forward to api' },
  },
  {
    name: 'port 80',
    rules: ['http-redirect', 'http-redirect-alias', 'http-refuse', 'http-refuse-changes'],
    before: 'No client is left that sends its key over plain http; the access log shows port 80.',
    changes: [
      'http: forward to api → fixed response 400',
      'http: forward to api → redirect 301 to https://#{host}:443/#{path}?#{query}',
      'http: forward to mlflow → fixed response 400',
      'http: forward to mlflow → redirect 301 to https://#{host}:443/#{path}?#{query}',
    ],
    check: {
      url: 'http://registry.hokus.ai/api/mlflow/version',
      method: 'GET',
      expected: 'redirect 301 to https://registry.hokus.ai:443/api/mlflow/version',
    },
  },
];

/** The changes of a step, as `Step` lists them. */
export function shortChanges(changes: readonly TrafficChange[]): string[] {
  const words = changes.map(
    ({ listener, before, after }) => `${listener}: ${before.written} → ${after.written}`,
  );
  return [...new Set(words)].sort();
}

/** The rules found, with those of ours that are there after the first `done` steps. */
export function tableAfter(found: Routes, ours: Routes, done: number): Routes {
  const made = new Set(STEPS.slice(0, done).flatMap(({ rules }) => rules));
  return {
    ...found,
    targets: { ...found.targets, ...ours.targets },
    rules: [...ours.rules.filter(({ name }) => made.has(name)), ...found.rules],
  };
}
