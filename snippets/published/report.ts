/** The published report: what became of each block of the guide when the snippets last ran. Committed, so no times in it. */
import * as z from 'zod';

/** Where the report is, from the project's root. */
export const PUBLISHED_PATH = 'snippets/published/snippets.json';

/** The command that renews it. */
export const RENEW_COMMAND = 'npm run snippets -- --write';

/**
 * `run`: ran to its end, on its own or as a file that another block runs. `checked`: compared with what was printed, or
 * parsed. `written`: a file of another language that the page's code reads. `shown`: nothing to run or check. `notRun`:
 * for the reason given.
 */
export const Outcome = z.enum(['run', 'checked', 'written', 'shown', 'notRun']);

export const PublishedBlock = z.strictObject({
  /** Id of the block on its page. */
  anchor: z.string(),
  /** Fingerprint of what readers see (`identity.ts`). */
  identity: z.string(),
  language: z.string(),
  title: z.string().optional(),
  /** Whether it shows what another block printed. */
  output: z.boolean().optional(),
  outcome: Outcome,
  /** Why it is not run. */
  reason: z.string().optional(),
});

export const PublishedPage = z.strictObject({
  /** Path in the guide without its extension, such as `tracking/runs`. */
  page: z.string(),
  blocks: z.array(PublishedBlock),
});

export const PublishedReport = z.strictObject({
  version: z.literal(1),
  /** Versions of the server behind the registry, and of the client that the pages used. */
  mlflow: z.strictObject({ server: z.string(), client: z.string() }),
  /** Fingerprint of what the blocks ran with, besides the pages themselves. */
  inputs: z.string(),
  /** All pages of the guide, sorted. */
  pages: z.array(PublishedPage),
});

export type Outcome = z.infer<typeof Outcome>;
export type PublishedBlock = z.infer<typeof PublishedBlock>;
export type PublishedPage = z.infer<typeof PublishedPage>;
export type PublishedReport = z.infer<typeof PublishedReport>;

/**
 * Reads a report.
 *
 * @param text the file's text
 * @throws Error when it is no report
 */
export function parsePublished(text: string): PublishedReport {
  try {
    return PublishedReport.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(`${PUBLISHED_PATH} is not a report. Renew it: ${RENEW_COMMAND}`, { cause: error });
  }
}

/** What differs between the committed report and a new one: one line for each page, none when they agree. */
export function differences(committed: PublishedReport, fresh: PublishedReport): string[] {
  const versions =
    JSON.stringify(committed.mlflow) === JSON.stringify(fresh.mlflow) ? [] : ['MLflow’s version'];
  if (committed.inputs !== fresh.inputs) versions.push('the programs, packages, or stack');
  const before = new Map(committed.pages.map((page) => [page.page, page]));
  const after = new Map(fresh.pages.map((page) => [page.page, page]));
  const pages = [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((page) => {
    const [old, now] = [before.get(page), after.get(page)];
    if (old === undefined) return [`${page}: not in the report`];
    if (now === undefined) return [`${page}: no longer a page`];
    const changed = now.blocks.filter(
      (block, index) => JSON.stringify(block) !== JSON.stringify(old.blocks[index]),
    );
    if (changed.length > 0) return [`${page}: ${changed.map(({ anchor }) => anchor).join(', ')}`];
    return old.blocks.length === now.blocks.length ? [] : [`${page}: fewer blocks`];
  });
  return [...versions, ...pages];
}
