/** Is the document valid OpenAPI? Redocly's recommended rules decide. */
import { createConfig, lint } from '@redocly/openapi-core';

/** Messages of Redocly's errors and warnings, each with its place in the document. */
export async function checkValid(file: string): Promise<string[]> {
  const config = await createConfig({
    extends: ['recommended'],
    // The second server is the reader's own local stack.
    rules: { 'no-server-example.com': 'off' },
  });
  const findings = await lint({ ref: file, config });
  return findings.map(
    ({ ruleId, message, location }) => `${location[0]?.pointer ?? ''}: ${message} (${ruleId})`,
  );
}
