/** "20 seconds ago", kept true while it is on the page. */
import { type ReactNode, useEffect, useState } from 'react';
import { timeAgo } from '../../lib/health/words.ts';

const TICK = 5_000;

export function TimeAgo({ at }: { at: number }): ReactNode {
  const [now, setNow] = useState(at);
  useEffect(() => {
    const tick = () => setNow(Date.now());
    tick();
    const timer = setInterval(tick, TICK);
    return () => clearInterval(timer);
  }, []);
  const iso = new Date(at).toISOString();
  return (
    <time dateTime={iso} title={new Date(at).toLocaleString()}>
      {timeAgo(at, now)}
    </time>
  );
}
