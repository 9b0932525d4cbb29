import { describe, expect, it } from 'vitest';
import { readDocument, type Schema } from './document.ts';
import { fieldsOf } from './fields.ts';

const SOURCE = `
info: { title: T, version: "1", description: D }
servers: []
tags: []
paths: {}
components:
  schemas:
    Tag:
      type: object
      required: [key]
      properties:
        key: { type: string, description: Name., maxLength: 250 }
        children: { type: array, items: { $ref: "#/components/schemas/Tag" } }
    Status:
      type: string
      description: How it is doing.
      enum: [RUNNING, FAILED]
      x-enum-descriptions: { FAILED: It ended with an error. }
`;
const { document } = readDocument(SOURCE);
const fields = (properties: Record<string, Schema>) =>
  fieldsOf(document, { type: 'object', properties }, 'body');

describe('fieldsOf', () => {
  it('reads type, words, limits and need of each field, with an id from its path', () => {
    const [tags] = fields({ tags: { type: 'array', items: { $ref: '#/components/schemas/Tag' } } });
    expect(tags).toMatchObject({
      name: 'tags',
      id: 'body.tags',
      type: 'array of objects Tag',
      required: false,
    });
    expect(tags?.children[0]).toMatchObject({
      id: 'body.tags.key',
      required: true,
      description: 'Name.',
      facts: [{ label: 'Longest', value: '250 characters' }],
    });
  });

  it('ends where a schema holds itself', () => {
    const [tags] = fields({ tags: { $ref: '#/components/schemas/Tag' } });
    const children = tags?.children.find(({ name }) => name === 'children');
    expect(children).toMatchObject({ type: 'array of objects Tag', children: [] });
  });

  it('has the values of an enum with what they mean, and words of the place before those of the schema', () => {
    const [status] = fields({
      status: { $ref: '#/components/schemas/Status', description: 'Where it stands.' },
    });
    expect(status).toMatchObject({
      type: 'string',
      description: 'Where it stands.',
      values: [{ value: 'RUNNING' }, { value: 'FAILED', meaning: 'It ended with an error.' }],
    });
  });

  it.each<[Schema, string]>([
    [{ type: 'integer', format: 'int64' }, 'integer (int64)'],
    [{ type: 'array', items: { type: 'string' } }, 'array of strings'],
    [{ type: 'object', additionalProperties: { type: 'string' } }, 'map of strings'],
    [{ anyOf: [{ type: 'string' }, { type: 'number' }] }, 'string or number'],
    [{ type: ['string', 'null'] }, 'string or null'],
    [{}, 'any'],
  ])('says of %j that it is %s', (schema, type) => {
    expect(fields({ x: schema })[0]?.type).toBe(type);
  });

  it('has nothing for what is no object', () => {
    expect(fieldsOf(document, { type: 'string' }, 'body')).toEqual([]);
  });
});
