import { describe, expect, it } from 'vitest';
import { sectionOf } from '../../src/lib/search/sections.ts';
import { type PageSource, searchDocument } from './document.ts';

const createRun = { operationId: 'createRun', method: 'POST', path: '/api/2.0/mlflow/runs/create' };

function read(html: string, page: Partial<PageSource> = {}) {
  const url = page.url ?? '/docs/x/';
  const section = sectionOf(url);
  if (!section) throw new Error(`${url} is in no section.`);
  return searchDocument({ url, html, section, operation: undefined, ...page });
}

// As the minifier leaves a page: without the end tags that HTML can do without.
const GUIDE =
  '<head><meta data-rh=true name=description content="How to &quot;set&quot; it."><meta name=keywords content="address">' +
  '<body><nav>Menu</nav><main><article><nav>Home</nav><header><h1>The "tracking" URI</h1></header><p>Once.' +
  '<h2 id=set-it>Set it<a href=#set-it class=hash-link>​</a></h2><p>In the <em>environ</em>ment.<h5>No part</h5>' +
  '<div data-search-ignore>3 of 3 blocks</div>' +
  '<table><tr><th>Name<th>Use<tr><td><code>URI</code><br>not set<td>address</table>' +
  '<pre><code><div class=token-line>mlflow.log_metric("a",1)</div><div class=token-line>print()</div></code>' +
  '<button>Copy</button></pre></article></main><footer>Legal</footer></body>';

describe('searchDocument', () => {
  it('has the words of the page by part, apart, and nothing of what is around them', () => {
    expect(read(GUIDE)?.parts).toEqual([
      { id: undefined, title: '', text: 'Once.', code: '' },
      {
        id: 'set-it',
        title: 'Set it',
        text: 'In the environment. No part Name Use URI not set address',
        code: 'mlflow.log_metric("a",1) print()',
      },
    ]);
  });

  it('has the title, and what the page says of itself', () => {
    expect(read(GUIDE)).toMatchObject({
      title: 'The "tracking" URI',
      description: 'How to "set" it.',
      names: 'address',
      endpoint: undefined,
    });
  });

  it('is one part for a page of the reference, and the title alone for a report', () => {
    const { parts } = read(GUIDE, { url: '/api/mlflow/x/' }) ?? {};
    expect(parts).toHaveLength(1);
    expect(parts?.[0].text).toMatch(/^Once\. In the environment/);
    expect(read(GUIDE, { url: '/api/coverage/' })?.parts).toEqual([
      { id: undefined, title: '', text: '', code: '' },
    ]);
  });

  it('has method, path and spellings of an operation', () => {
    const page = read(GUIDE, { operation: createRun });
    expect(page?.endpoint).toBe('POST /api/2.0/mlflow/runs/create');
    for (const name of ['runscreate', 'createRun', 'create_run'])
      expect(page?.names.split(' ')).toContain(name);
  });

  it('keeps an operation to its schema and its answer when all is well', () => {
    const html =
      '<head></head><article><h1>Create a run</h1><div class=r-address>POST /runs/create</div><p>Starts a run.' +
      '<ul class=r-fields><li><div class=r-field><a><code>run_id</code></a><span>string</span>' +
      '<b class=r-required>required</b></div></ul><p>The run<ul class=r-common><li>401</ul>' +
      '<section class=r-samples>curl</section><section class=r-answer>{"run":{}}</section></article>';
    expect(read(html, { operation: createRun })?.parts[0].text).toBe('Starts a run. run_id string The run');
  });

  it('reads the main part where there is no article', () => {
    const page = read('<main><h1>Status</h1><p>Live report</main>');
    expect(page).toMatchObject({ title: 'Status', parts: [{ text: 'Live report' }] });
  });

  it('leaves out a page without content of its own', () => {
    expect(read('<script>location.replace("/docs/")</script>')).toBeUndefined();
  });

  it('names the page that has no title', () => {
    expect(() => read('<main><p>Words</main>')).toThrow('/docs/x/ has no h1');
  });
});
