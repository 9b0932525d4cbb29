// Adds the live status as a navbar item type; Docusaurus reads custom types only from this module.

import { NavbarStatus } from '@site/src/components/MlflowStatus/NavbarItem.tsx';
import ComponentTypes from '@theme-original/NavbarItem/ComponentTypes';

export default { ...ComponentTypes, 'custom-mlflowStatus': NavbarStatus };
