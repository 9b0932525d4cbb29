/** Every text that the page about errors quotes is what the real client prints and the endpoint answers. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { HEALTH_PATH } from '../../endpoint.ts';
import { compareText } from '../../snippets/runner/expected.ts';
import { compareJson } from '../../snippets/runner/expectedJson.ts';
import { CASES, type Case } from './cases.ts';
import { provoke, type Seen } from './client.ts';
import { PAGE, readPage, type Section } from './page.ts';
import { openPlaces } from './places.ts';

const { source, sections } = await readPage();
const cases = Object.fromEntries(
  CASES.map((each) => [each.with === undefined ? each.section : `${each.section}, with ${each.with}`, each]),
);
const printing = Object.entries(cases).filter(([, { call }]) => call !== undefined);
const SEARCH = { method: 'POST', path: 'experiments/search', body: '{"max_results":1}' } as const;
const RETRIES: Case = {
  section: 'a-call-hangs',
  at: 'withoutKeyService',
  call: 'retry_pauses',
  env: { MLFLOW_HTTP_REQUEST_MAX_RETRIES: '7' },
};

const stack = inject('stack');
let places: Awaited<ReturnType<typeof openPlaces>>;
let provoked: Seen;

beforeAll(async () => {
  places = await openPlaces(stack);
  provoked = await provoke({ ...Object.fromEntries(printing), RETRIES }, places.uris, stack);
}, 300_000);

afterAll(() => places?.close());

function sectionOf(anchor: string): Section {
  const found = sections.find((section) => section.anchor === anchor);
  if (found === undefined) throw new Error(`${PAGE} has no section with the anchor ${anchor}.`);
  return found;
}

describe('what the client prints', () => {
  it.each(printing)('%s', (id, { section }) => {
    const { printed } = sectionOf(section);
    expect(printed).toBeDefined();
    expect(compareText(printed ?? '', provoked.seen[id] ?? '')).toBeUndefined();
  });

  it('is provoked for every section that quotes it', () => {
    const quoted = sections.filter(({ printed }) => printed !== undefined).map(({ anchor }) => anchor);
    expect([...new Set(printing.map(([, { section }]) => section))].sort()).toEqual(quoted.sort());
  });

  it('comes from the version that the page names', () => {
    expect(source).toContain(`MLflow ${provoked.version}`);
  });
});

describe('what the endpoint answers', () => {
  const quoted = CASES.filter((each) => sections.some((s) => s.anchor === each.section && s.answered));

  it('is quoted for every status in a heading', () => {
    const withStatus = sections.filter(({ heading }) => /^\d{3}:/.test(heading));
    expect(withStatus.filter(({ answered }) => answered === undefined)).toEqual([]);
  });

  it.each(quoted)('$section, $with', async (each) => {
    const { heading, answered } = sectionOf(each.section);
    const answer = await ask(each);
    expect(heading).toMatch(new RegExp(`^${answer.status}: `));
    const compare = answered?.language === 'json' ? compareJson : compareText;
    expect(compare(answered?.body ?? '', await answer.text())).toBeUndefined();
  });

  /** The request of this case, without the client. */
  function ask({ at, env, request = SEARCH }: Case): Promise<Response> {
    const token = env?.MLFLOW_TRACKING_TOKEN ?? stack.key;
    const isHidden = env?.HOME !== undefined || env?.MLFLOW_TRACKING_USERNAME !== undefined;
    const { method, path, body } = request;
    return fetch(`${places.uris[at]}/api/2.0/mlflow/${path}`, {
      method,
      headers: {
        'Content-Type': 'application/json',
        Authorization: isHidden ? 'Basic YTpi' : `Bearer ${token}`,
      },
      ...(body && { body }),
    });
  }
});

describe('the panel', () => {
  it('is green while keys cannot be checked, as the page says', async () => {
    const search = `${places.uris.withoutKeyService}/api/2.0/mlflow/experiments/search?max_results=1`;
    const answer = await fetch(search, { headers: { Authorization: `Bearer ${stack.key}` } });
    expect(answer.status).toBe(503);
    expect((await fetch(`${stack.registryOrigin}${HEALTH_PATH}`)).status).toBe(200);
    expect(source).toContain('**All checks pass, and every call returns 503**');
  });
});

describe('the index', () => {
  it('leads to every section', () => {
    const index = source.slice(0, source.indexOf('\n### '));
    expect(sections.filter(({ anchor }) => !index.includes(`(#${anchor})`))).toEqual([]);
  });
});

describe('a call that hangs', () => {
  it('pauses for as long as the page says', () => {
    const pauses: unknown = JSON.parse(provoked.seen.RETRIES ?? '');
    const rounded = Array.isArray(pauses) ? pauses.map((pause) => Math.floor(Number(pause))) : [];
    const [, said = ''] = /pauses ([\d,\s]+and \d+) seconds/.exec(source) ?? [];
    expect(said.match(/\d+/g)?.map(Number)).toEqual(rounded);
  });
});
