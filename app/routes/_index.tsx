import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { entered } from '~/access/signed-in.server'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: 'Airt' }]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { stage } = await entered({ request, context })
  if (stage === 'full') throw redirect('/today')
  return null
}

export default function Welcome() {
  return (
    <>
      <PageTitle
        action={
          <a className="btn" href="/sign-in">
            Sign in
          </a>
        }
      >
        Airt
      </PageTitle>
      <p>
        Airt helps people who work with young people in Scotland to see a change coming, to know why it
        matters, and to put a real alternative within reach in time.
      </p>
    </>
  )
}
