import { describe, expect, it } from 'vitest';
import { compile } from '../../../routing/compile.ts';
import { routes } from './data.ts';
import {
  ask,
  DEFAULT_QUESTION,
  type Question,
  questionFromSearch,
  questionFromUrl,
  searchWith,
} from './question.ts';

const router = compile(routes);
const asked = (part: Partial<Question>) => ask(router, { ...DEFAULT_QUESTION, ...part });

describe('ask', () => {
  it('answers a path with scheme, host and method of their fields', () => {
    expect(asked({ target: '/mlflow/x?y=1', scheme: 'http', method: 'POST' })).toMatchObject({
      ok: true,
      request: {
        protocol: 'http',
        host: 'registry.hokus.ai',
        path: '/mlflow/x',
        query: 'y=1',
        method: 'POST',
      },
      decision: { rule: 'http-refuse' },
    });
  });

  it('prefers what a whole URL says, and does not judge the host field then', () => {
    expect(asked({ target: 'http://example.com/mlflow', host: 'no host' })).toMatchObject({
      ok: true,
      request: { protocol: 'http', host: 'example.com' },
      decision: { rule: null },
    });
  });

  it('keeps doubled slashes: a path is no URL without a scheme', () => {
    expect(asked({ target: '//mlflow' })).toMatchObject({ ok: true, request: { path: '//mlflow' } });
  });

  it.each<[string, Partial<Question>, string, RegExp]>([
    ['an empty path', { target: ' ' }, 'target', /Enter a path/],
    ['a path without its slash', { target: 'mlflow' }, 'target', /with a slash/],
    ['another scheme', { target: 'ftp://registry.hokus.ai/' }, 'target', /expected http/],
    ['a URL without a host', { target: 'https:///mlflow' }, 'target', /doesn’t have a host/],
    ['a password', { target: 'https://a:b@registry.hokus.ai/' }, 'target', /Remove the user name/],
    [
      'a port in the URL that nothing listens on',
      { target: 'https://registry.hokus.ai:8443/' },
      'target',
      /Nothing listens/,
    ],
    ['no host', { host: '' }, 'host', /Enter a host name/],
    ['a host with a path', { host: 'registry.hokus.ai/x' }, 'host', /Enter a host name/],
    ['a host with a scheme', { host: 'https://registry.hokus.ai' }, 'host', /Enter a host name/],
    ['a host with spaces', { host: 'registry hokus ai' }, 'host', /Enter a host name/],
    ['a port that nothing listens on', { host: 'registry.hokus.ai:8443' }, 'host', /https:443, http:80/],
    ['a port that is none', { host: 'registry.hokus.ai:99999' }, 'host', /Enter a host name/],
    ['a method of two words', { method: 'GET POST' }, 'method', /one word/],
  ])('refuses %s beside its field', (_name, part, field, message) => {
    expect(asked(part)).toEqual({ ok: false, field, message: expect.stringMatching(message) });
  });
});

describe('links', () => {
  it('say nothing of what is as usual', () => {
    expect(searchWith('', DEFAULT_QUESTION)).toBe('');
    expect(questionFromSearch('')).toEqual(DEFAULT_QUESTION);
  });

  it.each([
    { target: '/mlflow/a%2Fb?x=1&y=ü#z', scheme: 'http', host: 'auth.hokus.ai', method: 'POST' },
    { target: '', scheme: 'https', host: '', method: '' },
    { target: 'https://a.example/ b', scheme: 'https', host: '<b>', method: 'x y' },
  ] satisfies Question[])('bring back every question, good or bad: %j', (question) => {
    expect(questionFromSearch(searchWith('', question))).toEqual(question);
  });

  it('leave parameters of others alone, and clear their own', () => {
    expect(searchWith('?a=1&path=%2Fx&method=PUT', DEFAULT_QUESTION)).toBe('?a=1');
  });

  it('ignore a scheme that is none', () => {
    expect(questionFromSearch('?scheme=ftp').scheme).toBe('https');
  });
});

describe('questionFromUrl', () => {
  it('keeps case, slashes and encoding', () => {
    const question = questionFromUrl('https://EXAMPLE.com//MLflow%2F?q', 'GET');
    expect(question).toEqual({
      target: '//MLflow%2F?q',
      scheme: 'https',
      host: 'EXAMPLE.com',
      method: 'GET',
    });
  });
});
