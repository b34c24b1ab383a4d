/**
 * The arrows between the folders of app/, highest first: a folder knows those on the lines below it, never one beside or above it.
 * What a suffix may touch is below the arrows.
 */
const layers = [
  ['routes', 'cli', 'jobs'],
  ['http'],
  ['casework', 'uptake', 'reviews', 'rights', 'backups', 'messages', 'supervision'],
  ['handover'],
  ['intake', 'sessions', 'referrals', 'oversight'],
  ['sharing', 'workshop'],
  ['transitions'],
  ['caseload'],
  ['narratives'],
  ['programmes'],
  ['organisations'],
  ['drafts', 'views'],
  ['access'],
  ['audit'],
  ['ui', 'outside'],
  ['shared'],
]

const oneOf = (folders) => `^app/(${folders.join('|')})/`
const server = '\\.server\\.tsx?$'
/** The files that tie everything together, and the command line and server beside them. */
const tops = '^app/(root|entry\\.client|entry\\.server|main\\.server|server|cli|routes)\\.tsx?$'
const typeOnly = ['type-only']
const real = { dependencyTypesNot: typeOnly }

const arrows = layers.map((beside, depth) => ({
  name: `arrow-${beside.join('-')}`,
  comment: `${beside.join(', ')} may only know: ${
    layers
      .slice(depth + 1)
      .flat()
      .join(', ') || 'nothing else of app/'
  }.`,
  severity: 'error',
  from: { path: `^app/(${beside.join('|')})/` },
  to: {
    path: ['^app/'],
    pathNot: [
      `^app/$1/`,
      ...(depth === 0 ? ['^app/database\\.server\\.ts$'] : []),
      ...(depth + 1 < layers.length ? [oneOf(layers.slice(depth + 1).flat())] : []),
    ],
  },
}))

module.exports = {
  forbidden: [
    ...arrows,
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one file, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'everything-resolves',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'db-knows-app-by-type',
      comment: 'db/ lies below app/: it knows app/ by type only, its starter content apart.',
      severity: 'error',
      from: { path: '^db/', pathNot: '^db/(library|demo)/' },
      to: { path: '^app/', ...real },
    },
    {
      name: 'sql-in-server-files',
      comment: 'Only .server.ts files speak to Postgres; a table or a pure file may know its types.',
      severity: 'error',
      from: { path: '^(app|db)/', pathNot: server },
      to: { path: ['^node_modules/(@types/)?(pg|kysely)/', '^db/.*\\.server\\.ts$'], ...real },
    },
    {
      name: 'no-sql-in-routes-and-ui',
      comment: 'A route calls one act or query; a component gets data. Neither builds SQL.',
      severity: 'error',
      from: { path: '^app/(routes|ui)/' },
      to: { path: ['^node_modules/(@types/)?(pg|kysely)/', '^db/', '^app/database\\.'], ...real },
    },
    {
      name: 'plain-files-are-pure',
      comment:
        'A file without .server in its name touches nothing: no Postgres, no file, no clock of the system.',
      severity: 'error',
      from: { path: '^app/', pathNot: [server, tops, '^app/(routes|cli)/', '\\.mjs$'] },
      to: { path: [server], dependencyTypesNot: [...typeOnly] },
    },
    {
      name: 'plain-files-need-no-node',
      comment: 'A file without .server in its name must run in a browser as well.',
      severity: 'error',
      from: { path: '^app/', pathNot: [server, tops, '\\.mjs$'] },
      to: { dependencyTypes: ['core'], dependencyTypesNot: typeOnly },
    },
    {
      name: 'components-import-no-schema',
      comment:
        'A component that imports a schema ships zod to the browser. Only a route may, for its action.',
      severity: 'error',
      from: { path: '^app/.*\\.tsx$', pathNot: '^app/routes/' },
      to: { path: ['\\.input\\.ts$', '^node_modules/zod/', '^app/shared/fields\\.ts$'], ...real },
    },
    {
      name: 'schemas-are-pure',
      comment: 'zod is known by .input.ts files, shared/fields, shared/form and what reads the settings.',
      severity: 'error',
      from: {
        path: '^(app|db)/',
        pathNot: ['\\.input\\.ts$', server, '^app/shared/(fields|form)\\.ts$'],
      },
      to: { path: '^node_modules/zod/', ...real },
    },
    {
      name: 'tables-are-types',
      comment: 'A .table.ts file holds the columns of a table, as types.',
      severity: 'error',
      from: { path: '\\.table\\.ts$' },
      to: real,
    },
    {
      name: 'one-door-to-date-fns',
      comment:
        'Days are counted in app/shared/civil-date.ts, hours across clock changes in app/shared/elapsed-hours.ts.',
      severity: 'error',
      from: { path: '^(app|db)/', pathNot: '^app/shared/(civil-date|elapsed-hours)\\.ts$' },
      to: { path: '^node_modules/(@date-fns|date-fns)/' },
    },
    {
      name: 'not-the-empty-remix-package',
      comment: 'The package "remix" throws when it is imported.',
      severity: 'error',
      from: {},
      to: { path: '^node_modules/remix/' },
    },
    {
      name: 'product-knows-no-tests',
      comment: 'What is shipped needs neither the tests nor what only they install.',
      severity: 'error',
      from: { path: '^(app|db)/' },
      to: { path: ['^tests/'] },
    },
    {
      name: 'product-needs-no-dev-package',
      comment: 'What is shipped runs on the dependencies alone.',
      severity: 'error',
      from: { path: '^(app|db)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: typeOnly, pathNot: '^node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: '^node_modules/' },
    exclude: { path: ['^build/', '\\.css$', '\\?raw$'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
    skipAnalysisNotInRules: true,
  },
}
