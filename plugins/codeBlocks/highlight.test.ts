import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { PLACEHOLDER_KEY, REGISTRY_ORIGIN, TRACKING_URI } from '../../endpoint.ts';
import { highlight } from './highlight.ts';

function places(html: string): [setting: string | undefined, text: string][] {
  const $ = load(html);
  return $('[data-setting]')
    .toArray()
    .map((place) => [$(place).attr('data-setting'), $(place).text()]);
}

const BOTH = [
  ['origin', REGISTRY_ORIGIN],
  ['key', PLACEHOLDER_KEY],
];

describe('highlight', () => {
  it.each([
    ['bash', `export A=${TRACKING_URI}\nexport B="${PLACEHOLDER_KEY}"`],
    ['python', `a = "${TRACKING_URI}"  # not ${PLACEHOLDER_KEY}`],
    ['ts', `fetch(\`${TRACKING_URI}/x\`, { key: '${PLACEHOLDER_KEY}' });`],
    ['json', `{ "a": "${TRACKING_URI}", "b": "${PLACEHOLDER_KEY}" }`],
    ['yaml', `a: ${TRACKING_URI}\nb: ${PLACEHOLDER_KEY}`],
    ['dotenv', `A=${TRACKING_URI}\nB=${PLACEHOLDER_KEY}`],
    ['dockerfile', `ENV A=${TRACKING_URI} \\\n    B=${PLACEHOLDER_KEY}`],
    ['powershell', `$env:A = "${TRACKING_URI}"\n$env:B = "${PLACEHOLDER_KEY}"`],
    ['cmd', `set "A=${TRACKING_URI}"\nset "B=${PLACEHOLDER_KEY}"`],
    ['text', `connected to ${REGISTRY_ORIGIN}.\n${PLACEHOLDER_KEY}`],
  ])('marks origin and key in %s, and changes no character', (language, code) => {
    const { text } = highlight(code, language);
    expect(places(text)).toEqual(BOTH);
    expect(load(text).text()).toBe(code);
  });

  it('leaves longer host names and keys alone', () => {
    const code = `${REGISTRY_ORIGIN}.example ${REGISTRY_ORIGIN}:8443 ${PLACEHOLDER_KEY}_2`;
    expect(places(highlight(code, 'text').text)).toEqual([]);
  });

  it('gives up the colors of a block rather than a place', () => {
    const code = `{ "a": 1, ${PLACEHOLDER_KEY}: 2 }\n// ${TRACKING_URI}`;
    for (const language of ['json', 'ini', 'html', 'markdown', 'yaml'])
      expect(places(highlight(code, language).text), language).toHaveLength(2);
  });

  it('lets an address wrap where it is asked to', () => {
    const { text } = highlight(`"${TRACKING_URI}/x"`, 'python', { breakable: true });
    expect(text).toContain('</span><wbr>/api<wbr>/mlflow<wbr>/x');
    expect(highlight(`"${TRACKING_URI}/x"`, 'python').text).not.toContain('<wbr>');
  });

  it('escapes what is HTML', () => {
    expect(load(highlight('<script>', 'text').text).text()).toBe('<script>');
  });
});
