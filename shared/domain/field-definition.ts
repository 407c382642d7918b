import { defineCollection } from './field.ts'

/** A field that the studio declared for itself, inside the settings. */
export const fieldDefinition = defineCollection({
  name: 'fieldDefinition',
  singular: 'Custom field',
  plural: 'Custom fields',
  stored: 'inside',
  schema: 1,
  display: 'label',
  sections: [],
  fields: {
    key: { type: 'string', max: 50, label: 'Key', merge: 'register', required: true },
    label: { type: 'string', max: 100, label: 'Label', merge: 'register', required: true },
    kind: {
      type: 'choice',
      options: [
        { value: 'text', label: 'Text' },
        { value: 'long-text', label: 'Long text' },
        { value: 'number', label: 'Number' },
        { value: 'currency', label: 'Currency' },
        { value: 'date', label: 'Date' },
        { value: 'boolean', label: 'Yes or no' },
        { value: 'url', label: 'URL' },
        { value: 'email', label: 'Email' },
        { value: 'phone', label: 'Phone' },
        { value: 'choice', label: 'Single choice' },
        { value: 'choices', label: 'Multiple choice' },
        { value: 'list', label: 'List of text' },
        { value: 'colour', label: 'Colour' },
      ],
      label: 'Type',
      merge: 'register',
      required: true,
      initial: 'text',
    },
    options: { type: 'strings', max: 100, label: 'Options', merge: 'list' },
    isRequired: { type: 'boolean', label: 'Required', merge: 'register', initial: false },
    initialValue: { type: 'string', max: 200, label: 'Default', merge: 'register' },
    help: { type: 'string', max: 200, label: 'Help', merge: 'register' },
  },
})
