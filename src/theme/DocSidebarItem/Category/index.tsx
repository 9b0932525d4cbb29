// Takes the place of Docusaurus' own, which needs React.

export { SidebarCategory as default } from '@site/src/components/SidebarCategory/index.tsx';
