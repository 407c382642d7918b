/** Which folder may import which. `.ci/boundaries.ts` runs this and fails when too few modules were seen. */
const tests = '(\\.(test|contract|test-data)\\.tsx?$|/testing/)'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'shared-depends-on-nothing-of-ours',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(client|sync-server|e2e|bench)/' },
    },
    {
      name: 'shared-does-no-io',
      severity: 'error',
      from: { path: '^shared/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'relay-imports-only-shared',
      severity: 'error',
      from: { path: '^sync-server/' },
      to: { path: '^(client|e2e|bench)/' },
    },
    {
      name: 'client-knows-no-relay',
      comment: 'They agree in shared/protocol. A test may start the real relay.',
      severity: 'error',
      from: { path: '^client/', pathNot: tests },
      to: { path: '^(sync-server|e2e|bench)/' },
    },
    {
      name: 'platform-imports-no-screens',
      comment: 'client/platform holds the ports. It may know the core, whose client it makes.',
      severity: 'error',
      from: { path: '^client/platform/' },
      to: { path: '^client/(app|features|parts|store|ui)/' },
    },
    {
      name: 'core-has-no-interface',
      severity: 'error',
      from: { path: '^client/core/' },
      to: { path: '^client/(app|features|parts|store|ui)/' },
    },
    {
      name: 'core-has-no-react',
      severity: 'error',
      from: { path: '^client/core/' },
      to: { path: '(^|/)node_modules/(react|react-dom|@base-ui|@tanstack|lucide-react|react-hook-form)/' },
    },
    {
      name: 'ui-knows-no-domain',
      comment: 'The design system imports nothing of ours: what it shows comes in as props.',
      severity: 'error',
      from: { path: '^client/ui/' },
      to: { path: '^(client/(?!ui/)|shared/(?!lang/)|sync-server/)' },
    },
    {
      name: 'features-are-islands',
      comment: 'What two features need moves down, to ui, platform or shared.',
      severity: 'error',
      from: { path: '^client/features/([^/]+)/' },
      to: { path: '^client/features/', pathNot: '^client/features/$1/' },
    },
    {
      name: 'features-know-no-app',
      severity: 'error',
      from: { path: '^client/features/' },
      to: { path: '^client/app/' },
    },
    {
      name: 'what-screens-share-is-below-them',
      severity: 'error',
      from: { path: '^client/(parts|store|words)/' },
      to: { path: '^client/(app|features)/' },
    },
    {
      name: 'screens-know-only-the-typed-client',
      comment: 'Screens see rows and commands: client/core/api.ts, and client/platform/core-client.ts.',
      severity: 'error',
      from: { path: '^client/(app|features|parts|store|ui|words)/', pathNot: tests },
      to: { path: '^client/core/', pathNot: '^client/core/api\\.ts$' },
    },
    {
      name: 'production-imports-no-test',
      severity: 'error',
      from: { path: '^(shared|client|sync-server)/', pathNot: tests },
      to: {
        path: [tests, '^(e2e|bench|\\.ci)/', '(^|/)node_modules/(vitest|fast-check|fake-indexeddb|playwright-core)/'],
      },
    },
    {
      name: 'no-circles',
      comment: 'Circles of types alone are harmless.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:|\\?(url|worker|raw|worker&url)$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.css'],
    },
  },
}
