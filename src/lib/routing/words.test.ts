import { describe, expect, it } from 'vitest';
import { routes } from './data.ts';
import { ask, DEFAULT_QUESTION } from './question.ts';
import { outcomeWords, spokenDecision, targetWords } from './words.ts';

describe('words', () => {
  it('name the targets as their descriptions do', () => {
    expect(targetWords(routes, 'api')).toBe('the API service');
    expect(targetWords(routes, 'health')).toBe('the health service');
  });

  it('fall back to the name of a target that is not described so', () => {
    expect(targetWords(routes, 'other')).toBe('target other');
    const targets = { other: { description: 'Something else.' } };
    expect(targetWords({ ...routes, targets }, 'other')).toBe('target other');
  });

  it('say the shares of a weighted forward', () => {
    const targets = [
      { target: 'api', weight: 3 },
      { target: 'health', weight: 1 },
    ];
    expect(outcomeWords(routes, { kind: 'forward', targets })).toBe(
      'goes to the API service (75%) or the health service (25%)',
    );
  });

  it('say where a redirect leads', () => {
    const answer = ask(routes, { ...DEFAULT_QUESTION, scheme: 'http', target: '/a' });
    expect(answer.ok && spokenDecision(routes, 'It', answer.decision)).toBe(
      'It is redirected (301) to https://registry.hokus.ai:443/a. Rule http-redirect takes it.',
    );
  });
});
