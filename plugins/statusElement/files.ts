/** Where the site publishes the status element. */
import type { PublishedFile } from '../bundle/publish.ts';

/** Where the element always is. Its versioned address has a hash of its content, and never changes or goes away. */
export const STABLE_PATH = '/status.js';
/** Addresses and hashes of the newest build, for tools. */
export const MANIFEST_PATH = '/status.json';
export const VERSIONED_FOLDER = '/assets/status';

/** At its versioned address. */
export interface ElementFile extends PublishedFile {
  /** As a page names it in `integrity`. */
  integrity: string;
}

export interface StatusElement {
  element: ElementFile;
  panel: ElementFile;
}
