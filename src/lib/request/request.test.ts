import { describe, expect, it } from 'vitest';
import { TRACKING_URI } from '../../../endpoint.ts';
import type { FormField, RequestForm } from './form.ts';
import { curlOf, planRequest } from './request.ts';
import { bodyOf, faultsOf, typed, valuesOfBody } from './values.ts';

const field = (change: Partial<FormField>): FormField => ({
  name: 'x',
  place: 'body',
  kind: 'text',
  required: false,
  help: '',
  start: '',
  example: '',
  ...change,
});

const form = (fields: FormField[], change: Partial<RequestForm> = {}): RequestForm => ({
  operationId: 'op',
  method: 'POST',
  path: '/api/2.0/mlflow/op',
  base: TRACKING_URI,
  needsKey: true,
  destructive: false,
  fields,
  body: { type: 'application/json', file: false },
  ...change,
});

const REGISTRY = 'http://localhost:8080';

describe('faultsOf', () => {
  it.each<[Partial<FormField>, string, string | undefined]>([
    [{ required: true }, ' ', 'x is required.'],
    [{}, '', undefined],
    [{ kind: 'integer' }, '1.5', 'x must be a whole number.'],
    [{ kind: 'integer', maximum: 10 }, '11', 'x must be at most 10.'],
    [{ kind: 'integer', minimum: 1 }, '0', 'x must be at least 1.'],
    [{ kind: 'number' }, 'NaN', undefined],
    [{ kind: 'number' }, 'ten', 'x must be a number.'],
    [{ kind: 'choice', values: ['A', 'B'] }, 'C', 'x must be one of A, B.'],
    [{ maxLength: 2 }, 'abc', 'x must have at most 2 characters; this has 3.'],
    [{ pattern: '^[a-z]+$' }, 'A', 'x must match ^[a-z]+$.'],
  ])('of %j with %j is %j', (change, text, message) => {
    const found = faultsOf(form([field(change)]), { 'body.x': text });
    expect(found.map((fault) => fault.message)).toEqual(message === undefined ? [] : [message]);
  });

  it('says what is wrong with JSON', () => {
    const [fault] = faultsOf(form([field({ kind: 'json' })]), { 'body.x': '[1' });
    expect(fault?.message).toMatch(/^x must be JSON: /);
  });
});

describe('bodyOf', () => {
  it('sends each kind as what it is, and leaves out empty fields', () => {
    const fields = [
      field({ name: 'a', kind: 'integer' }),
      field({ name: 'big', kind: 'integer' }),
      field({ name: 'nan', kind: 'number' }),
      field({ name: 'on', kind: 'choice', values: ['true', 'false'] }),
      field({ name: 'ids', kind: 'lines' }),
      field({ name: 'tags', kind: 'json' }),
      field({ name: 'none' }),
    ];
    const values = {
      'body.a': '7',
      'body.big': '1768467600000000001',
      'body.nan': 'NaN',
      'body.on': 'false',
      'body.ids': '1\n\n 2 ',
      'body.tags': '[{"key":"k"}]',
      'body.none': '',
    };
    const body = {
      a: 7,
      big: '1768467600000000001',
      nan: 'NaN',
      on: false,
      ids: ['1', '2'],
      tags: [{ key: 'k' }],
    };
    expect(bodyOf(form(fields), values)).toEqual(body);
    expect(bodyOf(form(fields), valuesOfBody(form(fields), body))).toEqual(body);
  });

  it('types a list as lines, and an object as JSON', () => {
    expect(typed({ kind: 'lines' }, ['a', 'b'])).toBe('a\nb');
    expect(typed({ kind: 'json' }, { a: 1 })).toBe('{\n  "a": 1\n}');
    expect(typed({ kind: 'text' }, undefined)).toBe('');
  });
});

describe('planRequest', () => {
  it('puts values where they belong, and keeps slashes of a path', () => {
    const fields = [
      field({ name: 'artifact_path', place: 'path' }),
      field({ name: 'ids', place: 'query', kind: 'lines' }),
      field({ name: 'x-run', place: 'header' }),
    ];
    const values = { 'path.artifact_path': '1/a b/c', 'query.ids': '1\n2', 'header.x-run': 'r' };
    const path = '/artifacts/{artifact_path}';
    const { body: _, ...noBody } = form(fields, { method: 'GET', path });
    expect(planRequest({ form: noBody, values, registry: REGISTRY })).toEqual({
      method: 'GET',
      url: `${REGISTRY}/api/mlflow/artifacts/1/a%20b/c?ids=1&ids=2`,
      headers: { 'x-run': 'r' },
      body: undefined,
    });
  });

  it('sends a body with DELETE too', () => {
    const draft = {
      form: form([field({})], { method: 'DELETE' }),
      values: { 'body.x': 'v' },
      registry: REGISTRY,
    };
    expect(planRequest(draft)).toMatchObject({ method: 'DELETE', body: '{\n  "x": "v"\n}' });
  });

  it('takes the whole body as JSON when the reader writes it', () => {
    const draft = { form: form([]), values: {}, json: '{"y":1}', registry: REGISTRY };
    expect(planRequest(draft).body).toBe('{\n  "y": 1\n}');
  });
});

describe('curlOf', () => {
  it('is one command, quoted for a shell, without the key', () => {
    const request = {
      method: 'POST',
      url: `${REGISTRY}/x`,
      headers: { 'Content-Type': 'application/json' },
      body: `{"a":"it's"}`,
    };
    expect(curlOf(request, true)).toBe(
      `curl -X POST '${REGISTRY}/x' \\\n  -H "Authorization: Bearer $MLFLOW_TRACKING_TOKEN" \\\n  -H 'Content-Type: application/json' \\\n  -d '{"a":"it'\\''s"}'`,
    );
  });
});
