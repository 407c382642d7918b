/** Faces are round; a mark keeps its corners. */
export function pictureShape(field: string): 'round' | 'square' {
  return field === 'creatorAvatar' ? 'round' : 'square'
}
