export type WhyNotSaved = 'not-yours-to-change' | 'changed-meanwhile'
