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
      <Link to="/docs/authentication/">Get a key</Link>
    </p>
  );
}

/** Tells screen readers that an answer has arrived. */
function Announcement(): ReactNode {
  const code = useSelector(({ response }: RootState) => response.code);
  return (
    <p role="status" className={styles.announcement}>
      {code === undefined ? '' : `The registry answered with status ${code}.`}
    </p>
  );
}
