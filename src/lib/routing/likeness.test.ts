import { describe, expect, it } from 'vitest';
import { likeness } from './likeness.ts';

describe('likeness', () => {
  it('keeps what follows, and a slash at the end', () => {
    expect(likeness('/api/mlflow', '/API/mlflw/Runs/')).toEqual({ path: '/api/mlflow/Runs/', distance: 1 });
  });

  it('is none for words that no slip explains', () => {
    expect(likeness('/api/mlflow', '/api/models')).toBeNull();
    expect(likeness('/api', '/app2')).toBeNull();
  });

  it('does not compare long texts letter by letter', () => {
    expect(likeness('/mlflow', `/${'x'.repeat(1_000_000)}`)).toBeNull();
  });
});
