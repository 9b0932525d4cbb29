import { describe, expect, it } from 'vitest';
import { type Answer, UpstreamError } from '../probe/upstream.ts';
import { type Knock, Unproven } from './door.ts';
import { fileOf } from './names.ts';
import { createUploader } from './uploads.ts';

const answer = (status: number, body: string): Answer => ({
  status,
  body,
  mediaType: status === 200 ? 'text/plain' : 'application/json',
  durationMs: 1,
});
const isOurs = (path: string) => path.includes(fileOf(0).split('/')[0] ?? '!') && path.includes('/beat-');

/** A store that keeps files; `broken` answers instead where it likes. */
function store(broken: (method: string, path: string) => Answer | Error | undefined) {
  const files = new Map<string, string>();
  const asked: string[] = [];
  const knock: Knock = async (path, sent = { method: 'GET' }) => {
    asked.push(`${sent.method} ${path}`);
    const instead = broken(sent.method, path);
    if (instead instanceof Error) throw instead;
    if (instead !== undefined) return instead;
    if (sent.method === 'PUT') files.set(path, sent.body ?? '');
    if (sent.method === 'GET') {
      const missing = '{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"No such artifact"}';
      return files.has(path) ? answer(200, files.get(path) ?? '') : answer(404, missing);
    }
    if (sent.method === 'DELETE') files.delete(path);
    return answer(200, '');
  };
  const check = () => createUploader(() => 0).check(knock, 'nonce');
  return { check, files, asked };
}

describe('what MLflow says while somebody deletes the file that it sends', () => {
  it.each([
    ['breaks off', new UpstreamError('reset')],
    ['is an error', answer(500, 'Internal Server Error')],
    ['is an answer of the API service', answer(502, '{"detail":"MLflow cannot be reached"}')],
  ])('%s, which is contested while files elsewhere are whole', async (_name, instead) => {
    const { check, files } = store((method, path) =>
      method === 'GET' && isOurs(path) ? instead : undefined,
    );
    await expect(check()).rejects.toEqual(new Unproven('contested'));
    expect([...files.keys()].filter((path) => !isOurs(path))).toEqual([]);
  });
});

describe('what no client brings about', () => {
  it('is a store that refuses every file, wherever it is put', async () => {
    const { check } = store((method) =>
      method === 'PUT' ? answer(500, 'Internal Server Error') : undefined,
    );
    expect(await check()).toBe('write_refused');
  });

  it('is a store whose answers all break off', async () => {
    const { check } = store((method) => (method === 'GET' ? new UpstreamError('reset') : undefined));
    expect(await check()).toBe('reset');
  });

  it('is a request that hangs, and nothing is asked after it', async () => {
    const { check, asked } = store(() => new UpstreamError('timeout'));
    expect(await check()).toBe('timeout');
    expect(asked).toHaveLength(1);
  });
});

it('forgives one request that fails', async () => {
  let failed = false;
  const { check } = store(() => {
    if (failed) return undefined;
    failed = true;
    return new UpstreamError('reset');
  });
  expect(await check()).toBeUndefined();
});
