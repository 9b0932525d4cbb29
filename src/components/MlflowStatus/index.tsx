/** `<hokusai-mlflow-status>` on a page of this site. The element does the work; what's inside it shows without scripts. */
import type { DetailedHTMLProps, HTMLAttributes, ReactNode } from 'react';
import { HEALTH_PATH, REGISTRY_ORIGIN } from '../../../endpoint.ts';
import { checkWords } from '../../../health/contract/checkWords.ts';

const BADGE = `${REGISTRY_ORIGIN}${HEALTH_PATH}/badge.svg`;

export interface MlflowStatusProps {
  size: 'dot' | 'badge' | 'line' | 'panel';
  /** On a panel: 90 days of uptime, and the changes of the last 30. */
  history?: boolean;
  /** On a line: shown only while there is a problem. */
  notice?: boolean;
  theme?: 'light' | 'dark' | 'auto' | undefined;
  className?: string;
}

type ElementProps = DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> &
  Partial<Record<'size' | 'history' | 'notice' | 'theme', string | undefined>>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'hokusai-mlflow-status': ElementProps;
    }
  }
}

/** The element runs before React does, and may have said by then what it shows: those attributes are its own. */
export function MlflowStatus({ size, history, notice, theme, className }: MlflowStatusProps): ReactNode {
  return (
    <hokusai-mlflow-status
      size={size}
      theme={theme}
      className={className}
      {...(history && { history: '' })}
      {...(notice && { notice: '', hidden: true })}
      suppressHydrationWarning
    >
      {notice || size === 'dot' ? null : <WithoutScripts size={size} />}
    </hokusai-mlflow-status>
  );
}

/** Pictures of the health service: it knows the state when no script may ask. */
function WithoutScripts({ size }: Pick<MlflowStatusProps, 'size'>): ReactNode {
  if (size === 'badge') return 'Status';
  return (
    <noscript>
      <a href={`${REGISTRY_ORIGIN}${HEALTH_PATH}`}>
        <img src={BADGE} alt="State of the MLflow endpoint" height="20" />
      </a>
      {size === 'panel' && (
        <ul>
          {Object.entries(checkWords).map(([check, { label, about }]) => (
            <li key={check}>
              {label}, {about}:{' '}
              <img
                src={`${BADGE}?metric=uptime&window=90d&check=${check}`}
                alt={`Uptime of ${label}`}
                height="20"
              />
            </li>
          ))}
        </ul>
      )}
    </noscript>
  );
}
