/**
 * The order of the house: a folder may import those before it in this list, never those after it.
 * A file directly under src is a folder of its own here.
 */
const order = [
  'text',
  'errors',
  'words',
  'given',
  'forms',
  'units',
  'sentences',
  'backend',
  'keys',
  'agreement',
  'paths',
  'script',
  'taproot',
  'descriptor',
  'contract',
  'terms',
  'admission',
  'plan',
  'powers',
  'psbt',
  'musig',
  'deeds',
  'spend',
  'recovery',
  'acceptance',
  'funding',
  'watch',
  'index',
  'languages',
  'stream',
  'invoice',
  'swap',
  'signers',
  'audit',
  'chain',
  'cli',
  'page',
]

const room = (names) => `^src/(${names.join('|')})(/|\\.ts$)`

const downward = order.slice(0, -1).map((name, at) => ({
  name: `order-${name}`,
  comment: `${name} may not import what stands after it in the order of the house`,
  severity: 'error',
  from: { path: room([name]) },
  to: { path: room(order.slice(at + 1)) },
}))

module.exports = {
  forbidden: [
    ...downward,
    {
      name: 'no-cycle',
      comment: 'modules that need each other cannot be understood one by one; types included',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-import-of-an-index',
      comment: 'an index is a face for the outside; inside, the file that holds the thing is named',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/.*\\bindex\\.ts$' },
    },
    {
      name: 'no-re-export-of-a-folder',
      comment: 'a name has one home; only the entries offer it again',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: '^src/(stream|swap|signers|audit|chain)/index\\.ts$' },
      to: { path: '^src/[^/]+/', pathNot: '^src/$1/', dependencyTypes: ['export'] },
    },
    {
      name: 'only-src',
      comment: 'what is published stands on nothing that is not',
      severity: 'error',
      from: { path: '^src/' },
      to: { pathNot: '^src/', dependencyTypes: ['local', 'localmodule'] },
    },
    {
      name: 'only-declared-dependencies',
      comment: 'a package that runs with the library is under dependencies in package.json',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'npm-bundled'],
      },
    },
    {
      name: 'variant-by-its-alias',
      comment: 'which variant runs is decided where the package is used: import #backend, #mnemonic',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        path: '^src/(backend|signers/mnemonic)/(node|browser)\\.ts$',
        dependencyTypesNot: ['aliased-subpath-import'],
      },
    },
    {
      name: 'resolvable',
      comment: 'what cannot be found cannot be judged',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'second-engine-alone',
      comment:
        'the second engine of the audit is worth something only as long as it shares no code with the first',
      severity: 'error',
      from: { path: '^src/audit/engine/' },
      to: { path: '^src/', pathNot: '^src/audit/engine/' },
    },
    {
      name: 'no-node-in-the-core',
      comment: 'the core runs in browsers: Node is for its own backend and for what talks to nodes and files',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(backend/node\\.ts$|chain/|cli/)' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-wasm-or-buffer-in-browsers',
      comment:
        'tiny-secp256k1 is a megabyte of WebAssembly that bundlers lose, bip39 needs Buffer: for Node only',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(backend|signers/mnemonic)/node\\.ts$' },
      to: { path: 'node_modules/(tiny-secp256k1|bip39)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // without this, imports of types are invisible
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['taproot-escrow-source', 'node', 'import', 'default'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
