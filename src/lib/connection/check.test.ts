import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HEALTH_PATH, PLACEHOLDER_KEY, REGISTRY_ORIGIN, TRACKING_PATH } from '../../../endpoint.ts';
import { check, refusal } from './check.ts';
import { adviceOf, adviceOfRefusal } from './words.ts';

const KEY = `hk_dev_${'k'.repeat(32)}`;
const WANTED = { registry: REGISTRY_ORIGIN, key: KEY, allowed: REGISTRY_ORIGIN };
const VERSION = `${TRACKING_PATH}/version`;
const SEARCH = `${TRACKING_PATH}/api/2.0/mlflow/experiments/search?max_results=1`;

type Answer = Response | Error;
const json = (body: object, status = 200): Response => Response.json(body, { status });
const FINE: Readonly<Record<string, () => Answer>> = {
  [HEALTH_PATH]: () => json({ status: 'pass', checks: {} }),
  [VERSION]: () => new Response('3.17.2'),
  [SEARCH]: () => json({ experiments: [] }),
};

let asked: { url: string; key: string | null; mode: string | undefined }[];
let answers: Record<string, () => Answer>;

beforeEach(() => {
  asked = [];
  answers = { ...FINE };
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    asked.push({ url, key: new Headers(init.headers).get('authorization'), mode: init.mode });
    const answer = answers[url.replace(REGISTRY_ORIGIN, '')]?.() ?? new TypeError('Failed to fetch');
    if (answer instanceof Error) throw answer;
    return answer;
  });
});
afterEach(() => void vi.unstubAllGlobals());

const blocked = (): Answer => new TypeError('Failed to fetch');

/** What the reader is told; nothing when all is well. */
async function told(): Promise<string | undefined> {
  const last = (await check(WANTED, () => {})).at(-1);
  const advice = last && adviceOf(last.step, last.outcome, WANTED.registry);
  return advice && `${advice.problem} ${advice.fix} ${advice.more?.href ?? ''}`;
}

