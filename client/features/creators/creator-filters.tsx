import { Search } from 'lucide-react'
import type { Ref } from 'react'
import { stages } from '#shared/domain/stage.ts'
import { healthShapes } from '#client/parts/health-badge.tsx'
import { Button } from '#client/ui/button.tsx'
import { FilterChip } from '#client/ui/filter-chip.tsx'
import { HealthMark } from '#client/ui/health-mark.tsx'
import { Segmented } from '#client/ui/segmented.tsx'
import { TextField } from '#client/ui/text-field.tsx'
import { words } from '#client/words/en.ts'
import {
  clearFilters,
  countFilters,
  followUpChoices,
  healthScores,
  shelves,
  toggleIn,
  type CreatorView,
} from './creator-view.ts'
import { FacetPopover } from './facet-popover.tsx'
import type { FacetCounts } from './filter-creators.ts'
import { SortMenu } from './sort-menu.tsx'

export type CreatorFiltersProps = {
  readonly view: CreatorView
  readonly counts: FacetCounts
  readonly onChange: (view: CreatorView) => void
  readonly searchRef: Ref<HTMLInputElement>
  /** Cards have no column headers to sort by, and less room. */
  readonly withSort: boolean
}

export function CreatorFilters({ view, counts, onChange, searchRef, withSort }: CreatorFiltersProps) {
  return (
    <search className="flex flex-col gap-2 border-b border-line px-4 pb-3 md:px-6">
      <div className="flex flex-wrap items-center gap-2">
        <TextField
          ref={searchRef}
          type="search"
          label={words.creators.search}
          labelHidden
          placeholder={words.creators.searchHint}
          leading={<Search aria-hidden className="size-4" />}
          className="min-w-56 flex-1 md:max-w-80"
          value={view.query}
          enterKeyHint="search"
          onChange={event => onChange({ ...view, query: event.currentTarget.value })}
          onKeyDown={event => {
            if (event.key === 'Escape' && view.query !== '') onChange({ ...view, query: '' })
          }}
        />
        <Segmented
          label={words.creators.shelves}
          options={shelves.map(shelf => ({ value: shelf, label: words.creators.shelf[shelf] }))}
          value={view.shelf}
          onChange={shelf => onChange({ ...view, shelf })}
        />
        {withSort ? (
          <SortMenu view={view} onChange={onChange} />
        ) : (
          <FacetPopovers view={view} counts={counts} onChange={onChange} />
        )}
      </div>
      <div
        role="group"
        aria-label={words.creators.filters}
        className="-mx-4 flex items-center gap-1.5 overflow-x-auto px-4 py-0.5 [scrollbar-width:none] md:mx-0 md:flex-wrap md:overflow-visible md:px-0"
      >
        <ChoiceChips view={view} counts={counts} onChange={onChange} />
        {withSort && (
          <>
            <Divider />
            <FacetPopovers view={view} counts={counts} onChange={onChange} />
          </>
        )}
        {countFilters(view) > 0 && (
          <Button size="sm" variant="quiet" onClick={() => onChange(clearFilters(view))}>
            {words.creators.clear}
          </Button>
        )}
      </div>
    </search>
  )
}

type FacetProps = Pick<CreatorFiltersProps, 'view' | 'counts' | 'onChange'>

function ChoiceChips({ view, counts, onChange }: FacetProps) {
  return (
    <>
      {healthScores.map(score => (
        <FilterChip
          key={score}
          pressed={view.healths.includes(score)}
          count={counts.health.get(score) ?? 0}
          leading={<HealthMark shape={healthShapes[score]} label="" />}
          onPress={() => onChange({ ...view, healths: toggleIn(view.healths, score) })}
        >
          {words.records.health[score]}
        </FilterChip>
      ))}
      <Divider />
      {stages.map(stage => (
        <FilterChip
          key={stage}
          pressed={view.stages.includes(stage)}
          count={counts.stage.get(stage) ?? 0}
          onPress={() => onChange({ ...view, stages: toggleIn(view.stages, stage) })}
        >
          {words.records.stage[stage]}
        </FilterChip>
      ))}
    </>
  )
}

function FacetPopovers({ view, counts, onChange }: FacetProps) {
  return (
    <>
      <FacetPopover
        label={words.creators.filter.followUp}
        options={followUpChoices.map(choice => ({ value: choice, label: words.creators.followUp[choice] }))}
        counts={counts.followUp}
        chosen={view.followUps}
        onToggle={choice => onChange({ ...view, followUps: toggleIn(view.followUps, choice) })}
      />
      <FacetPopover
        label={words.creators.filter.niche}
        options={textOptions(counts.niche, view.niches)}
        counts={counts.niche}
        chosen={view.niches}
        onToggle={niche => onChange({ ...view, niches: toggleIn(view.niches, niche) })}
      />
      <FacetPopover
        label={words.creators.filter.tag}
        options={textOptions(counts.tag, view.tags)}
        counts={counts.tag}
        chosen={view.tags}
        onToggle={tag => onChange({ ...view, tags: toggleIn(view.tags, tag) })}
      />
      <FacetPopover
        label={words.creators.filter.priority}
        options={[1, 2, 3, 4, 5].map(level => ({ value: level, label: words.records.priority(level) }))}
        counts={counts.priority}
        chosen={view.priorities}
        onToggle={level => onChange({ ...view, priorities: toggleIn(view.priorities, level) })}
      />
    </>
  )
}

function Divider() {
  return <span aria-hidden className="mx-1 h-5 w-px shrink-0 bg-line-strong" />
}

/** What there is to choose, the most frequent first; what is chosen stays, whatever else is. */
function textOptions(counts: ReadonlyMap<string, number>, chosen: readonly string[]) {
  const values = new Set([
    ...chosen,
    ...[...counts].toSorted(([, one], [, other]) => other - one).map(([value]) => value),
  ])
  return [...values].map(value => ({ value, label: value }))
}
