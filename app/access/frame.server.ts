import type { AppLoadContext } from '@remix-run/node'
import { now } from '~/shared/clock.server'
import { formKey } from '~/shared/form-key.server'
import type { FrameData } from '~/ui/frame'
import { accountLinksOf, placesOf } from './places'
import { entered } from './signed-in.server'

/** What the bars around a page show, for whoever is signed in; for nobody, only the name of the product. */
export async function frameOf(asked: { request: Request; context: AppLoadContext }): Promise<FrameData> {
  const { worker, stage } = await entered(asked)
  const { secret, isDemonstration, savingIsOff, standbyIsAway, clockIsWrong } = asked.context
  const clock = { clockIsWrong: clockIsWrong?.() === true }
  if (!worker)
    return {
      ...clock,
      // Whoever tries to sign in is told the same, whenever they do.
      madeAt: null,
      demonstration: isDemonstration,
      savingIsOff,
      isHeldOnce: false,
      account: null,
      places: [],
    }

  const keyFor = (path: string) => formKey(secret, worker.formSecret, path)
  const isIn = stage === 'full'
  return {
    ...clock,
    madeAt: now().getTime(),
    demonstration: worker.isDemonstration,
    savingIsOff,
    isHeldOnce: isIn && worker.role === 'administrator' && standbyIsAway?.() === true,
    account: isIn
      ? {
          name: worker.name,
          formKey: keyFor('/search'),
          links: accountLinksOf(worker.role),
          session: { secondsLeft: worker.secondsLeft, formKey: keyFor('/session') },
        }
      : null,
    places: isIn ? placesOf(worker.role) : [],
  }
}
