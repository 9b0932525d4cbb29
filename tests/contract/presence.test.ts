import { describe, expect, it } from 'vitest';
import { render } from '../../openapi/generate/files.ts';
import type { JsonObject } from '../../openapi/generate/json.ts';
import { Presence } from './presence.ts';

const run: JsonObject = { type: 'object', required: ['id'], properties: { id: { type: 'string' } } };
const answer: JsonObject = {
  type: 'object',
  properties: {
    runs: { type: 'array', items: { $ref: '#/components/schemas/Run' } },
    best: { anyOf: [{ $ref: '#/components/schemas/Run' }, { type: 'null' }] },
    page: { type: 'object', required: ['size'], properties: { size: { type: 'integer' } } },
  },
};
const document: JsonObject = {
  paths: {
    '/runs': { get: { responses: { '200': { content: { 'application/json': { schema: answer } } } } } },
  },
  components: { schemas: { Run: run } },
};
const [some] = render().operations;
if (some === undefined) throw new Error('The document has no operation.');
const operation = { ...some, id: 'listRuns', method: 'GET' as const, path: '/runs' };

const presenceAfter = (body: JsonObject, status = 200): Presence => {
  const presence = new Presence(document);
  presence.note(operation, { status, media: 'application/json', body });
  return presence;
};

describe('presence', () => {
  it('knows which objects have required fields', () => {
    expect([...new Presence(document).expected([operation])]).toEqual([
      ['Run', ['id']],
      ['listRuns.page', ['size']],
    ]);
  });

  it('counts objects in lists and beside null', () => {
    const { seen, lacking } = presenceAfter({ runs: [{ id: '1' }, { id: '2' }], best: { id: '1' } });
    expect(seen.get('Run')).toBe(3);
    expect(seen.has('listRuns.page')).toBe(false);
    expect([...lacking]).toEqual([]);
  });

  it('names what an object lacks', () => {
    expect([...presenceAfter({ runs: [{ id: '1' }, {}], page: {} }).lacking]).toEqual([
      'Run.id',
      'listRuns.page.size',
    ]);
  });

  it('looks at successes only', () => {
    expect(presenceAfter({ runs: [{}] }, 400).lacking.size).toBe(0);
  });
});
