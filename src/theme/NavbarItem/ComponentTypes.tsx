// Adds the live health badge as a navbar item type; Docusaurus reads custom types only from this module.

import { NavbarHealthBadge } from '@site/src/components/NavbarHealthBadge/index.tsx';
import ComponentTypes from '@theme-original/NavbarItem/ComponentTypes';

export default { ...ComponentTypes, 'custom-healthBadge': NavbarHealthBadge };
