/** Writes `headers.json` beside the built pages: the security headers that go with every answer of the published site. */
import { glob, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from '@docusaurus/types';
import { REGISTRY_ORIGIN } from '../../endpoint.ts';
import { securityHeaders } from './headers.ts';
import { inlineScriptHashes } from './inlineScripts.ts';

const FILE = 'headers.json';

export default function cspPlugin(): Plugin {
  return {
    name: 'csp',
    async postBuild({ outDir }) {
      const hashes = new Set<string>();
      for await (const page of glob('**/*.html', { cwd: outDir })) {
        const html = await readFile(path.join(outDir, page), 'utf8');
        for (const hash of inlineScriptHashes(html)) hashes.add(hash);
      }
      const headers = securityHeaders({
        registryOrigin: REGISTRY_ORIGIN,
        inlineScriptHashes: [...hashes].sort(),
      });
      await writeFile(path.join(outDir, FILE), `${JSON.stringify(headers, null, 2)}\n`);
    },
  };
}
