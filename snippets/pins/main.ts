/** `npm run pins`: after an edit of `stack/requirements.in`, every page and example follows. */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { lockedVersions, repin } from './pins.ts';

const HELP = `Usage: npm run pins [-- --check]

Puts the versions of stack/requirements.txt wherever examples/*/requirements.txt and docs/guide/ repeat them.

Options:
  --check     change nothing; exit 1 and name the files that differ
  -h, --help  this text`;

/** Files that repeat versions. */
const FOLLOWERS = ['examples/*/requirements.txt', 'docs/guide/**/*.mdx'];

/** Speaks of older clients on purpose. */
const NOT = 'docs/guide/reference/compatibility.mdx';

function run(args: readonly string[]): number {
  const unknown = args.filter((arg) => !['--check', '-h', '--help'].includes(arg));
  if (unknown.length > 0) {
    console.error(`Unknown argument ${unknown.join(', ')}.\n\n${HELP}`);
    return 2;
  }
  if (args.includes('-h') || args.includes('--help')) {
    console.log(HELP);
    return 0;
  }
  const locked = lockedVersions(readFileSync('stack/requirements.txt', 'utf8'));
  const changed = globSync(FOLLOWERS, { exclude: [NOT] })
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }))
    .map(({ file, text }) => ({ file, text, next: repin(text, locked) }))
    .filter(({ text, next }) => text !== next);
  const check = args.includes('--check');
  for (const { file, next } of changed) {
    if (!check) writeFileSync(file, next);
    console.log(check ? `${file} pins other versions than stack/requirements.txt. Run: npm run pins` : file);
  }
  console.log(`${changed.length} files ${check ? 'differ' : 'changed'}`);
  return check && changed.length > 0 ? 1 : 0;
}

process.exitCode = run(process.argv.slice(2));
