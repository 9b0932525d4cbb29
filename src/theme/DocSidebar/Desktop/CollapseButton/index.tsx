// Takes the place of Docusaurus' own, which needs React.

export { SidebarButton as default } from '@site/src/components/SidebarButton/index.tsx';
