/** Statements of the guide that can be checked against other files: each kind was wrong once. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createSlugger } from '@docusaurus/utils';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { readConfig } from '../../health/config.ts';
import { ROOT } from '../../machine/paths.js';
import { tableRows } from './tables.ts';

const GUIDE = 'docs/guide';
const VARIABLES = `${GUIDE}/reference/environment-variables.mdx`;
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const files = (pattern: string): string[] => globSync(pattern, { cwd: ROOT }).sort();
const pages = files(`${GUIDE}/**/*.mdx`);
const readerFiles = [
  ...pages,
  ...files('examples/**/*.{py,sh,ts}'),
  ...files('src/pages/**/*.tsx'),
  'README.md',
];

/** Paragraphs, list items and table rows of a page, each as one line. */
const passages = (text: string): string[] => text.split(/\n(?:\s*\n|(?=\s*(?:- |\d+\. |\|)))/);

describe('environment variables', () => {
  it('that the guide uses are all in the reference', () => {
    const described = read(VARIABLES);
    const used = pages
      .filter((page) => page !== VARIABLES)
      .flatMap((page) => read(page).match(/\b(MLFLOW|OTEL|REQUESTS|CURL)(_[A-Z0-9]+)+\b/g) ?? []);
    const missing = [...new Set(used)].filter((name) => !described.includes(`\`${name}\``));
    expect(missing).toEqual([]);
  });
});

describe('mlflow doctor', () => {
  it('is never named without the option that hides the key', () => {
    const unsafe = readerFiles.flatMap((file) =>
      passages(read(file)).filter((text) => text.includes('mlflow doctor') && !text.includes('--mask-envs')),
    );
    expect(unsafe).toEqual([]);
  });
});

describe('methods of the API on the page about errors', async () => {
  const document = z
    .object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
    .parse(parse(read('openapi/mlflow.yaml')));
  const rows = (await tableRows(`${GUIDE}/errors.mdx`)).filter(([, , route]) => route?.startsWith('`/api/'));

  it('are in a table', () => {
    expect(rows.length).toBeGreaterThan(5);
  });

  it.each(rows)('%s: %s %s', (_task, methods = '', route = '') => {
    const known = Object.keys(document.paths[route.replaceAll('`', '')] ?? {}).filter((key) =>
      /^(get|post|put|patch|delete)$/.test(key),
    );
    const said = methods.match(/`([A-Z]+)`/g)?.map((method) => method.replaceAll('`', '').toLowerCase());
    expect(said?.sort()).toEqual(known.sort());
  });
});

describe('links of the interface', () => {
  const links = files('src/**/*.tsx').flatMap((file) =>
    [...read(file).matchAll(/to="(\/docs\/[^"#]*)(?:#([^"]*))?">([^<]*)</g)].map(
      ([, page = '', anchor, text = '']) => ({ page, anchor, text: text.trim() }),
    ),
  );

  it.each(links)('$text leads to $page $anchor', ({ page, anchor }) => {
    const source = read(`${GUIDE}/${page.slice('/docs/'.length).replace(/\/$/, '') || 'index'}.mdx`);
    if (anchor !== undefined) expect(anchorsOf(source)).toContain(anchor);
  });

  it('lead from “Get a key” to where a key comes from', () => {
    const keys = links.filter(({ text }) => text === 'Get a key');
    expect(keys.length).toBeGreaterThan(0);
    for (const { page, anchor = '' } of keys)
      expect(sectionOf(read(`${GUIDE}${page.slice('/docs'.length, -1)}.mdx`), anchor)).toContain('support@');
  });
});

function anchorsOf(source: string): string[] {
  const slugger = createSlugger();
  return [...source.matchAll(/^#+ (.*?)(?: \{\/\* #(\S+) \*\/\})?$/gm)].map(
    ([, heading = '', id]) => id ?? slugger.slug(heading),
  );
}

function sectionOf(source: string, anchor: string): string {
  const sections = source.split(/^(?=#+ )/m);
  return sections.find((section) => anchorsOf(section.split('\n')[0] ?? '').includes(anchor)) ?? '';
}

describe('pages that need the repository', () => {
  const needing = pages.filter(
    (page) => /^npm (start|test|run)\b/m.test(read(page)) && page.includes('operate/'),
  );

  it.each(needing)('%s says first where it is, or leads to a page that does', (page) => {
    const before = read(page).split(/^npm /m)[0] ?? '';
    expect(before).toMatch(/<RepositorySource \/>|\((\.\/)?(local-stack|contributing|routing)\.mdx/);
  });
});

it('no page shows a second, older copy of a workflow', () => {
  const titles = pages.flatMap((page) => read(page).match(/title="\.github\/workflows\/[^"]+"/g) ?? []);
  expect(titles).toEqual([...new Set(titles)]);
});

/** What was said and is not so. */
const WRONG: readonly { said: RegExp; because: string }[] = [
  {
    said: /load_model\([^)]*newest|newest\.version/,
    because: 'The newest version of a shared name can be somebody else’s: load the version just registered.',
  },
  {
    said: /no MLflow package for (this|TypeScript)/i,
    because: 'MLflow has a TypeScript SDK for traces.',
  },
  { said: /(in|for) R, C\+\+/, because: 'MLflow has a client for R.' },
  {
    said: /JSON and Protobuf both work/,
    because:
      'Servers before 3.12 take Protobuf only: otel_api.py of MLflow 3.9 to 3.11 checks the content type.',
  },
  {
    said: /every operation (that|which) Hokusai serves|every REST operation/i,
    because: 'The server can be older than the one that the reference describes.',
  },
  {
    said: /A check fails when its part of MLflow does/,
    because: 'The artifacts check lists files; it does not see that an upload fails.',
  },
  {
    said: /The request id is the header/,
    because: 'Who sets x-request-id in production is not known: “if the response has one”.',
  },
  {
    said: /health_gate\.py.*--allow-warn/,
    because: 'A warning can mean that files cannot be stored: the job then fails at its end.',
  },
];

it.each(WRONG)('nobody says $said', ({ said }) => {
  expect(readerFiles.filter((file) => said.test(read(file)))).toEqual([]);
});

it('the length of a URL is among the limits, with its source and a way around it', async () => {
  const row = (await tableRows(`${GUIDE}/reference/limits.mdx`)).find(([what]) => what?.startsWith('a URL'));
  expect(row?.[1]).toMatch(/^16 KB, .*docs\.aws\.amazon\.com/);
  expect(read(`${GUIDE}/reference/limits.mdx`)).toContain('To send a long filter');
});

it('the times of the health service are its own defaults', async () => {
  const { thresholds } = readConfig({ MLFLOW_URL: 'http://127.0.0.1:5000' });
  const row = (await tableRows(`${GUIDE}/operate/architecture.mdx`)).find(
    ([service, port]) => service === 'Health service' && port === '8002',
  );
  expect(row?.[2]?.match(/\d+/g)?.map((seconds) => Number(seconds) * 1000)).toEqual([
    thresholds.intervalMs,
    thresholds.roundTimeoutMs,
  ]);
});

it('JSON over OTLP is offered with the version that it needs', () => {
  const source = read(`${GUIDE}/tracking/traces.mdx`);
  expect(sectionOf(source, 'opentelemetry')).toMatch(/JSON, which servers accept \*\*since MLflow 3\.12\*\*/);
});
