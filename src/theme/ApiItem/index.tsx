// Loads the reference's styles with its pages; the theme itself loads them on every page of the site.

import './styles.scss';
import ApiItem from '@theme-original/ApiItem';

export default ApiItem;
