/** The sign of a state: a shape of its own for each, so that color is never the only difference. */
import type { SignName } from './words.ts';

const CIRCLE = 'M8 1.5a6.5 6.5 0 1 0 .01 0Z';

/** What is filled, and what is drawn on it, on a grid of 16 by 16. Nothing is filled where nothing is known. */
const SHAPES: Readonly<Record<SignName, readonly [filled: string, drawn: string]>> = {
  checking: ['', CIRCLE],
  pass: [CIRCLE, 'm5 8.2 2.1 2.1L11 6'],
  warn: ['M8 1.5 15 14H1Z', 'M8 6v3.6M8 11.8v.2'],
  fail: ['M5 1h6l4 4v6l-4 4H5l-4-4V5Z', 'm5.5 5.5 5 5m0-5-5 5'],
  maintenance: ['M2 2h12v12H2Z', 'M6 5v6M10 5v6'],
  'no-report': ['', `${CIRCLE}M6 6.5a2 2 0 1 1 2 2v1M8 11.6v.2`],
  unreachable: ['', `${CIRCLE}M4 12l8-8`],
  offline: ['', 'M1.5 6a9 9 0 0 1 13 0M8 12v.2M3 14 13 2'],
};

function svg(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/** Draws a sign. It stands next to a word that says the same, and is hidden from screen readers. */
export function drawSign(name: SignName): SVGElement {
  const [filled, drawn] = SHAPES[name];
  const sign = svg('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true', part: 'sign', 'data-tone': name });
  sign.append(svg('path', { d: filled }), svg('path', { d: drawn, class: filled && 'cut' }));
  return sign;
}
