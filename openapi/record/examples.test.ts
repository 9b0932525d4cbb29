import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EXAMPLES, sources } from '../generate/files.ts';
import { examplesFile } from './examples.ts';

describe('files of examples', () => {
  it.each([
    ['Runs', 'runs.json'],
    ['Metrics and params', 'metrics-and-params.json'],
    ['Traces, older API', 'traces-older-api.json'],
  ])('are named after their tag: %s is in %s', (tag, file) => {
    expect(examplesFile(tag)).toBe(file);
  });

  it('are one for each tag', () => {
    const named = sources().descriptions.tags.map(({ name }) => examplesFile(name));
    expect(readdirSync(EXAMPLES).sort()).toEqual(named.sort());
  });
});
