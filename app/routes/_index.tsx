import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { placesOf } from '~/access/places'
import { entered } from '~/access/signed-in.server'

/** The address that people keep: on to where their day begins, or to the door. */
export async function loader(asked: LoaderFunctionArgs) {
  const { worker, stage } = await entered(asked)
  if (worker && stage === 'full') throw redirect(placesOf(worker.role)[0].to)
  throw redirect(stage === 'code' ? '/sign-in/code' : '/sign-in')
}
