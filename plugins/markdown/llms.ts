/** `llms.txt` and `llms-full.txt`: the site for readers that are programs. @see https://llmstxt.org */
import { markdownTwin } from '../../src/lib/reference/pages.ts';

export interface Page {
  /** Path, with a slash at the end. */
  url: string;
  title: string;
  description: string;
}

export interface Section {
  name: string;
  pages: readonly Page[];
}

/**
 * The list of all pages as Markdown.
 *
 * @param optional what a reader with little room leaves out
 */
export function llmsTxt(
  site: { title: string; tagline: string; origin: string },
  sections: readonly Section[],
  optional: readonly Page[],
): string {
  const line = ({ url, title, description }: Page): string =>
    `- [${title}](${site.origin}${markdownTwin(url)})${description === '' ? '' : `: ${description}`}`;
  const part = ({ name, pages }: Section): string => `## ${name}\n\n${pages.map(line).join('\n')}\n`;
  return [
    `# ${site.title}\n`,
    `> ${site.tagline}\n`,
    ...sections.map(part),
    part({ name: 'Optional', pages: optional }),
  ].join('\n');
}

/** Whole pages, one after the other, each below its address. */
export function llmsFullTxt(origin: string, pages: readonly (Page & { markdown: string })[]): string {
  return pages.map(({ url, markdown }) => `<!-- ${origin}${url} -->\n\n${markdown.trim()}\n`).join('\n');
}
