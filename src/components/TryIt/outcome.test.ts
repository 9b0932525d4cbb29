import { describe, expect, it } from 'vitest';
import { outcomeOf } from './outcome.ts';

describe('outcomeOf', () => {
  it('is idle before the first request, and after the answer is cleared', () => {
    expect(outcomeOf({})).toEqual({ state: 'idle' });
  });

  it('is sending while the theme waits, also with the status of the answer before', () => {
    expect(outcomeOf({ value: 'Fetching...' })).toEqual({ state: 'sending' });
    expect(outcomeOf({ value: 'Fetching...', code: 200 })).toEqual({ state: 'sending' });
  });

  it('is answered with a status, also when the body is empty', () => {
    expect(outcomeOf({ value: '', code: 204 })).toEqual({ state: 'answered', status: '204' });
  });

  it('has failed when there is a message and no status', () => {
    expect(outcomeOf({ value: 'Unable to reach the server.' })).toEqual({ state: 'failed' });
  });
});
