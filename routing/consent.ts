/** Files in which somebody agrees to the effects of a plan, or ignores findings, each with a reason. */
import * as z from 'zod';
import type { Finding } from './lint/finding.ts';
import { checkShape, displayName, readJson } from './load.ts';

const why = z.string().trim().min(1).describe('Who wants this, and why.');

/** Agreed effects: `routes gate --consent` writes such a file for a plan. */
export const consentSchema = z.strictObject({
  version: z.literal(1),
  accept: z.array(z.strictObject({ effect: z.string(), why })),
});

export type Consent = z.infer<typeof consentSchema>;

/**
 * Reads the effects that somebody agreed to.
 *
 * @throws RoutingError when the file cannot be read, is not JSON, or has another shape.
 */
export async function loadConsent(file: string): Promise<Set<string>> {
  const hint = 'Write one with: routes gate PLAN.json --consent > FILE, and fill in each why.';
  const { accept } = checkShape(consentSchema, await readJson(file), displayName(file), hint);
  return new Set(accept.map(({ effect }) => effect));
}

const ignoreSchema = z.strictObject({
  version: z.literal(1),
  ignore: z.array(
    z.strictObject({
      code: z.string(),
      rules: z
        .array(z.string())
        .optional()
        .describe('The rules of the finding, in its order; any when left out.'),
      reason: z.string().trim().min(1),
    }),
  ),
});

/** What our own table is forgiven. */
export const IGNORE_FILE = new URL('./ignore.json', import.meta.url);

export type Ignored = z.infer<typeof ignoreSchema>['ignore'];

/**
 * Reads which findings are ignored.
 *
 * @throws RoutingError when the file cannot be read, is not JSON, or has another shape.
 */
export async function loadIgnored(file: string | URL): Promise<Ignored> {
  const hint = 'Expected {"version": 1, "ignore": [{"code": "…", "rules": ["…"], "reason": "…"}]}.';
  return checkShape(ignoreSchema, await readJson(file), displayName(file), hint).ignore;
}

/** Takes out the findings that are ignored; entries that ignore nothing come back. */
export function withoutIgnored(findings: readonly Finding[], ignored: Ignored) {
  const fits = ({ code, rules }: Ignored[number], finding: Finding) =>
    code === finding.code && (rules === undefined || rules.join() === finding.rules.join());
  return {
    findings: findings.filter((finding) => !ignored.some((entry) => fits(entry, finding))),
    unused: ignored.filter((entry) => !findings.some((finding) => fits(entry, finding))),
  };
}
