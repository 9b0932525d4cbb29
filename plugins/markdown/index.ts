/** Beside every page the same page as Markdown, the site for programs that read, and a feed of the changelog. */
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';
import { markdownTwin } from '../../src/lib/reference/pages.ts';
import { readReference } from '../reference/reading.ts';
import { readPages } from '../search/pages.ts';
import { readArticle } from './article.ts';
import { type Chapter, chaptersOf } from './chapters.ts';
import { changelogFeed } from './feed.ts';
import { llmsFullTxt, llmsTxt } from './llms.ts';

const CHANGELOG = '/docs/reference/changelog/';
const FEED = '/changelog.atom';

/** Long lists, which a reader of the whole site can do without. */
const LISTS = new Set(['/docs/reference/snippets/', '/api/coverage/', '/api/mlflow/', '/api/health/']);

export default function markdown({ siteDir, siteConfig }: LoadContext): Plugin {
  let guide: Chapter[] = [];
  let reference: Chapter[] = [];
  const origin = siteConfig.url;
  return {
    name: 'markdown',
    async allContentLoaded({ allContent }) {
      const content = allContent['docusaurus-plugin-content-docs'];
      guide = chaptersOf(content, 'default');
      reference = chaptersOf(content, 'api');
    },
    async postBuild({ outDir }) {
      const operations = [...readReference(siteDir).operations.values()];
      const ofOperations = new Set(operations.map(({ page }) => page));
      const articles = new Map(
        readPages(outDir)
          .filter(({ url }) => !ofOperations.has(url))
          .flatMap(({ url, html }) => {
            const article = readArticle(html, origin, url);
            return article === undefined ? [] : [[url, { url, ...article }] as const];
          }),
      );
      for (const { url, markdown } of articles.values()) await write(outDir, markdownTwin(url), markdown);

      const pagesOf = ({ pages }: Chapter) =>
        pages.map((url) => {
          const article = articles.get(url);
          if (article === undefined) throw new Error(`The sidebar names ${url}, which was not built.`);
          return article;
        });
      const words = reference.flatMap(({ pages }) => pages).filter((url) => !ofOperations.has(url));
      const chapters = { name: 'API reference', pages: words };
      const sections = [...guide, chapters].map((chapter) => ({
        name: chapter.name,
        pages: pagesOf(chapter),
      }));
      const others = operations.map(({ page, summary, method, path: route }) => ({
        url: page,
        title: summary,
        description: `${method} ${route}`,
      }));
      const { title, tagline } = siteConfig;
      await write(outDir, '/llms.txt', llmsTxt({ title, tagline, origin }, sections, others));
      const whole = sections.flatMap(({ pages }) => pages).filter(({ url }) => !LISTS.has(url));
      await write(outDir, '/llms-full.txt', llmsFullTxt(origin, whole));
      const html = readFileSync(path.join(outDir, CHANGELOG, 'index.html'), 'utf8');
      const feed = { page: origin + CHANGELOG, feed: origin + FEED, title: `${title}: changelog` };
      await write(outDir, FEED, changelogFeed(html, feed));
    },
  };
}

async function write(outDir: string, where: string, content: string): Promise<void> {
  const file = path.join(outDir, where);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
}
