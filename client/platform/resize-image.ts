import { imageBytesMax, imageEdgeMax } from '#shared/domain/image.ts'
import { err, ok, type Result } from '#shared/lang/result.ts'
import type { NewImage } from '#client/core/api.ts'

export const sourceBytesMax = 25_000_000

export type ResizeFailure =
  | { readonly kind: 'empty' }
  | { readonly kind: 'not-an-image' }
  | { readonly kind: 'file-too-large'; readonly bytes: number; readonly limitBytes: number }
  | { readonly kind: 'undecodable' }

type Size = { readonly width: number; readonly height: number }
type Picture = Size & {
  readonly source: CanvasImageSource
  /** Drawn sharp at any size. */
  readonly isVector: boolean
  readonly release: () => void
}

/**
 * A file as a photo or logo is kept: at most 512 pixels on its longer edge, as WebP, with its transparency. Only pixels
 * are taken over, so that places and camera names in the file's metadata stay behind.
 */
export async function resizeImage(file: Blob): Promise<Result<NewImage, ResizeFailure>> {
  const refusal = refuseUnread(file)
  if (refusal !== null) return err(refusal)
  const picture = file.type === vectorType ? await decodeVector(file) : await decodePixels(file)
  if (picture === null) return err({ kind: 'undecodable' })
  try {
    return ok(await encode(picture, imageEdgeMax))
  } catch (error) {
    // An SVG with HTML inside taints the canvas, and a picture may be larger than the memory: neither can be read back.
    if (error instanceof DOMException) return err({ kind: 'undecodable' })
    throw error
  } finally {
    picture.release()
  }
}

const vectorType = 'image/svg+xml'

/** A file without a type may still be a picture: whether it is shows when it is read. */
function refuseUnread(file: Blob): ResizeFailure | null {
  if (file.type !== '' && !file.type.startsWith('image/')) return { kind: 'not-an-image' }
  if (file.size === 0) return { kind: 'empty' }
  if (file.size > sourceBytesMax) {
    return { kind: 'file-too-large', bytes: file.size, limitBytes: sourceBytesMax }
  }
  return null
}

async function decodePixels(file: Blob): Promise<Picture | null> {
  try {
    const bitmap = await createImageBitmap(file)
    return {
      source: bitmap,
      width: bitmap.width,
      height: bitmap.height,
      isVector: false,
      release: () => bitmap.close(),
    }
  } catch {
    // The one thing a browser says of bytes that it cannot read as a picture.
    return null
  }
}

/** In an image element an SVG runs no script and loads nothing (SVG 2, "secure animated mode"). */
async function decodeVector(file: Blob): Promise<Picture | null> {
  const url = URL.createObjectURL(file)
  const image = new Image()
  image.src = url
  const release = (): void => URL.revokeObjectURL(url)
  try {
    await image.decode()
  } catch {
    release()
    return null
  }
  const { naturalWidth: width, naturalHeight: height } = image
  if (width > 0 && height > 0) return { source: image, width, height, isVector: true, release }
  release()
  return null
}

async function encode(picture: Picture, edge: number): Promise<NewImage> {
  const size = fitWithin(picture, edge, picture.isVector)
  const canvas = new OffscreenCanvas(size.width, size.height)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('no 2d context for a canvas of 512 pixels')
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture.source, 0, 0, size.width, size.height)
  // Where WebP cannot be written the answer is a PNG (HTML, "serialization of the bitmap to a file").
  const file = await canvas.convertToBlob({ type: 'image/webp', quality: 0.85 })
  if (file.size > imageBytesMax) return encode(picture, Math.floor(Math.max(size.width, size.height) * 0.75))
  const type = file.type === 'image/webp' ? 'image/webp' : 'image/png'
  return { bytes: new Uint8Array(await file.arrayBuffer()), type, ...size }
}

/** Keeps the proportions and is at least a pixel each way. Pixels are never blown up. */
export function fitWithin({ width, height }: Size, edge: number, mayGrow = false): Size {
  const scale = edge / Math.max(width, height)
  const factor = mayGrow ? scale : Math.min(1, scale)
  const fitted = (length: number): number => Math.max(1, Math.round(length * factor))
  return { width: fitted(width), height: fitted(height) }
}