describe('check', () => {
  it('asks three things of the registry, and sends the key with two of them', async () => {
    const steps = vi.fn();
    const found = await check(WANTED, steps);
    expect(found.map(({ step, detail }) => [step, detail])).toEqual([
      ['health', 'status: pass'],
      ['version', 'MLflow 3.17.2'],
      ['search', 'experiments can be read'],
    ]);
    expect(steps.mock.calls).toEqual([['health'], ['version'], ['search']]);
    expect(asked.map(({ url, key }) => [url, key])).toEqual([
      [REGISTRY_ORIGIN + HEALTH_PATH, null],
      [REGISTRY_ORIGIN + VERSION, `Bearer ${KEY}`],
      [REGISTRY_ORIGIN + SEARCH, `Bearer ${KEY}`],
    ]);
  });

  it('goes on where health warns', async () => {
    answers[HEALTH_PATH] = () => json({ status: 'warn', checks: {} });
    expect(await told()).toBeUndefined();
  });

  it.each<[string, string, () => Answer, RegExp]>([
    [
      'an outage',
      HEALTH_PATH,
      () =>
        json(
          { status: 'fail', checks: { server: [{ status: 'pass' }], tracking: [{ status: 'fail' }] } },
          503,
        ),
      /^Hokusai has an outage: tracking\. .* aren’t the cause\. Wait\. \/status\/$/,
    ],
    [
      'a load balancer alone',
      HEALTH_PATH,
      () => new Response('<h1>502', { status: 502 }),
      /outage \(status 502\)/,
    ],
    [
      'a login page',
      HEALTH_PATH,
      () => new Response('<html>Sign in', { headers: { 'Content-Type': 'text/html' } }),
      /answered in its place/,
    ],
    ['a firewall', HEALTH_PATH, () => new Response('Blocked', { status: 403 }), /answered in its place/],
    [
      'a wrong key',
      VERSION,
      () => json({ detail: 'Invalid or expired API key' }, 401),
      /^A key arrived, but it isn’t valid.*#invalid-api-key$/,
    ],
    [
      'a lost key',
      VERSION,
      () => json({ detail: 'API key required' }, 401),
      /no key arrived.*#api-key-required$/,
    ],
    [
      'a key that lacks a scope',
      SEARCH,
      () => json({ detail: 'x', error: 'FORBIDDEN', message: 'x', required_scope: 'mlflow:read' }, 403),
      /lacks the scope mlflow:read\..*#missing-scope$/,
    ],
    [
      'a key without the model registry',
      SEARCH,
      () => json({ detail: 'x', error: 'REGISTRY_ADMIN_REQUIRED' }, 403),
      /can’t use the model registry.*#registry-admin-required$/,
    ],
    [
      'a host that MLflow refuses',
      VERSION,
      () => new Response('Invalid Host header - possible DNS rebinding attack detected', { status: 403 }),
      /misconfiguration at Hokusai.*#invalid-host-header$/,
    ],
    [
      'a firewall on the way to MLflow',
      SEARCH,
      () => new Response('<html>', { status: 403 }),
      /in its place/,
    ],
    [
      'too many requests',
      SEARCH,
      () => new Response('{}', { status: 429, headers: { 'Retry-After': '7' } }),
      /Wait 7 seconds.*#rate-limit$/,
    ],
    ['no MLflow', VERSION, () => json({ detail: 'x' }, 502), /outage or is restarting.*#mlflow-unreachable$/],
    [
      'no check of keys',
      VERSION,
      () => json({ detail: 'x' }, 503),
      /checks keys is down.*#key-service-down$/,
    ],
    ['a slow MLflow', SEARCH, () => json({ detail: 'x' }, 504), /within 30 seconds.*#over-30-seconds$/],
    [
      'no rule',
      VERSION,
      () => new Response('Not Found', { status: 404 }),
      /no rule for this path.*#not-found-text$/,
    ],
    [
      'anything else',
      SEARCH,
      () => json({ error_code: 'X', message: 'Odd.' }, 418),
      /status 418\. Odd\..*#find-it-by-its-words$/,
    ],
    [
      'no answer in time',
      SEARCH,
      () => new DOMException('x', 'TimeoutError'),
      /no answer came within 35 seconds.*#read-timeout$/,
    ],
  ])('tells of %s, and asks nothing more', async (_, path, answer, words) => {
    answers[path] = answer;
    expect(await told()).toMatch(words);
    expect(asked.at(-1)?.url).toBe(REGISTRY_ORIGIN + path);
  });

  it('tells an answer that the browser keeps back, and gives the command', async () => {
    answers[VERSION] = blocked;
    const last = (await check(WANTED, () => {})).at(-1);
    expect(last?.outcome).toEqual({ kind: 'unreadable' });
    expect(last && adviceOf(last.step, last.outcome, REGISTRY_ORIGIN)).toMatchObject({
      problem: expect.stringContaining('doesn’t let a page of this site read the answer'),
      command: true,
    });
    expect(asked.at(-1)).toEqual({ url: REGISTRY_ORIGIN + HEALTH_PATH, key: null, mode: 'no-cors' });
  });

  it('tells a registry that is away from a network that is', async () => {
    answers[HEALTH_PATH] = blocked;
    expect(await told()).toMatch(/^Neither Hokusai nor this site answers/);
    answers['/robots.txt'] = () => new Response('');
    expect(await told()).toMatch(
      /nothing answers at https.*either your network blocks it.*or Hokusai is down/i,
    );
    vi.stubGlobal('navigator', { onLine: false });
    expect(await told()).toMatch(/^Your device is offline/);
    expect(asked.filter(({ key }) => key !== null)).toEqual([]);
  });

  it('says how to start the local stack', () => {
    const advice = adviceOf('health', { kind: 'unreachable' }, 'http://localhost:18080');
    expect(advice).toMatchObject({ problem: 'Nothing listens at http://localhost:18080.' });
    expect(advice?.fix).toContain('npm start');
  });
});

describe('refusal', () => {
  it.each([
    ['no key', { key: '' }, 'No key is set.'],
    ['the placeholder', { key: PLACEHOLDER_KEY }, 'No key is set.'],
    ['something else', { key: 'secret' }, 'What you pasted isn’t an API key.'],
    ['another registry', { registry: 'https://registry.example' }, 'and no other registry from the browser'],
  ])('sends nothing with %s', (_, change, words) => {
    const found = refusal({ ...WANTED, ...change });
    expect(found && adviceOfRefusal(found).problem).toContain(words);
  });

  it('is none with a key, and the registry of the site', () => {
    expect(refusal(WANTED)).toBeUndefined();
  });
});
