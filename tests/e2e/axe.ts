/** Accessibility of a page as axe sees it. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import * as z from 'zod';

const resultSchema = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
});

/**
 * What axe finds, each with its element.
 *
 * @param part selector of what is looked at
 * @param rules ids of the rules to hold it against; all when left out
 */
export async function axeViolations(page: Page, part: string, rules?: readonly string[]): Promise<string[]> {
  // A theme fades in: colors count when they stay.
  await page.evaluate(async () => {
    const fading = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(fading.map(({ finished }) => finished));
  });
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe.source);
  const options = { resultTypes: ['violations'], ...(rules && { runOnly: rules }) };
  const result = await page.evaluate(`axe.run(${JSON.stringify(part)}, ${JSON.stringify(options)})`);
  const { violations } = resultSchema.parse(result);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
