// Stands in for @duckdb/node-bindings inside the engine bundle: its loader and detect-libc would be read
// from node_modules at run time, unmeasured. This loads the one native library whose bytes are measured.
module.exports = require(`@duckdb/node-bindings-${process.platform}-${process.arch}/duckdb.node`);
