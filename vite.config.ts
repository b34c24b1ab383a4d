import { fileURLToPath } from 'node:url'
import { vitePlugin as remix } from '@remix-run/dev'
import { type CSSOptions, defineConfig } from 'vite'
import { isOfUse } from './app/ui/sg-parts'
import options from './remix.config.js'

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true
  }
}

type PostCssPlugin = NonNullable<Exclude<CSSOptions['postcss'], string | undefined>['plugins']>[number]

/** Leaves out of the SG sheet what no page of ours uses. */
const onlyPartsOfUse: PostCssPlugin = {
  postcssPlugin: 'only-parts-of-use',
  Rule(rule) {
    const kept = rule.selectors.filter(isOfUse)
    if (kept.length === 0) rule.remove()
    else if (kept.length < rule.selectors.length) rule.selectors = kept
  },
}

export default defineConfig({
  plugins: [remix(options)],
  css: { postcss: { plugins: [onlyPartsOfUse] } },
  resolve: {
    alias: {
      '~': fileURLToPath(new URL('./app', import.meta.url)),
      '#db': fileURLToPath(new URL('./db', import.meta.url)),
    },
  },
  build: { assetsInlineLimit: 0 },
})
