/** The pages of the site in the order of its sidebars. */
import * as z from 'zod';

const docSchema = z.object({ id: z.string(), permalink: z.string() });

interface SidebarItem {
  type: string;
  id?: string | undefined;
  label?: string | undefined;
  link?: { type: string; id?: string | undefined } | undefined;
  items?: SidebarItem[] | undefined;
}

const itemSchema: z.ZodType<SidebarItem> = z.lazy(() =>
  z.object({
    type: z.string(),
    id: z.string().optional(),
    label: z.string().optional(),
    link: z.object({ type: z.string(), id: z.string().optional() }).optional(),
    items: z.array(itemSchema).optional(),
  }),
);

/** What the docs plugin of Docusaurus has loaded, by the ID of its instance. */
const contentSchema = z.record(
  z.string(),
  z.object({
    loadedVersions: z.tuple([
      z.object({ docs: z.array(docSchema), sidebars: z.record(z.string(), z.array(itemSchema)) }),
    ]),
  }),
);

/** A category of the sidebar's first level, and all pages below it. */
export interface Chapter {
  name: string;
  /** Paths of pages, with a slash at the end. */
  pages: string[];
}

/**
 * Reads the order of one instance's pages.
 *
 * @param content of `@docusaurus/plugin-content-docs`, from `allContentLoaded`
 */
export function chaptersOf(content: unknown, instance: string): Chapter[] {
  const version = contentSchema.parse(content)[instance]?.loadedVersions[0];
  if (version === undefined) throw new Error(`Docusaurus has no docs instance "${instance}".`);
  const paths = new Map(version.docs.map(({ id, permalink }) => [id, permalink.replace(/\/?$/, '/')]));
  const pagesOf = (item: SidebarItem): string[] => [
    ...[item.id, item.link?.id].flatMap((id) => paths.get(id ?? '') ?? []),
    ...(item.items ?? []).flatMap(pagesOf),
  ];
  return Object.values(version.sidebars)
    .flat()
    .map((item) => ({ name: item.label ?? '', pages: pagesOf(item) }))
    .filter(({ pages }) => pages.length > 0);
}
