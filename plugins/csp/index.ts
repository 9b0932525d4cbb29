/** Writes `csp-hashes.json` beside the built pages: the inline scripts that the Content-Security-Policy must allow. */
import { glob, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from '@docusaurus/types';
import { inlineScriptHashes } from './inlineScripts.ts';

export const CSP_HASHES_FILE = 'csp-hashes.json';

export default function cspPlugin(): Plugin {
  return {
    name: 'csp',
    async postBuild({ outDir }) {
      const hashes = new Set<string>();
      for await (const page of glob('**/*.html', { cwd: outDir })) {
        const html = await readFile(path.join(outDir, page), 'utf8');
        for (const hash of inlineScriptHashes(html)) hashes.add(hash);
      }
      const sorted = [...hashes].sort();
      await writeFile(path.join(outDir, CSP_HASHES_FILE), `${JSON.stringify(sorted, null, 2)}\n`);
    },
  };
}
