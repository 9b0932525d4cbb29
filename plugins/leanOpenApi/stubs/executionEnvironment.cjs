/** Says "browser" everywhere, so that the theme renders its right-hand panel on the server too. */
module.exports = { canUseDOM: true };
