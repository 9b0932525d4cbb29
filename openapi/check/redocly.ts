/** Is a document valid OpenAPI? Redocly's recommended rules decide. */
import { createConfig, getLineColLocation, lint } from '@redocly/openapi-core';
import type { Problem } from '../generate/problems.ts';

/** Rules of Redocly that do not fit, and why. */
const OFF = {
  // The second server is the reader's own local stack.
  'no-server-example.com': 'off',
} as const;

/**
 * What Redocly finds, errors and warnings alike.
 * @param file path of the document
 * @param shown its name in the problems
 */
export async function checkRedocly(file: string, shown: string): Promise<Problem[]> {
  const config = await createConfig({ extends: ['recommended'], rules: OFF });
  const findings = await lint({ ref: file, config });
  return findings.map(({ ruleId, message, location: [place] }) => ({
    file: shown,
    ...(place === undefined ? {} : { line: getLineColLocation(place).start.line }),
    message: `${place?.pointer ?? ''}: ${message} (Redocly: ${ruleId})`,
  }));
}
