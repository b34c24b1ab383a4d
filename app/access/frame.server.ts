import type { AppLoadContext } from '@remix-run/node'
import { formKey } from '~/shared/form-key.server'
import type { FrameData } from '~/ui/frame'
import { accountLinksOf, placesOf } from './places'
import { entered } from './signed-in.server'

/** What the bars around a page show, for whoever is signed in; for nobody, only the name of the product. */
export async function frameOf(asked: { request: Request; context: AppLoadContext }): Promise<FrameData> {
  const { worker, stage } = await entered(asked)
  const { secret, isDemonstration, savingIsOff, standbyIsAway } = asked.context
  if (!worker)
    return { demonstration: isDemonstration, savingIsOff, isHeldOnce: false, account: null, places: [] }

  const keyFor = (path: string) => formKey(secret, worker.formSecret, path)
  const isIn = stage === 'full'
  return {
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
