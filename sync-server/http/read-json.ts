import type { Context } from 'hono'
import * as z from 'zod/mini'
import { err, ok, type Result } from '#shared/lang/result.ts'
import type { ErrorCode } from '#shared/protocol/errors.ts'

/** The body, parsed once by its schema. */
export async function readJson<Schema extends z.core.$ZodType>(
  c: Context,
  schema: Schema,
): Promise<Result<z.output<Schema>, ErrorCode>> {
  if (mediaType(c) !== 'application/json') return err('unsupported-media')
  const body = await c.req.text()
  try {
    const parsed = z.safeParse(schema, JSON.parse(body))
    return parsed.success ? ok(parsed.data) : err('bad-request')
  } catch {
    // JSON.parse, and codecs that meet malformed base64url, throw.
    return err('bad-request')
  }
}

export function mediaType(c: Context): string | null {
  const header = c.req.header('content-type')
  if (header === undefined) return null
  return (header.split(';')[0] ?? '').trim().toLowerCase()
}
