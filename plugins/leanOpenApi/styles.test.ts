import { describe, expect, it } from 'vitest';
import { withStylesheet } from './styles.ts';

describe('withStylesheet', () => {
  it.each([
    '<link rel=stylesheet href=/assets/css/styles.0a1b.css />',
    '<link rel="stylesheet" href="/assets/css/styles.0a1b.css">',
  ])('adds the stylesheet after %s, from the same folder', (site) => {
    expect(withStylesheet(`<head>${site}<title>Runs</title>`, 'reference.2c.css', 'runs.html')).toBe(
      `<head>${site}<link rel=stylesheet href=/assets/css/reference.2c.css /><title>Runs</title>`,
    );
  });

  it('names the page that has no stylesheet of the site', () => {
    expect(() => withStylesheet('<head>', 'reference.2c.css', 'runs.html')).toThrow(/runs\.html/);
  });
});
