/** The certificate of each host: trusted, for this host, and not about to end. */
import { type Deployment, type Outcome, type Row, skipped, unless } from '../row.ts';

const DAY_MS = 86_400_000;
const LEAST_DAYS = 14;

/**
 * One row for each origin. That the certificate is trusted and for this host is Node's own check: without it there is no
 * answer.
 *
 * @param now for tests
 */
export function certificateRows({ origin, docs, client }: Deployment, now: () => number = Date.now): Row[] {
  return [origin, docs]
    .filter((one) => one !== undefined)
    .map((one) => ({
      group: 'certificate' as const,
      name: `the certificate of ${new URL(one).host}`,
      look: async (): Promise<Outcome> => {
        if (!one.startsWith('https:')) return skipped('plain http has none');
        const { certificate } = await client.ask({ url: `${one}/`, method: 'HEAD' });
        if (certificate === undefined) return skipped('none was shown');
        const days = Math.floor((certificate.ends.getTime() - now()) / DAY_MS);
        return unless(
          [
            days < LEAST_DAYS && `ends in ${days} days`,
            !/^TLSv1\.[23]$/.test(certificate.protocol) && `speaks ${certificate.protocol}`,
          ],
          `${days} days left, ${certificate.protocol}`,
        );
      },
    }));
}
