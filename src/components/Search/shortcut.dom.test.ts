import { beforeEach, describe, expect, it } from 'vitest';
import { hasCommandKey, opensSearch } from './shortcut.ts';

beforeEach(() => document.body.replaceChildren());

/** Presses a key in an element, and tells whether that opens the search. */
function opens(
  init: KeyboardEventInit,
  { commandKey = false, inside = 'div', editable = false } = {},
): boolean {
  const element = document.createElement(inside);
  // jsdom does not know the property.
  if (editable) Object.defineProperty(element, 'isContentEditable', { value: true });
  document.body.append(element);
  let answer = false;
  element.addEventListener('keydown', (event) => {
    answer = opensSearch(event, commandKey);
  });
  element.dispatchEvent(new KeyboardEvent('keydown', init));
  return answer;
}

describe('hasCommandKey', () => {
  it.each([
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', true],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)', true],
    ['Mozilla/5.0 (X11; Linux x86_64)', false],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64)', false],
  ])('of %s is %s', (userAgent, answer) => {
    expect(hasCommandKey(userAgent)).toBe(answer);
  });
});

describe('opensSearch', () => {
  it('takes the modifier of the platform with K', () => {
    expect(opens({ key: 'k', ctrlKey: true })).toBe(true);
    expect(opens({ key: 'K', ctrlKey: true })).toBe(true);
    expect(opens({ key: 'k', metaKey: true }, { commandKey: true })).toBe(true);
    expect(opens({ key: 'k', ctrlKey: true }, { commandKey: true })).toBe(false);
    expect(opens({ key: 'k', metaKey: true })).toBe(false);
    expect(opens({ key: 'k' })).toBe(false);
    expect(opens({ key: 'k', ctrlKey: true, shiftKey: true })).toBe(false);
  });

  it('takes the modifier with K also while something is typed', () => {
    expect(opens({ key: 'k', ctrlKey: true }, { inside: 'input' })).toBe(true);
  });

  it('takes the slash where nothing is typed', () => {
    expect(opens({ key: '/' })).toBe(true);
    expect(opens({ key: '/', ctrlKey: true })).toBe(false);
    for (const inside of ['input', 'textarea', 'select']) expect(opens({ key: '/' }, { inside })).toBe(false);
    expect(opens({ key: '/' }, { editable: true })).toBe(false);
  });
});
