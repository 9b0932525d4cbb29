/** The parts of the OpenAPI theme that we use; the theme itself declares no types for them. */

declare module '@theme/ApiExplorer/Request' {
  import type { ReactNode } from 'react';

  // biome-ignore lint/style/noDefaultExport: what the theme exports is not ours to name.
  export default function Request(props: { item: object }): ReactNode;
}

declare module '@theme/ApiExplorer/Response' {
  import type { ReactNode } from 'react';

  // biome-ignore lint/style/noDefaultExport: what the theme exports is not ours to name.
  export default function Response(props: { item: object }): ReactNode;
}

declare module '@theme/ApiItem/store' {
  import type { Store } from 'redux';

  interface Server {
    url: string;
    description?: string;
  }

  /** The slices that we read or set; there are more. */
  export interface RootState {
    server: { value?: Server; options: readonly Server[] };
    response: { code?: string | number; value?: string };
  }

  export function createStoreWithState(state: RootState, middlewares: readonly never[]): Store<RootState>;
}

declare module '@theme/SchemaExpansion' {
  /** How many schemas enclose the component: 0 for a property of the outermost. */
  export function useSchemaDepth(): number;
}
