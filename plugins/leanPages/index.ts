/**
 * Makes the built pages lighter. Takes out of the stylesheet what no page uses: the theme brings rules for blogs, dropdowns
 * and much else. What's left is published twice, for the reference and for all other pages, since each has parts that the
 * other lacks. Style attributes go too, so that the Content-Security-Policy can forbid them.
 */
import { glob, readdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from '@docusaurus/types';
import { PurgeCSS } from 'purgecss';
import { digestOf } from '../bundle/digest.ts';
import { withoutStyleAttributes } from './styleAttributes.ts';
import { moduleClasses, namesInCode, namesInHtml } from './used.ts';

const FOLDER = 'assets/css';
/** Names that come with a press or with React; components that run only while the site is built are not among them. */
const LATER =
  'src/{first,lib/{settings,connection,search},components/{RequestForm,RouteExplorer,Search},pages}/**/*.{ts,tsx,css}';
/** What Docusaurus' own scripts are called; their classes are in the HTML of the pages. */
const THEME_SCRIPT = /^(main|runtime)/;

export default function leanPages(): Plugin {
  return {
    name: 'lean-pages',
    async postBuild({ outDir, siteDir }) {
      const pages = await readAll(outDir, '**/*.html');
      const later = await namesOfLater(outDir, siteDir);
      const isReference = (page: string) => page.startsWith(`api${path.sep}`);
      for (const sheet of await readdir(path.join(outDir, FOLDER))) {
        for (const group of Object.values(Object.groupBy(pages, ({ name }) => String(isReference(name))))) {
          await publish(outDir, sheet, group ?? [], later);
        }
        await unlink(path.join(outDir, FOLDER, sheet));
      }
    },
  };
}

interface TextFile {
  /** From the folder that was searched. */
  name: string;
  text: string;
}

async function readAll(folder: string, pattern: string): Promise<TextFile[]> {
  const names: string[] = [];
  for await (const name of glob(pattern, { cwd: folder })) names.push(name);
  return Promise.all(
    names.sort().map(async (name) => ({ name, text: await readFile(path.join(folder, name), 'utf8') })),
  );
}

async function namesOfLater(outDir: string, siteDir: string): Promise<Set<string>> {
  const sources = await readAll(siteDir, LATER);
  const modules = sources.filter(({ name }) => name.endsWith('.module.css'));
  const scripts = await readAll(path.join(outDir, 'assets/js'), '*.js');
  const names = new Set<string>();
  for (const { text } of sources) for (const name of namesInCode(text)) names.add(name);
  for (const { name: script, text } of scripts) {
    if (THEME_SCRIPT.test(script)) continue;
    for (const css of modules) for (const name of moduleClasses(css.text, text)) names.add(name);
  }
  return names;
}

/** Writes the part of a stylesheet that some pages need, under a name of its content, and links it there. */
async function publish(
  outDir: string,
  sheet: string,
  pages: readonly TextFile[],
  later: ReadonlySet<string>,
): Promise<void> {
  const names = new Set(later);
  for (const { text } of pages) for (const name of namesInHtml(text)) names.add(name);
  const css = await readFile(path.join(outDir, FOLDER, sheet), 'utf8');
  refuseStatesInIs(css, sheet);
  const [result] = await new PurgeCSS().purge({
    content: [{ raw: [...names].join(' '), extension: 'txt' }],
    css: [{ raw: css }],
    variables: true,
    keyframes: true,
  });
  if (result === undefined) throw new Error(`${FOLDER}/${sheet} could not be read.`);
  const file = sheet.replace(/\.[0-9a-f]+\.css$/, `.${digestOf(result.css).hash}.css`);
  await writeFile(path.join(outDir, FOLDER, file), result.css);
  for (const { name, text } of pages) {
    const html = withoutStyleAttributes(text).replaceAll(`/${FOLDER}/${sheet}`, `/${FOLDER}/${file}`);
    if (html !== text) await replace(path.join(outDir, name), html);
  }
}

/** @throws Error where PurgeCSS would silently drop a state, as it does within `:is()` */
function refuseStatesInIs(css: string, sheet: string): void {
  const found = /[^{}]*:is\([^()]*:(?:hover|focus|active|checked)[^{]*/.exec(css);
  if (found !== null) throw new Error(`${sheet}: write states outside of :is(), as in ${found[0].trim()}`);
}

/** At once, since other plugins read the pages meanwhile: the search, and the hashes of scripts. */
async function replace(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}
