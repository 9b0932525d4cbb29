/** The theme's request form with a store of its own: a typed key is gone with the form. Loaded on demand. */

import './explorer.scss';
import Link from '@docusaurus/Link';
import { registryOrigin } from '@site/src/lib/registryOrigin.ts';
import Request from '@theme/ApiExplorer/Request';
import Response from '@theme/ApiExplorer/Response';
import { createStoreWithState, type RootState } from '@theme/ApiItem/store';
import { type ReactNode, useState } from 'react';
import { Provider, useSelector, useStore } from 'react-redux';
import { type ApiOperation, chooseServers, needsKey, withExamples } from './operation.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import styles from './styles.module.css';

interface Props {
  operation: ApiOperation;
}

export function Explorer({ operation }: Props): ReactNode {
  const page = useStore<RootState>();
  const [store] = useState(() => {
    const servers = chooseServers(operation, registryOrigin());
    return createStoreWithState({ ...page.getState(), server: { value: servers[0], options: servers } }, []);
  });
  const [item] = useState(() => withExamples(operation));
  return (
    <Provider store={store}>
      {needsKey(operation) && <KeyNote />}
      <Request item={item} />
      <Response item={item} />
      <Announcement />
    </Provider>
  );
}

function KeyNote(): ReactNode {
  return (
    <p className={styles.note}>
      A key that you type stays in this form and is gone with it.{' '}
      <Link to="/docs/authentication/#get-a-key">Get a key</Link>
    </p>
  );
}

/** Tells screen readers what happens, and everybody when no answer comes: the theme shows nothing then. */
function Announcement(): ReactNode {
  const outcome = outcomeOf(useSelector(({ response }: RootState) => response));
  const server = useSelector((state: RootState) => state.server.value?.url);
  return (
    <>
      <p role="status" className={styles.announcement}>
        {words(outcome)}
      </p>
      <div role="alert">{outcome.state === 'failed' && <NoAnswer from={server} />}</div>
    </>
  );
}

function words(outcome: Outcome): string {
  switch (outcome.state) {
    case 'idle':
    case 'failed':
      return '';
    case 'sending':
      return 'Sending the request.';
    case 'answered':
      return `The registry answered with status ${outcome.status}.`;
  }
}

function NoAnswer({ from }: { from: string | undefined }): ReactNode {
  return (
    <p className={styles.note}>
      <b>No answer came{from === undefined ? '' : ` from ${new URL(from).origin}`}.</b> Check your network,
      and the <Link to="/status/">status</Link> of the registry.
    </p>
  );
}
