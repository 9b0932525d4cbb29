/**
 * Where a reader edits a page: the base that Docusaurus puts before a page's path.
 *
 * @param repository `https://host/owner/name`, or empty while the repository has no public address
 * @returns undefined when there is no address, so that pages show no link
 * @throws Error when the address can't be one
 */
export function editUrl(repository: string): string | undefined {
  if (repository === '') return undefined;
  if (!/^https:\/\/[^/]+(\/[^/]+)+$/.test(repository))
    throw new Error(
      `REPOSITORY_URL in endpoint.ts is "${repository}". Write https://host/owner/name, without a slash at the end.`,
    );
  return `${repository}/edit/main/`;
}
