/** The function that CloudFront runs for each request of the site, run as Terraform fills it in. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { expect, it } from 'vitest';
import { ROOT } from '../../machine/paths.js';

const code = readFileSync(path.join(ROOT, 'infra/modules/site/request.js'), 'utf8');
const redirects = readFileSync(path.join(ROOT, 'config/redirects.json'), 'utf8');
const filled = code.replace('REDIRECTS = {}', () => `REDIRECTS = ${redirects}`);

/** What becomes of a request: the file that is asked for, or where it leads. */
function ask(uri: string, querystring: object = {}, headers: object = {}): unknown {
  const event = { request: { uri, querystring, headers } };
  const text = `${filled}\nJSON.stringify(handler(${JSON.stringify(event)}))`;
  return JSON.parse(vm.runInNewContext(text));
}

it.each([
  ['/', '/index.html'],
  ['/docs/quickstart/', '/docs/quickstart/index.html'],
  ['/assets/js/main.abc.js', '/assets/js/main.abc.js'],
  ['/openapi/mlflow.yaml', '/openapi/mlflow.yaml'],
  ['/sitemap.xml', '/sitemap.xml'],
])('%s is the file %s', (asked, file) => {
  expect(ask(asked)).toEqual({ uri: file, querystring: {}, headers: {} });
});

it.each([
  ['/docs/quickstart/', 'text/markdown', '/docs/quickstart.md'],
  ['/docs/quickstart/', 'text/markdown, text/html;q=0.9', '/docs/quickstart.md'],
  ['/', 'text/markdown', '/index.md'],
  ['/docs/quickstart/', 'text/html, text/markdown', '/docs/quickstart/index.html'],
  ['/docs/quickstart/', '*/*', '/docs/quickstart/index.html'],
  ['/sitemap.xml', 'text/markdown', '/sitemap.xml'],
])('%s with Accept: %s is the file %s', (asked, accept, file) => {
  expect(ask(asked, {}, { accept: { value: accept } })).toMatchObject({ uri: file });
});

it.each([
  ['/docs/quickstart', '/docs/quickstart/'],
  ['/api/mlflow/hokusai-mlflow-api/', '/api/mlflow/'],
  ['/api/mlflow/hokusai-mlflow-api', '/api/mlflow/'],
  ['/docs/examples/curl-only/', '/docs/clients/curl/'],
  ['/docs/examples/typescript-client/', '/docs/clients/typescript/'],
])('%s leads to %s', (asked, to) => {
  expect(ask(asked)).toMatchObject({ statusCode: 301, headers: { location: { value: to } } });
});

it('keeps the query as it came', () => {
  const query = {
    url: { value: 'https%3A%2F%2Fa.example' },
    a: { value: '1', multiValue: [{ value: '1' }, { value: '2' }] },
    bare: { value: '' },
  };
  expect(ask('/docs/routing', query)).toMatchObject({
    headers: { location: { value: '/docs/routing/?url=https%3A%2F%2Fa.example&a=1&a=2&bare' } },
  });
});

it.each(['//evil.example', '//evil.example/', '///'])('%s leads to no other host', (asked) => {
  expect(ask(asked)).toMatchObject({ statusCode: 404 });
});

it('is filled in where Terraform fills it in', () => {
  expect(code.split('REDIRECTS = {}')).toHaveLength(2);
});
