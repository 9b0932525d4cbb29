import { SUPPORT_EMAIL } from '../endpoint.ts';

export const footer = {
  style: 'light' as const,
  links: [
    {
      title: 'Start',
      items: [
        { label: 'Quickstart', to: '/docs/quickstart/' },
        { label: 'Tracking URI', to: '/docs/tracking-uri/' },
        { label: 'Authentication', to: '/docs/authentication/' },
      ],
    },
    {
      title: 'Look up',
      items: [
        { label: 'API reference', to: '/api/' },
        { label: 'Errors', to: '/docs/errors/' },
        { label: 'Status', to: '/status/' },
      ],
    },
    {
      title: 'Help',
      items: [{ label: SUPPORT_EMAIL, href: `mailto:${SUPPORT_EMAIL}` }],
    },
  ],
  copyright: 'Hokusai. These docs are Apache-2.0. MLflow is a trademark of LF Projects, LLC.',
};
