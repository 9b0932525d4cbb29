import { describe, expect, it } from 'vitest';
import { covering, shapesOf } from './shapes.ts';

const page = (main: string) => `<body><nav class="n"></nav><main>${main}</main></body>`;

describe('shapes', () => {
  it('are elements of the main part with the one before', () => {
    expect([...shapesOf(page('<ul class="r-fields"><li id="a"><code>x</code></li></ul>'))]).toEqual([
      ' > main ',
      'main  > ul r-fields',
      'ul r-fields > li ',
      'li  > code ',
    ]);
  });

  it('are known by their class, with quotes and without', () => {
    expect(shapesOf(page('<b class=m-get>'))).toEqual(shapesOf(page('<b class="m-get">')));
  });

  it('are the same for other words', () => {
    expect(shapesOf(page('<h1>Create a run</h1>'))).toEqual(shapesOf(page('<h1>Get a run</h1>')));
  });
});

describe('covering', () => {
  it('leaves out pages that add nothing', () => {
    const shapes = new Map([
      ['small', new Set(['a'])],
      ['large', new Set(['a', 'b', 'c'])],
      ['odd', new Set(['a', 'd'])],
    ]);
    expect(covering(shapes)).toEqual(['large', 'odd']);
  });
});
