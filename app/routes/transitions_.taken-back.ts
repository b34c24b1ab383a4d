import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { idFrom } from '~/access/not-theirs.server'
import { posted } from '~/access/signed-in.server'
import { backTo, withNote } from '~/transitions/place-view'
import { TakeBackInput } from '~/transitions/put-off.input'
import { takeBack } from '~/transitions/take-back.server'

/** Whoever comes here by an address finds the list. */
export function loader() {
  return redirect('/transitions')
}

/** Takes back one act of one's own, and leads back to where it was done. */
export async function action(asked: ActionFunctionArgs) {
  const { db, worker, input } = await posted(asked, TakeBackInput)
  const to = input.ok ? backTo(input.value.back) : '/transitions'
  const taken = input.ok ? await takeBack(db, worker, idFrom(input.value.actId)) : 0
  throw redirect(withNote(to, `undone=${taken}`), 303)
}
