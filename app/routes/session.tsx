import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { keepOrEnd } from '~/access/session-answer.server'

export function loader() {
  return redirect('/today')
}

export function action(asked: ActionFunctionArgs) {
  return keepOrEnd(asked)
}
