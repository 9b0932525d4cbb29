import { expect, it } from 'vitest';
import { withoutStyleAttributes } from './styleAttributes.ts';

it('takes out what the stylesheet does anyway', () => {
  expect(
    withoutStyleAttributes('<svg style="display: none;"><b class=token style=display:inline-block>'),
  ).toBe('<svg><b class=token>');
});

it('names one that the browser would ignore', () => {
  expect(() => withoutStyleAttributes('<p>ok</p><p id=a style="color:red">')).toThrow(
    'The Content-Security-Policy forbids this style attribute: <p id=a style="color:red">',
  );
});

it('leaves code alone that speaks of one', () => {
  expect(withoutStyleAttributes('<code>&lt;p style=x&gt;</code>')).toBe('<code>&lt;p style=x&gt;</code>');
});
