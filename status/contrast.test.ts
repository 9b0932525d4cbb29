// Holds the colours of the states against every ground that the site puts them on, in both themes.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { STYLE } from './style.ts';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const site = read('../src/css/custom.css');

/** What WCAG 2.2 asks of text; signs would need 3. https://www.w3.org/TR/WCAG22/#contrast-minimum */
const MINIMUM = 4.5;

const WHITE = '#ffffff';
const DARK_GROUNDS = ['--ifm-background-color', '--ifm-background-surface-color'].map((name) =>
  colorOf(name, blockAfter('[data-theme="dark"] {', site)),
);

const TONES = ['pass', 'warn', 'fail', 'maintenance'] as const;

describe.each(TONES)('the colour of %s', (tone) => {
  it('stands out in the light theme', () => {
    expect(contrast(toneOf(tone, 'light'), WHITE)).toBeGreaterThanOrEqual(MINIMUM);
  });

  it.each(DARK_GROUNDS)('stands out in the dark theme on %s', (ground) => {
    expect(contrast(toneOf(tone, 'dark'), ground)).toBeGreaterThanOrEqual(MINIMUM);
  });
});

it('computes the ratios that WCAG gives as examples', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

function toneOf(tone: (typeof TONES)[number], theme: 'light' | 'dark'): string {
  const colors = new RegExp(`status-${tone},light-dark\\((#\\w{6}),(#\\w{6})\\)`).exec(STYLE);
  const color = colors?.[theme === 'light' ? 1 : 2];
  if (color === undefined) throw new Error(`The style has no tone ${tone}.`);
  return color;
}

function blockAfter(selector: string, css: string): string {
  const start = css.indexOf(selector);
  if (start < 0) throw new Error(`No rule ${selector.trim()} in the style sheet.`);
  return css.slice(start, css.indexOf('}', start));
}

function colorOf(property: string, block: string): string {
  const color = new RegExp(`${property}: (#[0-9a-f]{6});`).exec(block)?.[1];
  if (color === undefined) throw new Error(`${property} is no six-digit colour in: ${block}`);
  return color;
}

/** @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
