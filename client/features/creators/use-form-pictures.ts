import { useCallback, useEffect, useRef, useState } from 'react'
import type { NewImage } from '#client/core/api.ts'
import { objectUrls } from '#client/platform/object-urls.ts'
import type { ResizeFailure, resizeImage } from '#client/platform/resize-image.ts'

/** `url` shows it until the form is left. */
export type ChosenPicture = { readonly image: NewImage; readonly url: string }

export type FormPictures = {
  /** By field; stored when the form is saved. */
  readonly chosen: ReadonlyMap<string, ChosenPicture>
  readonly reading: ReadonlySet<string>
  readonly choose: (name: string, file: Blob) => Promise<void>
  readonly forget: (name: string) => void
}

/** The photos and logos that were chosen in a form and are not written yet. */
export function useFormPictures(
  resize: typeof resizeImage,
  onRefused: (name: string, failure: ResizeFailure) => void,
): FormPictures {
  const [chosen, setChosen] = useState<FormPictures['chosen']>(new Map())
  const [reading, setReading] = useState<FormPictures['reading']>(new Set())
  const urls = useRef(new Set<string>())
  useEffect(() => {
    const made = urls.current
    return () => {
      for (const url of made) objectUrls.revoke(url)
      made.clear()
    }
  }, [])

  const choose = async (name: string, file: Blob): Promise<void> => {
    setReading(present => new Set(present).add(name))
    const resized = await resize(file)
    setReading(present => new Set([...present].filter(other => other !== name)))
    if (!resized.ok) return onRefused(name, resized.error)
    const url = objectUrls.make(resized.value.bytes, resized.value.type)
    urls.current.add(url)
    setChosen(present => new Map(present).set(name, { image: resized.value, url }))
  }
  const forget = useCallback(
    (name: string) => setChosen(present => new Map([...present].filter(([other]) => other !== name))),
    [],
  )
  return { chosen, reading, choose, forget }
}
