/** The parts of the site that search covers; a result is labelled with its own. */

export interface Section {
  /** How the path of every page in it begins. */
  path: string;
  label: string;
  /** How much its pages count beside others. */
  weight: number;
  /** What of a page is searched: each part below a heading on its own, the page as one, or its title and description. */
  grain: 'parts' | 'page' | 'title';
}

/** There are 250 reference pages, and few guide pages, which say how things belong together. */
const REFERENCE = { weight: 0.7, grain: 'page' } as const;

/** Tables of all that was tested name every page and operation, and answer no question about one. */
const REPORT = { label: 'Report', weight: 0.4, grain: 'title' } as const;

/** The first whose path fits is a page's section. */
export const SECTIONS: readonly Section[] = [
  { path: '/docs/reference/snippets/', ...REPORT },
  { path: '/api/coverage/', ...REPORT },
  { path: '/docs/reference/changelog/', label: 'Changelog', weight: 0.5, grain: 'parts' },
  { path: '/docs/operate/', label: 'Operate', weight: 0.85, grain: 'parts' },
  { path: '/docs/', label: 'Guide', weight: 1, grain: 'parts' },
  { path: '/api/mlflow/', label: 'MLflow REST API', ...REFERENCE },
  { path: '/api/health/', label: 'Health API', ...REFERENCE },
  { path: '/api/', label: 'API reference', weight: 0.8, grain: 'parts' },
  { path: '/status/', label: 'Status', weight: 1, grain: 'parts' },
];

/** @returns the section that a path of the site is in; undefined when search does not cover it. */
export function sectionOf(path: string): Section | undefined {
  return SECTIONS.find((section) => path.startsWith(section.path));
}
