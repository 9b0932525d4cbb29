/** Where a reader reports a problem with a page. */
import { REPOSITORY_URL, SUPPORT_EMAIL } from '../../endpoint.ts';

export interface Problem {
  /** Path of the page. */
  page: string;
  /** Of these docs. */
  version: string;
}

/**
 * Address of a new issue, or of a mail to support while the repository has no public address. What it carries is the page
 * and the version, and nothing of the reader: no query, no settings, no browser.
 *
 * @param repository `https://host/owner/name`, or empty
 */
export function reportAddress({ page, version }: Problem, repository: string = REPOSITORY_URL): string {
  const title = `Problem on ${page}`;
  const body = `Page: ${page}\nVersion of the docs: ${version}\n\n`;
  const fields = (subject: string) =>
    `${subject}=${encodeURIComponent(title)}&body=${encodeURIComponent(body)}`;
  return repository === ''
    ? `mailto:${SUPPORT_EMAIL}?${fields('subject')}`
    : `${repository}/issues/new?${fields('title')}`;
}
