/** The attempts of one failing call on a line of time; the text below says the same. */
import { type ReactNode, useId } from 'react';
import { attempts, DEFAULTS } from './attempts.ts';

const WIDTH = 600;
const HEIGHT = 64;
const MARGIN = 24;
const LINE = 24;
/** Attempts closer than this, in units of the picture, share one label. */
const NEAREST_LABEL = 26;

export function RetryTimeline(): ReactNode {
  const id = useId();
  const times = attempts(DEFAULTS);
  const end = times.at(-1) ?? 0;
  const place = (seconds: number) => MARGIN + (seconds / end) * (WIDTH - 2 * MARGIN);
  const labels = times.filter(
    (time, index) => index === 0 || place(time) - place(times[index - 1] ?? 0) >= NEAREST_LABEL,
  );
  return (
    <figure className="margin-horiz--none">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-labelledby={id}
        width="100%"
        fill="currentColor"
      >
        <title id={id}>{`Attempts after ${times.join(', ')} seconds`}</title>
        <line stroke="currentColor" x1={MARGIN} x2={WIDTH - MARGIN} y1={LINE} y2={LINE} />
        {[...new Set(times)].map((time) => (
          <circle key={time} cx={place(time)} cy={LINE} r="6" />
        ))}
        {labels.map((time) => (
          <text key={time} x={place(time)} y={HEIGHT - 12} textAnchor="middle" fontSize="13">
            {time} s
          </text>
        ))}
      </svg>
      <figcaption>
        {times.length} attempts of a call that keeps failing, {end} seconds in all. The first retry follows
        immediately.
      </figcaption>
    </figure>
  );
}
