/**
 * Makes a fresh checkout ready: npm runs it before `npm start` and `npm test`. Plain JavaScript on Node's own modules,
 * because nothing is installed yet; everything else is loaded only after Node itself is known to be new enough.
 */
const OLDEST_NODE = 20;

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  console.error(
    `setup: Node ${process.versions.node} is too old; this project needs Node ${OLDEST_NODE} or newer.`,
  );
  console.error('  Install a current one from https://nodejs.org, then run the command again.');
  process.exitCode = 1;
} else {
  import('./setup.js').then(({ main }) => main(process.argv.slice(2)));
}
