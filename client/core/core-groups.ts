import { err, ok, type Result } from '#shared/lang/result.ts'
import type { CommandFailure, DevicesApi, MethodsApi, StudioApi, VerifyApi } from './api.ts'
import { standingConflicts } from './documents/conflict-history.ts'
import type { OpenSession } from './session/open-session.ts'

/** The groups of the API that need an open studio. A call that comes while it is locked is answered, never left hanging. */
type Need = () => OpenSession | null

const locked = { ok: false, error: { kind: 'locked' } } as const
const verifyFirst = { ok: false, error: { kind: 'verify-first' } } as const

export function studioApi(need: Need): StudioApi {
  const audited = async (result: Promise<Result<unknown, CommandFailure>>): Promise<Result<null, CommandFailure>> => {
    const done = await result
    return done.ok ? ok(null) : done
  }
  return {
    execute: async command => (await need()?.studio().commands.execute(command)) ?? locked,
    undo: async () => (await need()?.studio().commands.undo()) ?? locked,
    redo: async () => (await need()?.studio().commands.redo()) ?? locked,
    importRows: async (rows, progress) => (await need()?.studio().commands.importRows(rows, progress)) ?? locked,
    storeImage: async image => (await need()?.studio().commands.storeImage(image)) ?? locked,
    image: async blob => (await need()?.studio().readFile(blob)) ?? null,
    cancelImport: async () => need()?.studio().commands.cancelImport(),
    recordExport: async (count, format) => {
      const session = need()
      return session === null
        ? locked
        : audited(session.studio().commands.record('EXPORT', 'creator', `${count} as ${format}`))
    },
    conflicts: async (id, field) => {
      const session = need()
      return session === null
        ? []
        : standingConflicts(session.studio().editor, id, field, device => session.deviceName(device))
    },
    history: async id => (await need()?.studio().audit.of(id)) ?? [],
    audit: async ({ before, limit }) => (await need()?.studio().audit.page(before, limit)) ?? [],
  }
}

export function verifyApi(need: Need): VerifyApi {
  return {
    options: async () => (await need()?.verify.options()) ?? err({ kind: 'unreachable' }),
    withPasskey: async outcome => (await need()?.verify.withPasskey(outcome)) ?? err({ kind: 'no-such-method' }),
    withRecoveryCode: async code => (await need()?.verify.withRecoveryCode(code)) ?? err({ kind: 'no-such-method' }),
    withPassphrase: async passphrase =>
      (await need()?.verify.withPassphrase(passphrase)) ?? err({ kind: 'no-such-method' }),
    isFresh: async () => need()?.verify.isFresh() ?? false,
  }
}

export function methodsApi(need: Need): MethodsApi {
  return {
    list: async () => (await need()?.methods.list()) ?? [],
    addPasskeyOptions: async () => (await need()?.methods.addPasskeyOptions()) ?? verifyFirst,
    passkeyMade: async outcome => (await need()?.methods.passkeyMade(outcome)) ?? verifyFirst,
    passkeyConfirmed: async outcome => (await need()?.methods.passkeyConfirmed(outcome)) ?? verifyFirst,
    removePasskey: async credentialId => (await need()?.methods.removePasskey(credentialId)) ?? verifyFirst,
    newRecoveryKit: async () => need()?.methods.newRecoveryKit() ?? verifyFirst,
    confirmRecoveryKit: async typed => (await need()?.methods.confirmRecoveryKit(typed)) ?? verifyFirst,
    setPassphrase: async passphrase => (await need()?.methods.setPassphrase(passphrase)) ?? verifyFirst,
    removePassphrase: async () => (await need()?.methods.removePassphrase()) ?? verifyFirst,
  }
}

export function devicesApi(need: Need): DevicesApi {
  return {
    list: async () => (await need()?.devices.list()) ?? [],
    rename: async (device, name) => {
      const done = await need()?.renameDevice(device, name)
      return done === undefined ? locked : done.ok ? ok(null) : done
    },
    revoke: async device => (await need()?.devices.revoke(device)) ?? verifyFirst,
  }
}
