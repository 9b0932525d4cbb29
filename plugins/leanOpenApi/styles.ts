/** Links the stylesheet of the reference in its pages, so that they are never seen without it. */
import { glob, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { REFERENCE_CHUNK } from './chunks.ts';

/** The site's own stylesheet, in a page as Docusaurus writes it. */
const SITE_STYLES = /<link rel="?stylesheet"? href="?([^">]*\/)styles\.[^">]*\.css"?\s*\/?>/;

/**
 * Docusaurus links only the styles of the entry chunk in a page; those of a page's own chunks come with its scripts.
 *
 * @param outDir folder of the built site.
 * @param routeBasePath folder of the reference in it.
 * @throws Error when there is no stylesheet, or a page has no place for it.
 */
export async function linkReferenceStyles(outDir: string, routeBasePath: string): Promise<void> {
  const file = await stylesheet(outDir);
  for await (const page of glob(`${routeBasePath}/**/*.html`, { cwd: outDir })) {
    const target = path.join(outDir, page);
    await writeFile(target, withStylesheet(await readFile(target, 'utf8'), file, page));
  }
}

/** Name of the built stylesheet. */
async function stylesheet(outDir: string): Promise<string> {
  for await (const file of glob(`assets/css/${REFERENCE_CHUNK}.*.css`, { cwd: outDir }))
    return path.basename(file);
  throw new Error(
    `No stylesheet assets/css/${REFERENCE_CHUNK}.*.css in the build: has the chunk another name?`,
  );
}

/**
 * The page with a second stylesheet after the site's own.
 *
 * @throws Error when the page does not link the site's stylesheet.
 */
export function withStylesheet(html: string, file: string, page: string): string {
  const link = SITE_STYLES.exec(html);
  if (link === null)
    throw new Error(`${page} links no styles.*.css; the reference's styles have no place to go.`);
  const [tag, folder = ''] = link;
  return html.replace(tag, () => `${tag}<link rel=stylesheet href=${folder}${file} />`);
}
