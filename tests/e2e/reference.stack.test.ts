/** What the published reference is made of: its documents as files, its links to the guide, and what is proven of it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'cheerio';
import { describe, expect, inject, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../../machine/paths.js';
import { loadGuides } from '../../plugins/reference/guides.ts';
import { readReference } from '../../plugins/reference/reading.ts';
import type { CoverageRow } from '../../src/lib/reference/coverage.ts';
import { DOCUMENTS, operationPage, rawDocument } from '../../src/lib/reference/pages.ts';

const { docsOrigin } = inject('stack');

const { operations } = readReference(ROOT);
const { guides } = await loadGuides(ROOT, new Set(operations.keys()));
const linked = guides.filter((guide) => guide.operations.length > 0);

async function pageAt(where: string) {
  const answer = await fetch(docsOrigin + where);
  expect(answer.status, where).toBe(200);
  return load(await answer.text());
}

/** Where the links of a part of the page lead, in order. */
async function linksIn(where: string, heading: string): Promise<string[]> {
  const $ = await pageAt(where);
  return $(`section[aria-labelledby="${heading}"] li a`)
    .map((_, link) => $(link).attr('href'))
    .get();
}

describe.each(DOCUMENTS)('the OpenAPI document %s', (document) => {
  const committed = readFileSync(path.join(ROOT, 'openapi', `${document}.yaml`));

  it('is there in YAML, byte for byte as it is committed', async () => {
    const answer = await fetch(docsOrigin + rawDocument(document, 'yaml'));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^(?:application|text)\/yaml\b/);
    expect(Buffer.from(await answer.arrayBuffer()).equals(committed)).toBe(true);
  });

  it('is there in JSON, with the same content', async () => {
    const answer = await fetch(docsOrigin + rawDocument(document, 'json'));
    expect(answer.headers.get('content-type')).toMatch(/^application\/json\b/);
    expect(await answer.json()).toEqual(parse(committed.toString()));
  });

  it('is linked from the first page of the reference and from the pages of its operations', async () => {
    const [id = ''] = [...operations].find(([, { of }]) => of === document) ?? [];
    for (const where of ['/api/', operationPage(document, id)]) {
      const $ = await pageAt(where);
      for (const format of ['yaml', 'json'] as const)
        expect($(`main a[href="${rawDocument(document, format)}"]`).length, where).toBe(1);
    }
  });
});

describe('guide pages', () => {
  it.each(linked)('$title links its operations, which link back', async ({ title, to, operations: ids }) => {
    const pages = ids.map((id) => operations.get(id)?.page ?? id);
    expect(await linksIn(to, 'rest-operations-used-here')).toEqual(pages);
    for (const page of pages) expect(await linksIn(page, 'guides'), `${page} to ${title}`).toContain(to);
  });

  it('show method and path of an operation', async () => {
    const $ = await pageAt('/docs/quickstart/');
    const shown = $('section[aria-labelledby="rest-operations-used-here"] li').first().text();
    expect(shown).toBe('Create an experimentPOST /api/2.0/mlflow/experiments/create');
  });

  it('without operations, and operations without guides, show no empty list', async () => {
    const $guide = await pageAt('/docs/');
    expect($guide('#rest-operations-used-here').length).toBe(0);
    const used = new Set(guides.flatMap((guide) => guide.operations));
    const unused = [...operations].find(([id]) => !used.has(id))?.[1].page ?? '';
    const $operation = await pageAt(unused);
    expect($operation('#guides').length).toBe(0);
  });
});

describe('the coverage page', () => {
  const rows: CoverageRow[] = JSON.parse(readFileSync(path.join(ROOT, 'openapi/coverage.json'), 'utf8'));

  it('has a row for each operation, which leads to its page', async () => {
    const $ = await pageAt('/api/coverage/');
    const shown = $('details tbody tr')
      .map((_, row) => $(row).find('a').attr('href'))
      .get();
    expect(shown).toEqual(rows.map(({ operation }) => operationPage('mlflow', operation)));
  });

  it('gives the reason for each operation that cannot succeed', async () => {
    const $ = await pageAt('/api/coverage/');
    const excused = rows.filter(({ success }) => success !== true);
    const text = $('main table').first().text().toLowerCase();
    for (const { operation, success } of excused) {
      expect(text).toContain(operation.toLowerCase());
      expect(text).toContain(String(success).toLowerCase());
    }
  });

  it('sums up', async () => {
    const $ = await pageAt('/api/coverage/');
    const succeeded = rows.filter(({ success }) => success === true).length;
    expect($('dl dd').first().text()).toBe(`${succeeded} of ${rows.length}`);
  });
});
