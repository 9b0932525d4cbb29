/** `npm run fence`: compares every import with the table of rooms. */
import { fence } from './fence.ts';

try {
  const { violations, report } = await fence('.');
  console.log(report);
  process.exitCode = violations > 0 ? 1 : 0;
} catch (error) {
  if (!(error instanceof Error)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
