import type { FrameData } from '~/ui/frame'

declare module '@remix-run/node' {
  interface AppLoadContext {
    requestId: string
    nonce: string
    clientAddress: string
    /** Writes an error to the log, reduced to what can hold no one's name. */
    reportError: (error: unknown) => void
    /** What the bars around a page show: whether it is the demonstration, and who is signed in. */
    frame?: (request: Request) => Promise<FrameData>
  }
}
