import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { parseAuditSearch } from '#client/features/audit/audit-view.ts'
import { parseCreatorPageSearch } from '#client/features/creators/creator-page-view.ts'
import { parseCreatorSearch } from '#client/features/creators/creator-view.ts'
import { words } from '#client/words/en.ts'
import { NotFound } from './not-found.tsx'
import { Shell } from './shell.tsx'

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
  interface StaticDataRouteOption {
    /** The page's name in the window's title: a screen's, never a record's, since titles stay in the browser's history. */
    title?: string
  }
}

const { nav } = words.shell
const root = createRootRoute({ component: Shell, notFoundComponent: NotFound })

const today = createRoute({
  getParentRoute: () => root,
  path: '/',
  staticData: { title: nav.today },
  component: lazyRouteComponent(() => import('#client/features/today/today-screen.tsx'), 'TodayScreen'),
})

const board = createRoute({
  getParentRoute: () => root,
  path: '/board',
  staticData: { title: nav.board },
  component: lazyRouteComponent(() => import('#client/features/board/board-screen.tsx'), 'BoardScreen'),
})

const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: (raw: Record<string, unknown>) => parseAuditSearch(raw),
  staticData: { title: nav.audit },
  component: lazyRouteComponent(() => import('#client/features/audit/audit-screen.tsx'), 'AuditScreen'),
})

const creators = createRoute({
  getParentRoute: () => root,
  path: '/creators',
  validateSearch: (raw: Record<string, unknown>) => parseCreatorSearch(withFormFromShortcut(raw)),
  staticData: { title: nav.creators },
  component: lazyRouteComponent(() => import('#client/features/creators/creators-screen.tsx'), 'CreatorsScreen'),
})

const importCreators = createRoute({
  getParentRoute: () => root,
  path: '/creators/import',
  staticData: { title: words.shell.palette.import },
  component: lazyRouteComponent(() => import('#client/features/import/import-screen.tsx'), 'ImportScreen'),
})

const creatorPage = createRoute({
  getParentRoute: () => root,
  path: '/creators/$id',
  validateSearch: (raw: Record<string, unknown>) => parseCreatorPageSearch(raw),
  staticData: { title: nav.creators },
  component: lazyRouteComponent(() => import('#client/features/creators/creator-page-screen.tsx'), 'CreatorPageScreen'),
})

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  staticData: { title: nav.settings },
  component: lazyRouteComponent(() => import('#client/features/settings/settings-screen.tsx'), 'SettingsScreen'),
})

/** Addresses of what comes before the studio is open lead home once it is. */
function leadsHome<const Path extends string>(path: Path) {
  return createRoute({
    getParentRoute: () => root,
    path,
    beforeLoad: () => {
      redirect({ to: '/', replace: true, throw: true })
    },
  })
}

export function createAppRouter() {
  return createRouter({
    routeTree: root.addChildren([
      today,
      creators,
      importCreators,
      creatorPage,
      board,
      audit,
      settings,
      leadsHome('/setup'),
      leadsHome('/unlock'),
    ]),
    defaultPreload: 'intent',
    defaultPendingMs: 300,
  })
}

/** The manifest's shortcut says `?new=1`: installed apps keep that address whatever the form's own param is called. */
function withFormFromShortcut(raw: Record<string, unknown>): Record<string, unknown> {
  return raw['new'] === undefined ? raw : { ...raw, form: 'new' }
}
