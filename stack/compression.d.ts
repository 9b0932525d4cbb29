/** `compression` works on plain Node requests, as its README shows; the types of DefinitelyTyped know Express only. */
declare module 'compression' {
  import type { IncomingMessage, ServerResponse } from 'node:http';
  import type { BrotliOptions } from 'node:zlib';

  // biome-ignore lint/style/noDefaultExport: the package has one
  export default function compression(options?: {
    brotli?: BrotliOptions;
  }): (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
}
