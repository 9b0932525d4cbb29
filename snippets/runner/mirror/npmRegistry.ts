/** An npm registry that offers the allowed packages out of the project's own `node_modules`. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Hono } from 'hono';
import { ALLOWED_PACKAGES, type InstalledPackage, Lock, withDependencies } from './npmPackages.ts';

/** No package of the list comes near this size. */
const MAX_BYTES = 100_000_000;

/**
 * Answers what `npm install` and `npx` ask: which versions there are, and their files.
 *
 * @param root the project's root
 * @param base URL at which this registry answers, no trailing slash
 * @see https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md
 */
export async function npmRegistry(root: string, base: string): Promise<Hono> {
  const lock = Lock.parse(JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8')));
  const packages = withDependencies(ALLOWED_PACKAGES, lock);
  const app = new Hono();
  app.get('/-/files/:index/:file', async (context) => {
    const wanted = packages[Number(context.req.param('index'))];
    return wanted ? context.body(await pack(path.join(root, wanted.folder))) : context.notFound();
  });
  app.get('/:name{.+}', async (context) => {
    const name = decodeURIComponent(context.req.param('name'));
    const versions = packages.filter((each) => each.name === name);
    if (versions.length > 0) return context.json(await packument(name, versions));
    return context.json({ error: `Pages can install ${ALLOWED_PACKAGES.join(', ')} only.` }, 404);
  });
  return app;

  async function packument(name: string, versions: InstalledPackage[]) {
    const manifests = await Promise.all(versions.map(manifest));
    return {
      name,
      // The version that the project itself imports lies nearest to its root.
      'dist-tags': { latest: versions.toSorted((a, b) => a.folder.length - b.folder.length)[0]?.version },
      versions: Object.fromEntries(manifests),
    };
  }

  async function manifest(each: InstalledPackage): Promise<[string, object]> {
    const text = await readFile(path.join(root, each.folder, 'package.json'), 'utf8');
    const tarball = `${base}/-/files/${packages.indexOf(each)}/${each.version}.tgz`;
    return [each.version, { ...JSON.parse(text), dist: { tarball } }];
  }
}

/** The files of an installed package as an archive, which npm takes as well uncompressed; it drops the outermost folder's name. */
async function pack(folder: string): Promise<Buffer<ArrayBuffer>> {
  const args = ['-chf', '-', '--exclude=node_modules', '-C', path.dirname(folder), path.basename(folder)];
  const { stdout } = await promisify(execFile)('tar', args, { encoding: 'buffer', maxBuffer: MAX_BYTES });
  return Buffer.from(stdout);
}
