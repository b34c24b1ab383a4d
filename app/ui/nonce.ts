import { createContext } from 'react'

/** The random word of one answer that lets its own scripts run. Empty in the browser, which hides it anyway. */
export const Nonce = createContext<string | undefined>(undefined)
