/**
 * Links between guide pages and operations, as `plugins/operationLinks` puts them into the front matter of a page when
 * the site is built. Docusaurus gives front matter to a page without a type, so it is looked at before it is used.
 */

/** An operation that a guide page uses. */
export interface OperationLink {
  /** HTTP method in capitals. */
  method: string;
  /** Path in the OpenAPI document, with `{name}` for its parameters. */
  path: string;
  summary: string;
  /** Path of its page. */
  to: string;
}

/** A guide page that uses an operation. */
export interface GuideLink {
  title: string;
  /** Path of the page. */
  to: string;
}

/** The operations of a guide page; empty when it names none. */
export function readOperationLinks({ operations }: Readonly<Record<string, unknown>>): OperationLink[] {
  return Array.isArray(operations) ? operations.filter(isOperationLink) : [];
}

/** The guide pages of an operation; empty when none uses it. */
export function readGuideLinks({ guides }: Readonly<Record<string, unknown>>): GuideLink[] {
  return Array.isArray(guides) ? guides.filter(isGuideLink) : [];
}

function isOperationLink(value: unknown): value is OperationLink {
  return hasTexts(value, 'method', 'path', 'summary', 'to');
}

function isGuideLink(value: unknown): value is GuideLink {
  return hasTexts(value, 'title', 'to');
}

function hasTexts(value: unknown, ...names: string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const entries = new Map<string, unknown>(Object.entries(value));
  return names.every((name) => typeof entries.get(name) === 'string');
}
