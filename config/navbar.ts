import type * as Preset from '@docusaurus/preset-classic';

export const navbar = {
  title: 'Hokusai MLflow',
  logo: { alt: '', src: 'img/logo.svg', width: 28, height: 28 },
  items: [
    { type: 'docSidebar', sidebarId: 'guide', position: 'left', label: 'Guide' },
    { to: '/api/', position: 'left', label: 'API reference' },
    { type: 'custom-mlflowStatus', position: 'right' },
    { href: 'https://hokus.ai', position: 'right', label: 'hokus.ai' },
    { type: 'custom-settings', position: 'right' },
  ],
} satisfies Preset.ThemeConfig['navbar'];
