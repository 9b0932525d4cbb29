/** Is a document good OpenAPI? All rules of Spectral's `oas` set decide, examples against their schemas included. */
import spectral from '@stoplight/spectral-core';
import { oas } from '@stoplight/spectral-rulesets';
import type { Problem } from '../generate/problems.ts';

/** Rules of Spectral that do not fit, and why. */
const OFF = {
  // A licence has a URL or an SPDX identifier, never both (OpenAPI 3.1, "License Object"); ours has the identifier.
  'license-url': 'off',
  // Tags stand in the order in which a reader meets them.
  'openapi-tags-alphabetical': 'off',
} as const;

/**
 * What Spectral finds, from errors to hints.
 * @param text the document, in YAML
 * @param shown its name in the problems
 */
export async function checkSpectral(text: string, shown: string): Promise<Problem[]> {
  const linter = new spectral.Spectral();
  linter.setRuleset(new spectral.Ruleset({ extends: [[oas, 'all']], rules: OFF }));
  const findings = await linter.run(text);
  return findings.map(({ code, message, path, range }) => ({
    file: shown,
    line: range.start.line + 1,
    message: `#/${path.join('/')}: ${message} (Spectral: ${code})`,
  }));
}
