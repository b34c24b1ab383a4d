import { editProgramme } from '~/programmes/edit-programme.server'
import { deriveTouched } from '~/transitions/derive.server'

/**
 * Changes what the directory says of a programme. Whoever has an open referral to it or a place on it is derived anew in the same
 * transaction: when it ends, or its funding does, their workers are told.
 */
export async function changeProgramme(
  ...[db, ...change]: Parameters<typeof editProgramme>
): ReturnType<typeof editProgramme> {
  const saved = await editProgramme(db, ...change)
  if (saved.ok) await deriveTouched(db)
  return saved
}
