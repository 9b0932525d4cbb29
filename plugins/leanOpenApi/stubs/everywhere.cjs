/**
 * Stands in for `BrowserOnly`: renders its children on the server as well.
 *
 * @param {{ children: () => unknown }} props
 */
module.exports = ({ children }) => children();
