/** Accessibility of a page as axe sees it. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import * as z from 'zod';

/** Rules that look at colors, which a theme can break. */
const COLOR_RULES = ['color-contrast', 'link-in-text-block'];

/** What axe looks at: all of it, or what themes can change, or what they cannot. */
type Aspect = 'all' | 'colors' | 'structure';

const OPTIONS: Readonly<Record<Aspect, object>> = {
  all: {},
  colors: { runOnly: { type: 'rule', values: COLOR_RULES } },
  structure: { rules: Object.fromEntries(COLOR_RULES.map((rule) => [rule, { enabled: false }])) },
};

const resultSchema = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
});

/**
 * Loads axe into a page.
 *
 * @param part selector of what is looked at
 * @returns what runs it, and tells what it finds, each with its element
 */
export async function axeRunner(page: Page, part: string): Promise<(aspect: Aspect) => Promise<string[]>> {
  await page.evaluate(axe.source);
  return async (aspect) => {
    const options = { ...OPTIONS[aspect], resultTypes: ['violations'] };
    const result = await page.evaluate(`axe.run(${JSON.stringify(part)}, ${JSON.stringify(options)})`);
    const { violations } = resultSchema.parse(result);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  };
}

/**
 * What axe finds, each with its element.
 *
 * @param part selector of what is looked at
 */
export async function axeViolations(page: Page, part: string): Promise<string[]> {
  const run = await axeRunner(page, part);
  return run('all');
}
