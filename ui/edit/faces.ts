/** The faces of one document: fields, its text, or both beside each other. */
export const faces = ['form', 'text', 'both'] as const

export type Face = (typeof faces)[number]

export const faceNames: Readonly<Record<Face, string>> = { form: 'Form', text: 'Text', both: 'Both' }
