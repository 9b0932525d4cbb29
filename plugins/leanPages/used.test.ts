import { expect, it } from 'vitest';
import { moduleClasses, namesInCode, namesInHtml } from './used.ts';

it('finds elements, classes, ids and attributes, quoted or not', () => {
  const names = namesInHtml('<html lang=en data-theme="dark"><a id=top class="menu__link b" hidden>x</a>');
  expect([...names]).toEqual(
    expect.arrayContaining(['html', 'data-theme', 'dark', 'a', 'top', 'menu__link', 'b', 'hidden']),
  );
});

it('takes no word of the text for a name', () => {
  expect(namesInHtml('<p title="a > b">badge</p><p>card</p>')).not.toContain('badge');
  expect(namesInHtml('<p title="a > b">badge</p><p>card</p>')).not.toContain('card');
});

it('finds what an inline script sets', () => {
  const script = '<script>root.setAttribute("data-theme-choice", x ? "dark" : "light")</script>';
  expect([...namesInHtml(script)]).toEqual(expect.arrayContaining(['data-theme-choice', 'dark']));
});

it('finds class names in code, also where several stand in one string', () => {
  expect([...namesInCode(`clsx('button button--sm', on && "on")`)]).toEqual(['button', 'button--sm', 'on']);
  expect([...namesInCode('<small id={help}>')]).toEqual(['small']);
  expect([...namesInCode('a.dataset.someState = b; a.ariaBusy = c;')]).toEqual([
    'data-some-state',
    'aria-busy',
  ]);
});

it('finds the classes of a CSS module in a script that holds all of it', () => {
  const css = '/* e.g. */ .form { background: url(a.svg) }\n:global(.dark) .form > .row { gap: 0.5em }';
  expect(moduleClasses(css, '{form:"form_a1-B",row:"row_x_0y"}')).toEqual(['form_a1-B', 'row_x_0y']);
  expect(moduleClasses(css, '{form:"form_zzzz",other:"other_1234"}')).toEqual([]);
});
