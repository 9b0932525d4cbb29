import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { HEALTH_PATH, REGISTRY_ORIGIN, TRACKING_ALIAS_PATH, TRACKING_PATH } from '../endpoint.ts';
import { testFolder } from '../machine/testing/folder.ts';
import { RoutingError } from './error.ts';
import { staleSchemas } from './jsonSchema.ts';
import { loadExpectations, loadRoutes } from './load.ts';

const folder = await testFolder('routing');

async function failure(text: string | null): Promise<RoutingError> {
  const file = path.join(folder, 'table.json');
  if (text !== null) await writeFile(file, text);
  try {
    await loadRoutes(text === null ? path.join(folder, 'missing.json') : file);
  } catch (error) {
    if (error instanceof RoutingError) return error;
    throw error;
  }
  throw new Error('Expected the file to be refused.');
}

describe('our files', () => {
  it('serve the paths and the host that the endpoint names', async () => {
    const routes = await loadRoutes();
    const { host } = new URL(REGISTRY_ORIGIN);
    expect(routes.hosts).toEqual([host]);
    const paths = routes.rules.flatMap(({ conditions }) =>
      conditions.flatMap((condition) => (condition.type === 'path-pattern' ? condition.values : [])),
    );
    expect(new Set(paths)).toEqual(
      new Set([HEALTH_PATH, TRACKING_PATH, TRACKING_ALIAS_PATH].flatMap((path) => [path, `${path}/*`])),
    );
    for (const { conditions } of routes.rules)
      expect(conditions[0]).toEqual({ type: 'host-header', values: [host] });
  });

  it('give every expectation a reason of its own', async () => {
    const expectations = await loadExpectations();
    expect(new Set(expectations.map(({ why }) => why)).size).toBe(expectations.length);
  });

  it('have JSON Schemas that are up to date', async () => {
    expect(await staleSchemas()).toEqual([]);
  });
});

describe('loadRoutes', () => {
  it('says that a file is missing', async () => {
    expect(await failure(null)).toMatchObject({
      code: 'file-not-readable',
      message: expect.stringContaining('missing.json'),
    });
  });

  it('says that a file is not JSON, and where', async () => {
    expect(await failure('{"rules": [}')).toMatchObject({
      code: 'not-json',
      message: expect.stringMatching(/table\.json: is not JSON: .*\[}/),
    });
  });

  it('reads past a byte-order mark', async () => {
    expect(await failure('\uFEFF{}')).toMatchObject({ code: 'wrong-shape' });
  });

  it('names the file, the path in it, and what was expected', async () => {
    const routes = structuredClone(await loadRoutes());
    const text = JSON.stringify(routes).replace('"priority":20,', '"priority":"20",');
    const error = await failure(text);
    expect(error.code).toBe('wrong-shape');
    expect(error.message).toMatch(/table\.json: rules\[1\]\.priority: .*expected number/);
    expect(error.hint).toContain('routes.schema.json');
  });

  it('refuses fields that it does not know, so that a typo is not ignored', async () => {
    const text = JSON.stringify(await loadRoutes()).replace('"why"', '"wy"');
    expect((await failure(text)).message).toContain('wy');
  });
});

describe('loadExpectations', () => {
  it("names another environment's host wherever production's stands, and leaves other hosts", async () => {
    const asked = (await loadExpectations(undefined, 'registry.example.com')).map(
      ({ request }) => request.url,
    );
    expect(asked).toContain('https://registry.example.com/api/mlflow');
    expect(asked.filter((url) => new URL(url).hostname === 'registry.hokus.ai')).toEqual([]);
    expect(asked.map((url) => new URL(url).hostname)).toContain('auth.hokus.ai');
  });
});
