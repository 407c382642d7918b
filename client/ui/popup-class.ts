/** The look of what opens over the page. */
export const popupClass =
  'max-h-(--available-height) max-w-(--available-width) origin-(--transform-origin) overflow-y-auto rounded-md border border-line-strong bg-surface text-ink shadow-pop outline-none transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0'
