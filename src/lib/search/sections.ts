/** The parts of the site that search covers; a result is labelled with its own. */

export interface Section {
  /** How the path of every page in it begins. */
  path: string;
  label: string;
  /** How much its words count, from 0 to 10. */
  weight: number;
}

/** There are 200 reference pages, and few guide pages, which say how things belong together. */
const REFERENCE_WEIGHT = 0.5;

/** The first whose path fits is a page's section. */
export const SECTIONS: readonly Section[] = [
  { path: '/docs/', label: 'Guide', weight: 1 },
  { path: '/api/mlflow/', label: 'MLflow REST API', weight: REFERENCE_WEIGHT },
  { path: '/api/health/', label: 'Health API', weight: REFERENCE_WEIGHT },
  { path: '/api/', label: 'API reference', weight: REFERENCE_WEIGHT },
  { path: '/status/', label: 'Status', weight: 1 },
];

/** @returns the section that a path of the site is in; undefined when search does not cover it. */
export function sectionOf(path: string): Section | undefined {
  return SECTIONS.find((section) => path.startsWith(section.path));
}
