/** Where the site publishes the status element. */

/** Where the element always is. Its versioned address has a hash of its content, and never changes or goes away. */
export const STABLE_PATH = '/status.js';
/** Addresses and hashes of the newest build, for tools. */
export const MANIFEST_PATH = '/status.json';
export const VERSIONED_FOLDER = '/assets/status';

/** A file as the site publishes it. */
export interface ElementFile {
  /** Versioned, from the top of the site. */
  path: string;
  text: string;
  /** As a page names it in `integrity`. */
  integrity: string;
}

export interface StatusElement {
  element: ElementFile;
  panel: ElementFile;
}
