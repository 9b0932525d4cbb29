/** Where to get this repository: its address, or whom to ask while `endpoint.ts` names none. Stands inside a sentence. */
import Link from '@docusaurus/Link';
import type { ReactNode } from 'react';
import { REPOSITORY_URL, SUPPORT_EMAIL } from '../../../endpoint.ts';

export function RepositorySource(): ReactNode {
  if (REPOSITORY_URL !== '') return <code>git clone {REPOSITORY_URL}</code>;
  return (
    <>
      ask <Link to={`mailto:${SUPPORT_EMAIL}`}>{SUPPORT_EMAIL}</Link> for access
    </>
  );
}
