/** How front matter is read: Docusaurus' own way, and then what the site adds. */
import { knownPages, linkPages } from '../plugins/reference/frontMatter.ts';

export const parseFrontMatter = linkPages(knownPages('.'));
