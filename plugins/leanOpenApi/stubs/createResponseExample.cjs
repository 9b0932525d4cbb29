/** No example, where the theme asks for one made up from a schema. */
exports.sampleResponseFromSchema = () => undefined;
