/** The search dialog in this site: its index, its router, and what was typed last. Loaded on demand. */

import { useHistory } from '@docusaurus/router';
import useBaseUrl from '@docusaurus/useBaseUrl';
import type { ReactNode } from 'react';
import { createEngine, INDEX_FOLDER, type SearchEngine } from '../../lib/search/engine.ts';
import { Dialog } from './Dialog.tsx';

export interface SearchDialogProps {
  /** @param returnFocus false when the reader has gone to another page. */
  onClose: (returnFocus: boolean) => void;
}

/** They outlive the navbar, which is made anew on some ways from page to page. */
let shared: SearchEngine | undefined;
let lastTyped = '';

/** The bundler must leave this import alone: the file is made after the build. */
const load = (url: string): Promise<unknown> => import(/* webpackIgnore: true */ url);

export function SearchDialog({ onClose }: SearchDialogProps): ReactNode {
  const history = useHistory();
  const folder = useBaseUrl(`/${INDEX_FOLDER}/`);
  shared ??= createEngine({ folder, development: process.env.NODE_ENV === 'development', load });
  return (
    <Dialog
      engine={shared}
      before={lastTyped}
      onType={(typed) => {
        lastTyped = typed;
      }}
      onGo={(url) => history.push(url)}
      onClose={onClose}
    />
  );
}
