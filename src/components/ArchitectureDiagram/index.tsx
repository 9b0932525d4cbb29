/** How a request travels, as a picture. The page says the same in words; the description here is its short form. */
import { type ReactNode, useId } from 'react';
import { ARROWS, type Arrow, PARTS, type Part, SIZE } from './parts.ts';
import styles from './styles.module.css';

const TITLE = 'How a request travels';

const DESCRIPTION =
  'Your program sends a request with a key to the load balancer. The load balancer sends paths below /api/mlflow to the ' +
  'API service, which checks the key, removes the prefix, and calls MLflow without the key. It sends paths below ' +
  '/api/health/mlflow to the health service, which needs no key and probes MLflow in the background. MLflow has a ' +
  'database and a file store, and isn’t reachable from outside. Your browser gets the health report for this site.';

/** Height of a line of text, and how far it stands from its box. */
const LINE = 18;
const PADDING = 12;

export function ArchitectureDiagram(): ReactNode {
  const id = useId();
  const head = `${id}-head`;
  return (
    <svg
      className={styles.diagram}
      viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-description`}
    >
      <title id={`${id}-title`}>{TITLE}</title>
      <desc id={`${id}-description`}>{DESCRIPTION}</desc>
      <defs>
        <marker id={head} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">
          <path className={styles.head} d="M0 0 8 4 0 8z" />
        </marker>
      </defs>
      {ARROWS.map((arrow) => (
        <ArrowLine key={`${arrow.from} ${arrow.to}`} {...arrow} head={head} />
      ))}
      {PARTS.map((part) => (
        <Box key={part.id} {...part} />
      ))}
    </svg>
  );
}

function Box({ name, lines, x, y, width, height, outside }: Part): ReactNode {
  return (
    <g>
      <rect className={outside ? styles.outside : styles.box} {...{ x, y, width, height }} rx="8" />
      <text className={styles.name} x={x + PADDING} y={y + LINE + 4}>
        {name}
      </text>
      {lines.map((line, index) => (
        <text key={line} className={styles.line} x={x + PADDING} y={y + LINE * (index + 2) + 6}>
          {line}
        </text>
      ))}
    </g>
  );
}

function ArrowLine({ from, to, x, label, head }: Arrow & { head: string }): ReactNode {
  const top = partOf(from);
  const start = top.y + top.height;
  const end = partOf(to).y;
  return (
    <g>
      <line className={styles.arrow} x1={x} y1={start} x2={x} y2={end - 1} markerEnd={`url(#${head})`} />
      <text className={styles.label} x={x + 10} y={(start + end) / 2 + 4}>
        {label}
      </text>
    </g>
  );
}

function partOf(id: string): Part {
  const found = PARTS.find((part) => part.id === id);
  if (found === undefined) throw new Error(`The diagram has no part "${id}".`);
  return found;
}
