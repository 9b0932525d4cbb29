/** Stands in for a module of which no reference page calls anything. */
module.exports = {};
