/** Titles and addresses of guide pages by their path in the guide. For components that stand on a guide page themselves. */
import { useDocsData, useDocsVersion } from '@docusaurus/plugin-content-docs/client';

export interface FoundPage {
  title: string;
  /** Path from the site's root. */
  path: string;
}

export function useFindPage(): (page: string) => FoundPage {
  const { docs } = useDocsVersion();
  const paths = new Map(useDocsData(undefined).versions[0]?.docs.map(({ id, path }) => [id, path]));
  return (page) => ({ title: docs[page]?.title ?? page, path: paths.get(page) ?? '/docs/' });
}
