import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';

const configuration = z.object({
  updates: z.array(
    z.object({
      'package-ecosystem': z.string(),
      directory: z.string().optional(),
      directories: z.array(z.string()).optional(),
      groups: z.record(z.string(), z.object({ patterns: z.array(z.string()) })).optional(),
    }),
  ),
});

/** Which file makes a folder one that an ecosystem's updates must visit. */
const PINNED = {
  npm: 'package.json',
  pip: 'requirements.in',
  docker: 'Dockerfile',
  terraform: '.terraform.lock.hcl',
};

const { updates } = configuration.parse(parse(readFileSync('.github/dependabot.yml', 'utf8')));
const tracked = execFileSync('git', ['ls-files'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => !file.startsWith('snippets/fixtures/'));

describe('the update bot', () => {
  it.each(Object.entries(PINNED))('visits each folder whose %s packages are pinned', (ecosystem, file) => {
    const pinned = tracked
      .filter((name) => path.basename(name) === file)
      .map((name) => path.posix.join('/', path.dirname(name)));
    const visited = updates
      .filter((update) => update['package-ecosystem'] === ecosystem)
      .flatMap(({ directory, directories = [] }) => (directory === undefined ? directories : [directory]));
    expect(pinned.filter((folder) => !visited.some((glob) => path.matchesGlob(folder, glob)))).toEqual([]);
    expect(visited.filter((glob) => !pinned.some((folder) => path.matchesGlob(folder, glob)))).toEqual([]);
  });

  it('updates Docusaurus and its plugins together, and names no group without a package', () => {
    const manifest = z.object({
      dependencies: z.record(z.string(), z.string()),
      devDependencies: z.record(z.string(), z.string()),
    });
    const { dependencies, devDependencies } = manifest.parse(
      JSON.parse(readFileSync('package.json', 'utf8')),
    );
    const names = Object.keys({ ...dependencies, ...devDependencies });
    const groups = Object.entries(updates.find(({ directory }) => directory === '/')?.groups ?? {});
    const members = (group: string): string[] =>
      names.filter((name) =>
        groups.some(
          ([key, { patterns }]) => key === group && patterns.some((glob) => path.matchesGlob(name, glob)),
        ),
      );
    expect(members('docusaurus')).toEqual(names.filter((name) => /docusaurus/.test(name)));
    expect(groups.filter(([key]) => members(key).length === 0)).toEqual([]);
  });
});

describe('the changelog', () => {
  const changelog = readFileSync('CHANGELOG.md', 'utf8');
  const headings = [...changelog.matchAll(/^## (?<heading>.+)$/gm)].map(({ groups }) => groups?.heading);

  it('has a place for what is not released yet, and then the version of package.json', () => {
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync('package.json', 'utf8')));
    expect(headings[0]).toBe('Unreleased');
    expect(headings[1]).toMatch(
      new RegExp(`^${version.replaceAll('.', String.raw`\.`)} \\(\\d{4}-\\d{2}-\\d{2}\\)$`),
    );
  });
});
