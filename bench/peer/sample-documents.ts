import { initialDocument, type AggregateDocument } from '#client/core/documents/aggregate-document.ts'
import { creator } from '#shared/domain/creator.ts'
import { parseValues } from '#shared/domain/values.ts'
import { sampleCreators } from '../sample-creators.ts'

/** The documents that the app would make of the sample creators. */
export function sampleDocuments(count: number): AggregateDocument[] {
  return sampleCreators(0, count).map(values => {
    const parsed = parseValues(creator, values, 'create')
    if (!parsed.ok) throw new Error(`a sample is refused: ${JSON.stringify(parsed.error)}`)
    return initialDocument(creator, parsed.value)
  })
}
