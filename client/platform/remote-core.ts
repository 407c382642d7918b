import { proxy, transfer, type Endpoint, wrap } from 'comlink'
import type { CeremonyOutcome, CoreApi, Progress, StudioApi } from '#client/core/api.ts'

/** What crosses a port comes back as a promise. */
type Remoted<Method> = Method extends (...args: infer Args) => infer Answer
  ? (...args: Args) => Promise<Awaited<Answer>>
  : never
type RemotedGroup<Group> = { readonly [Name in keyof Group]: Remoted<Group[Name]> }

/** The core's API as the page calls it: groups of methods, each answering a promise. */
export type RemoteCore = {
  readonly [Name in keyof CoreApi]: CoreApi[Name] extends (...args: never) => unknown
    ? Remoted<CoreApi[Name]>
    : RemotedGroup<CoreApi[Name]>
}

/** Callbacks are handed over as ports, key material is moved rather than copied; callers need to know neither. */
export function remoteCore(endpoint: Endpoint): RemoteCore {
  // Comlink's own type stops at the first level; at run time every path is a call.
  // eslint-disable-next-line typescript/no-unsafe-type-assertion
  const remote = wrap(endpoint) as unknown as RemoteCore
  return new Proxy(remote, {
    get(target, name: keyof RemoteCore) {
      if (name === 'attach')
        return (...[listener, lock]: Parameters<CoreApi['attach']>) => remote.attach(proxy(listener), lock)
      if (name === 'studio') return withImport(target.studio)
      if (ceremonyGroups.has(name)) return withTransfer(target[name])
      return target[name]
    },
  })
}

const groups: ReadonlySet<keyof CoreApi> = new Set([
  'setup',
  'unlock',
  'signIn',
  'verify',
  'methods',
  'devices',
  'studio',
])

/** The same calls, each made on the core that `ready` answers with. */
export function deferredCore(ready: () => Promise<{ readonly remote: RemoteCore }>): RemoteCore {
  const call =
    (group: PropertyKey | null, method: PropertyKey) =>
    async (...args: readonly unknown[]): Promise<unknown> => {
      const { remote } = await ready()
      const owner: unknown = group === null ? remote : Reflect.get(remote, group)
      const target: unknown = Reflect.get(Object(owner), method)
      return typeof target === 'function' ? Reflect.apply(target, owner, args) : undefined
    }
  const methodsOf = (group: PropertyKey) => new Proxy({}, { get: (_target, method) => call(group, method) })
  // The shape is the one above, made on demand.
  // eslint-disable-next-line typescript/no-unsafe-type-assertion
  return new Proxy({} as RemoteCore, {
    get: (_target, name: keyof RemoteCore) => (groups.has(name) ? methodsOf(name) : call(null, name)),
  })
}

function withImport(studio: RemotedGroup<StudioApi>): RemotedGroup<StudioApi> {
  return new Proxy(studio, {
    get(target, name: keyof StudioApi) {
      if (name !== 'importRows') return target[name]
      return (rows: Parameters<StudioApi['importRows']>[0], progress: (progress: Progress) => void) =>
        target.importRows(rows, proxy(progress))
    },
  })
}

const ceremonyGroups: ReadonlySet<string> = new Set(['setup', 'unlock', 'signIn', 'verify', 'methods'])

/** Outcomes of ceremonies carry PRF output: it leaves this thread with the message. */
function withTransfer<Group extends object>(group: Group): Group {
  return new Proxy(group, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name)
      if (typeof method !== 'function') return method
      return (...args: readonly unknown[]): unknown => Reflect.apply(method, target, args.map(moved))
    },
  })
}

function moved(argument: unknown): unknown {
  if (!isOutcome(argument)) return argument
  const buffers = [argument.prf.app, argument.prf.vault].flatMap(bytes => (bytes === null ? [] : [bytes.buffer]))
  return transfer(argument, buffers)
}

function isOutcome(argument: unknown): argument is CeremonyOutcome {
  return typeof argument === 'object' && argument !== null && 'prf' in argument && 'response' in argument
}
