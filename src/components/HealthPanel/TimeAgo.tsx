/** "20 seconds ago", kept true while it is on the page. */
import { type ReactNode, useEffect, useState } from 'react';
import { useHealthStore } from '../../lib/health/react.ts';
import { timeAgo } from '../../lib/health/words.ts';

const TICK = 5_000;

/** @param props.at by the store's clock, which nobody can set */
export function TimeAgo({ at }: { at: number }): ReactNode {
  const store = useHealthStore();
  const [now, setNow] = useState(at);
  useEffect(() => {
    const tick = () => setNow(store.now());
    tick();
    const timer = setInterval(tick, TICK);
    return () => clearInterval(timer);
  }, [store]);
  const date = new Date(Date.now() - (now - at));
  return (
    <time dateTime={date.toISOString()} title={date.toLocaleString()}>
      {timeAgo(at, now)}
    </time>
  );
}
