import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { type PageSource, searchDocument } from './document.ts';

const section = { path: '/docs/', label: 'Guide', weight: 1 };
const createRun = { operationId: 'createRun', method: 'POST', path: '/api/2.0/mlflow/runs/create' };

function read(html: string, page: Partial<PageSource> = {}) {
  const document = searchDocument({ url: '/docs/x/', html, section, operation: undefined, ...page });
  const $ = load(document?.content ?? '');
  return {
    text: $('body').text().replace(/\s+/g, ' ').trim(),
    meta: Object.fromEntries(
      $('meta')
        .map((_, tag) => [
          [$(tag).attr('data-pagefind-meta')?.replace('[content]', ''), $(tag).attr('content')],
        ])
        .get(),
    ),
    $,
  };
}

// As the minifier leaves a page: without the end tags that HTML can do without.
const GUIDE =
  '<body><nav>Menu</nav><main><article><nav>Home</nav><header><h1>The "tracking" URI</h1></header>' +
  '<h2 id=set-it>Set it<a href=#set-it class=hash-link>​</a></h2><p>In the environment.' +
  '<table><tr><th>Name<th>Use<tr><td>URI<td>address</table>' +
  '<pre><code><div class=token-line>mlflow.log_metric("a",1)</div><div class=token-line>print()</div></code>' +
  '<button>Copy</button></pre></article></main><footer>Legal</footer></body>';

describe('searchDocument', () => {
  it('has the words of the page, apart, and nothing of what is around them', () => {
    expect(read(GUIDE).text).toBe(
      'Set itIn the environment.Name Use URI address mlflow.log_metric("a",1) print()',
    );
  });

  it('keeps headings that can be linked to, and counts code half', () => {
    const { $ } = read(GUIDE);
    expect($('h2#set-it')).toHaveLength(1);
    expect($('pre').attr('data-pagefind-weight')).toBe('0.5');
    expect($('body').attr('data-pagefind-weight')).toBe('1');
  });

  it('has the title and the names in code as metadata', () => {
    expect(read(GUIDE).meta).toEqual({ title: 'The "tracking" URI', code: 'log_metric' });
  });

  it('has method, path and spellings of an operation', () => {
    const { meta } = read(GUIDE, { operation: createRun });
    expect(meta).toMatchObject({ endpoint: 'POST /api/2.0/mlflow/runs/create', code: 'create_run' });
    expect(meta.words?.split(' ')).toContain('runscreate');
  });

  it('keeps an operation to its schema and its answer when all is well', () => {
    const html =
      '<article><h1>Create a run</h1><div class=r-address>POST /runs/create</div><p>Starts a run.' +
      '<ul class=r-fields><li><div class=r-field><a><code>run_id</code></a><span>string</span>' +
      '<b class=r-required>required</b></div></ul><p>The run<ul class=r-common><li>401</ul>' +
      '<section class=r-samples>curl</section><section class=r-answer>{"run":{}}</section></article>';
    expect(read(html, { operation: createRun }).text).toBe('Starts a run.run_id string The run');
  });

  it('reads the main part where there is no article', () => {
    expect(read('<main><h1>Status</h1><p>Live report</main>')).toMatchObject({
      text: 'Live report',
      meta: { title: 'Status' },
    });
  });

  it('leaves out a page without content of its own', () => {
    const html = '<script>location.replace("/docs/")</script>';
    expect(searchDocument({ url: '/docs/old/', html, section, operation: undefined })).toBeUndefined();
  });

  it('names the page that has no title', () => {
    expect(() => read('<main><p>Words</main>')).toThrow('/docs/x/ has no h1');
  });
});
