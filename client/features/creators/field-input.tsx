import type { ReactNode } from 'react'
import type { FieldDeclaration } from '#shared/domain/field.ts'
import { tagHue } from '#client/parts/tag-chips.tsx'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { Combobox } from '#client/ui/combobox.tsx'
import { DateField } from '#client/ui/date-field.tsx'
import type { SelectOption } from '#client/ui/select-field.tsx'
import { SelectField } from '#client/ui/select-field.tsx'
import { SuggestField } from '#client/ui/suggest-field.tsx'
import { TagsField } from '#client/ui/tags-field.tsx'
import { TextArea } from '#client/ui/text-area.tsx'
import { TextField } from '#client/ui/text-field.tsx'
import { words } from '#client/words/en.ts'
import type { DraftValue } from './field-draft.ts'

export type FieldInputProps = {
  readonly declaration: FieldDeclaration
  readonly id: string
  readonly value: DraftValue
  readonly onChange: (value: DraftValue) => void
  readonly onBlur?: () => void
  readonly error?: ReactNode
  readonly suggestions: readonly string[]
  /** Asked for only where the field is a time zone. */
  readonly zones: () => readonly SelectOption[]
}

/** The input that a field's declaration asks for. */
export function FieldInput(props: FieldInputProps) {
  const { declaration, id, value, onChange, onBlur, error } = props
  const common = { id, ...labelOf(declaration, error) }
  const blur = onBlur === undefined ? {} : { onBlur }
  const text = typeof value === 'string' ? value : ''
  switch (inputKind(declaration, props.suggestions)) {
    case 'tags':
      return (
        <TagsField
          {...common}
          value={Array.isArray(value) ? value : []}
          onValueChange={onChange}
          suggestions={props.suggestions}
          hueOf={tagHue}
        />
      )
    case 'checkbox':
      return (
        <Checkbox
          id={id}
          label={declaration.label}
          checked={value === true}
          onChange={event => onChange(event.currentTarget.checked)}
        />
      )
    case 'select':
      return (
        <SelectField
          {...common}
          {...blur}
          options={selectOptions(declaration)}
          value={text}
          onChange={event => onChange(event.currentTarget.value)}
        />
      )
    case 'zone':
      return (
        <Combobox
          {...common}
          {...blur}
          options={props.zones()}
          value={text}
          onValueChange={zone => onChange(zone ?? '')}
          placeholder={words.creators.form.findZone}
        />
      )
    case 'date':
      return <DateField {...common} {...blur} value={text} onValueChange={onChange} />
    case 'lines':
      return (
        <TextArea
          {...common}
          {...blur}
          dir="auto"
          value={text}
          onChange={event => onChange(event.currentTarget.value)}
        />
      )
    case 'suggest':
      return (
        <SuggestField {...common} {...blur} value={text} onValueChange={onChange} suggestions={props.suggestions} />
      )
    case 'line':
      return (
        <TextField
          {...common}
          {...blur}
          {...keyboardOf(declaration)}
          dir="auto"
          value={text}
          onChange={event => onChange(event.currentTarget.value)}
        />
      )
  }
}

function labelOf(declaration: FieldDeclaration, error: ReactNode) {
  return {
    label: declaration.label,
    ...(error === undefined ? {} : { error }),
    ...(declaration.required === true ? { required: true } : {}),
    ...(declaration.help === undefined ? {} : { help: declaration.help }),
  }
}

export type InputKind = 'tags' | 'checkbox' | 'select' | 'zone' | 'date' | 'lines' | 'suggest' | 'line'

export function inputKind(declaration: FieldDeclaration, suggestions: readonly string[]): InputKind {
  if (declaration.type === 'tags' || declaration.type === 'strings') return 'tags'
  if (declaration.type === 'boolean') return 'checkbox'
  if (declaration.type === 'choice' || isScale(declaration)) return 'select'
  if (declaration.type === 'date') return 'date'
  if (declaration.type === 'text' || declaration.type === 'links') return 'lines'
  if (declaration.type === 'string' && declaration.format === 'timezone') return 'zone'
  return suggestions.length > 0 || declaration.suggestsUsed === true ? 'suggest' : 'line'
}

/** A short run of whole numbers is a choice. */
function isScale(declaration: FieldDeclaration): boolean {
  return declaration.type === 'integer' && declaration.max - declaration.min < 10
}

function selectOptions(declaration: FieldDeclaration): readonly SelectOption[] {
  if (declaration.type === 'choice') return declaration.options
  if (declaration.type !== 'integer') return []
  return Array.from({ length: declaration.max - declaration.min + 1 }, (_, index) => {
    const value = String(declaration.min + index)
    return { value, label: value }
  })
}

/** The right keyboard on a phone. Not `type="url"`: an address may be typed without its scheme. */
function keyboardOf(declaration: FieldDeclaration) {
  if (declaration.type !== 'string') return {}
  switch (declaration.format) {
    case 'email':
      return { inputMode: 'email', autoCapitalize: 'none', spellCheck: false } as const
    case 'phone':
      return { inputMode: 'tel' } as const
    case 'url':
      return { inputMode: 'url', autoCapitalize: 'none', spellCheck: false } as const
    case 'handle':
      return { autoCapitalize: 'none', spellCheck: false } as const
    default:
      return {}
  }
}
