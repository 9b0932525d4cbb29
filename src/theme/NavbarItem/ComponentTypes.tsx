// Adds the live status and the snippet settings as navbar item types; Docusaurus reads custom types only from this module.

import { NavbarStatus } from '@site/src/components/MlflowStatus/NavbarItem.tsx';
import { NavbarSettings } from '@site/src/components/SettingsButton/index.tsx';
import ComponentTypes from '@theme-original/NavbarItem/ComponentTypes';

export default { ...ComponentTypes, 'custom-mlflowStatus': NavbarStatus, 'custom-settings': NavbarSettings };
