/** Writes minute after minute until it is killed; tells when the first hundred are written. */
import { seriesNames } from '../../contract.ts';
import { createSqliteStore } from '../sqliteStore.ts';
import { FULL_SHARE } from '../store.ts';

const store = createSqliteStore({ file: process.argv[2] ?? '', setAside() {} });
for (let minute = 1; ; minute += 1) {
  const minutes = seriesNames.map((series) => ({ series, minute, share: FULL_SHARE }));
  await store.append({ minutes, transitions: [] });
  if (minute === 100) console.log('a hundred');
}
