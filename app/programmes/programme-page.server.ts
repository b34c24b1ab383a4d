import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import type { ZodType } from 'zod'
import { idFrom, notTheirs } from '~/access/not-theirs.server'
import { posted, type SignedIn, signedIn } from '~/access/signed-in.server'
import { type FoundProgramme, findProgramme, partIn } from './directory.server'

type Asked = LoaderFunctionArgs | ActionFunctionArgs
type Part = 'lead' | 'lead-or-staff'

/**
 * Who asks, and the programme in the address; where a part is named, only for who has it.
 * @throws the same 404 whether there is none or it is not theirs to change.
 */
export async function openProgramme(asked: Asked, part?: Part) {
  const signed = await signedIn(asked)
  return { ...signed, programme: await programmeFor(asked, signed, part) }
}

/** A form about the programme in the address, with the entry as it stands. @throws as `openProgramme`. */
export async function postedForProgramme<T>(asked: ActionFunctionArgs, schema: ZodType<T>, part: Part) {
  const form = await posted(asked, schema)
  return { ...form, programme: await programmeFor(asked, form, part) }
}

/**
 * The entry as it stands after somebody else has saved: what was read before the form waited for them is not it. @throws as
 * `openProgramme`.
 */
export function programmeAgain(asked: Asked, signed: SignedIn): Promise<FoundProgramme> {
  return programmeFor(asked, signed)
}

async function programmeFor(asked: Asked, { db, worker }: SignedIn, part?: Part): Promise<FoundProgramme> {
  const programme = await findProgramme(db, idFrom(asked.params.programmeId))
  const own = programme && partIn(programme, worker)
  const isTheirs = part === undefined || own === 'lead' || (own === 'staff' && part === 'lead-or-staff')
  if (!programme || !isTheirs) throw await notTheirs(db, asked.params.programmeId ?? '')
  return programme
}
