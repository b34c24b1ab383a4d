import type { Role } from './permissions'

/** Who is signed in, as the database found them from their session. */
export type Worker = {
  id: string
  organisationId: string
  name: string
  email: string
  role: Role
  organisation: string
  isDemonstration: boolean
  sessionId: string
  /** Until the session ends by itself. */
  secondsLeft: number
  /** Signs this session's forms. */
  formSecret: string
}
