// Takes the place of Docusaurus' own, which needs React.

export { MenuButton as default } from '@site/src/components/Menu/MenuButton.tsx';
