/** `code` picks the words in the screens' catalogue; `limit` fills them. */
export type FieldProblem = { readonly field: string; readonly code: ProblemCode; readonly limit?: number }

/** The same, where the caller knows which field it asked about. */
export type Problem = { readonly code: ProblemCode; readonly limit?: number }

export type ProblemCode =
  | 'required'
  | 'too-long'
  | 'too-many'
  | 'bad-email'
  | 'bad-url'
  | 'bad-url-scheme'
  | 'bad-handle'
  | 'bad-date'
  | 'bad-number'
  | 'out-of-range'
  | 'bad-choice'
  | 'bad-timezone'
  | 'bad-boolean'
  | 'unknown-field'
