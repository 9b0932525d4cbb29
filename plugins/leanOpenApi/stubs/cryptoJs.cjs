/** The one function that the theme calls, without the hashing: what it names is never stored. */
module.exports = { SHA1: String };
