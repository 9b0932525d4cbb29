import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { stateWords } from '../contract/names.ts';
import {
  type BadgeState,
  badgeJson,
  badgeState,
  badgeSvg,
  stateBadge,
  textWidth,
  uptimeBadge,
  wordsOf,
} from './badge.ts';
import { statuspage } from './statuspage.ts';

const states: readonly BadgeState[] = ['pass', 'warn', 'fail', 'unknown'];

function parsed(state: BadgeState): SVGSVGElement {
  const svg = new DOMParser()
    .parseFromString(badgeSvg(stateBadge(state)), 'image/svg+xml')
    .querySelector('svg');
  if (svg === null) throw new TypeError('not an SVG');
  return svg;
}

/** WCAG 2.2 contrast of a fill with white. */
function contrastWithWhite(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

describe('badge.svg', () => {
  it.each(states)('says %s to eyes and to screen readers alike', (state) => {
    const svg = parsed(state);
    const words = [...svg.querySelectorAll('text')].map((text) => text.textContent);
    expect(words).toEqual(['MLflow', stateWords[state].toLowerCase()]);
    expect(svg.getAttribute('role')).toBe('img');
    expect(svg.getAttribute('aria-label')).toBe(words.join(': '));
    expect(svg.querySelector('title')?.textContent).toBe(words.join(': '));
  });

  it.each(states)('keeps the text of %s inside its boxes', (state) => {
    const svg = parsed(state);
    const [left, right] = [...svg.querySelectorAll('g > rect')].map((rect) => ({
      x: Number(rect.getAttribute('x') ?? 0),
      width: Number(rect.getAttribute('width')),
    }));
    const [label, message] = [...svg.querySelectorAll('text')].map((text) => ({
      x: Number(text.getAttribute('x')),
      width: Number(text.getAttribute('textLength')),
    }));
    if (!left || !right || !label || !message) throw new TypeError('two boxes and two texts');
    expect(label.x).toBeGreaterThan(left.x);
    expect(label.x + label.width).toBeLessThan(left.width);
    expect(message.x).toBeGreaterThan(right.x);
    expect(message.x + message.width).toBeLessThan(right.x + right.width);
    expect(right.x + right.width).toBe(Number(svg.getAttribute('width')));
  });

  it.each(states)('has text of 4.5:1 on every ground of %s', (state) => {
    const svgs = [badgeSvg(stateBadge(state)), badgeSvg(stateBadge(state, true))];
    const grounds = svgs.join('').match(/(?<=fill:)#[\da-f]{6}/g) ?? [];
    expect(grounds).toHaveLength(8);
    for (const ground of grounds) expect(contrastWithWhite(ground), ground).toBeGreaterThanOrEqual(4.5);
  });

  it('loads and runs nothing', () => {
    for (const state of states)
      expect(badgeSvg(stateBadge(state))).not.toMatch(/<script|href|url\((?!#)|@import|\son\w+=/);
  });
});

describe('the uptime badge', () => {
  it.each([
    [1, '100%', 'brightgreen'],
    [0.99999, '99.99%', 'brightgreen'],
    [0.9955, '99.55%', 'yellow'],
    [0.5, '50.00%', 'red'],
    [undefined, 'unknown', 'lightgrey'],
  ])('says of %s: %s', (availability, message, color) => {
    expect(badgeJson(uptimeBadge('30d', availability))).toMatchObject({
      label: 'uptime 30d',
      message,
      color,
    });
  });
});

describe('the word of a state', () => {
  const page = readFileSync(
    path.join(import.meta.dirname, '..', '..', 'docs', 'guide', 'operate', 'health.mdx'),
    'utf8',
  );

  it.each(['pass', 'warn', 'fail'] as const)(
    '%s is one in badges, for status pages and in the guide',
    (state) => {
      const word = stateWords[state];
      expect(badgeJson(stateBadge(state)).message).toBe(word.toLowerCase());
      expect(statuspage(state, false, new Date(0), 'https://docs.example/').status.description).toBe(word);
      expect(page).toMatch(new RegExp(`\\| \`${state}\` \\| \\d+ \\| ${word} \\|`));
    },
  );
});

describe('while a maintenance window is open', () => {
  it.each(states)('the badge says so, and %s beside it', (state) => {
    const badge = badgeJson(stateBadge(state, true));
    expect(badge).toMatchObject({
      message: `maintenance, ${stateWords[state].toLowerCase()}`,
      color: 'blue',
      isError: false,
    });
    expect(badgeSvg(stateBadge(state, true))).toContain(`aria-label="MLflow: ${badge.message}"`);
  });

  it('status-page tools hear of maintenance, and the state in words', () => {
    expect(statuspage('fail', true, new Date(0), 'https://docs.example/').status).toEqual({
      indicator: 'maintenance',
      description: 'Maintenance, failing',
    });
  });
});

describe('badge words', () => {
  it('are unknown, neither up nor down, when the report cannot be believed', () => {
    expect(badgeState('fail', 'stale')).toBe('unknown');
    expect(badgeState('fail', 'starting')).toBe('unknown');
    expect(badgeState('fail', 'live')).toBe('fail');
  });

  it('are what shields.io takes', () => {
    expect(badgeJson(stateBadge('warn'))).toEqual({
      schemaVersion: 1,
      label: 'MLflow',
      message: 'degraded',
      color: 'yellow',
      isError: false,
    });
  });

  it('have a width for every letter they use', () => {
    const letters = [
      ...'MLflow',
      ...'uptime 0123456789dh.%',
      ...states.flatMap((state) => [...wordsOf(state, true).toLowerCase()]),
    ];
    for (const letter of letters) expect(textWidth(letter), letter).toBeLessThan(10.88);
  });
});
