import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { REGISTRY_ORIGIN } from '../endpoint.ts';
import { testFolder } from '../machine/testing/folder.ts';
import { createSite, withRegistry } from './site.ts';
import { send, serve } from './testServers.ts';

const REGISTRY = 'http://localhost:18080';
const META = '<meta data-rh=true name=registry-origin content=https://registry.hokus.ai>';
const HEADERS = {
  'Content-Security-Policy': `connect-src 'self' ${REGISTRY_ORIGIN}`,
  'X-Content-Type-Options': 'nosniff',
};

/** A built site of a few files. */
async function serveSite(files: Record<string, string> = {}): Promise<URL> {
  const buildDir = await testFolder('site', onTestFinished);
  const all = {
    'index.html': `<html>${META}Home`,
    'docs/start/index.html': `<html>${META}Start`,
    'docs/start.md': '# Start',
    '404.html': `<html>${META}Lost`,
    'assets/js/main.0a1b.js': `console.log("${'long '.repeat(1000)}")`,
    'headers.json': JSON.stringify(HEADERS),
    ...files,
  };
  for (const [name, content] of Object.entries(all)) {
    mkdirSync(path.dirname(path.join(buildDir, name)), { recursive: true });
    writeFileSync(path.join(buildDir, name), content);
  }
  return await serve(createSite({ buildDir, registryOrigin: REGISTRY }));
}

describe('withRegistry', () => {
  it.each([
    '<meta name="registry-origin" content="https://registry.hokus.ai">',
    "<meta content='https://registry.hokus.ai' name='registry-origin'>",
    META,
  ])('points %s at the given registry', (tag) => {
    const html = `<meta name=other content=https://registry.hokus.ai>${tag}<p>`;
    const changed = withRegistry(html, REGISTRY);
    expect(changed).toContain(`content="${REGISTRY}"`);
    expect(changed).toContain('<meta name=other content=https://registry.hokus.ai>');
  });
});

describe('pages', () => {
  it.each([
    ['/', 'Home'],
    ['/docs/start/?x=1', 'Start'],
    ['/docs/start/index.html', 'Start'],
  ])('%s is served and points at the local registry', async (target, text) => {
    const reply = await send(await serveSite(), target);
    expect(reply).toMatchObject({ status: 200, body: expect.stringContaining(text) });
    expect(reply.body).toContain(REGISTRY);
    expect(reply.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
    });
  });

  it('a directory without its slash redirects and keeps the query', async () => {
    const reply = await send(await serveSite(), '/docs/start?x=1');
    expect(reply).toMatchObject({ status: 301, headers: { location: '/docs/start/?x=1' } });
  });

  it.each([
    '/nope',
    '/nope/',
    '/docs/',
    '/404.html',
    '/%ff',
    '/%00',
    '//docs/start',
    '/../package.json',
    '/%2e%2e/%2e%2e/etc/passwd',
  ])('%s is the page for lost readers, with status 404', async (target) => {
    expect(await send(await serveSite(), target)).toMatchObject({
      status: 404,
      body: expect.stringContaining('Lost'),
    });
  });

  it.each([
    ['text/markdown', '# Start'],
    ['text/markdown, text/html;q=0.9, */*;q=0.1', '# Start'],
    ['text/html, text/markdown', '<html>'],
    ['*/*', '<html>'],
  ])('is what Accept: %s asks for first', async (accept, body) => {
    const reply = await send(await serveSite(), '/docs/start/', { headers: { Accept: accept } });
    expect(reply.body).toContain(body);
    expect(reply.headers.vary).toContain('Accept');
  });

  it('is HTML where there is no Markdown', async () => {
    const reply = await send(await serveSite(), '/', { headers: { Accept: 'text/markdown' } });
    expect(reply).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
  });

  it('is not sent again when the reader has it', async () => {
    const site = await serveSite();
    const { headers } = await send(site, '/');
    const again = await send(site, '/', { headers: { 'If-None-Match': headers.etag ?? '' } });
    expect(again).toMatchObject({ status: 304, body: '' });
  });

  it('answers HEAD without a body, and refuses to be written to', async () => {
    const site = await serveSite();
    expect(await send(site, '/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
    expect(await send(site, '/', { method: 'POST' })).toMatchObject({
      status: 405,
      headers: { allow: 'GET, HEAD' },
    });
  });
});

describe('files', () => {
  it('those with a hash in their name may be kept for ever, others are asked for again', async () => {
    const site = await serveSite();
    const asset = await send(site, '/assets/js/main.0a1b.js');
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    const twin = await send(site, '/docs/start.md');
    expect(twin.headers).toMatchObject({
      'cache-control': 'no-cache',
      'content-type': 'text/markdown; charset=utf-8',
    });
  });

  it.each(['br', 'gzip'])('travel as %s when the browser takes it', async (encoding) => {
    const site = await serveSite();
    const plain = await send(site, '/assets/js/main.0a1b.js');
    const packed = await send(site, '/assets/js/main.0a1b.js', { headers: { 'Accept-Encoding': encoding } });
    expect(packed.headers).toMatchObject({ 'content-encoding': encoding, vary: 'Accept-Encoding' });
    expect(plain.headers).not.toHaveProperty('content-encoding');
    expect(packed.body.length).toBeLessThan(plain.body.length / 10);
  });
});

it('OpenAPI documents are YAML that other sites may read', async () => {
  const site = await serveSite({ 'openapi/mlflow.yaml': 'openapi: 3.1.0' });
  const { headers } = await send(site, '/openapi/mlflow.yaml');
  expect(headers).toMatchObject({
    'access-control-allow-origin': '*',
    'content-type': 'application/yaml; charset=utf-8',
  });
  expect((await send(site, '/docs/start/')).headers).not.toHaveProperty('access-control-allow-origin');
});

describe('security headers', () => {
  it.each(['/', '/nope', '/assets/js/main.0a1b.js'])('are on %s', async (target) => {
    const { headers } = await send(await serveSite(), target);
    expect(headers['content-security-policy']).toBe(`connect-src 'self' ${REGISTRY}`);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
  });
});
