import { defineConfig } from 'vitest/config';

/** Unit tests stand beside their files; suites that need the running stack live in `tests/` and have their own projects. */
export default defineConfig({
  test: {
    include: ['{config,health,openapi,plugins,routing,setup,src,stack}/**/*.test.{ts,tsx}'],
    environment: 'node',
  },
});
