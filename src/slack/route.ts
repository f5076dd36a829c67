import type { Dispatcher } from 'undici'
import type { ProxyFor } from '../config/proxies.ts'
import type { Send } from './instrument.ts'

/** How Slack is reached where not directly: by the Web API's clients, and by the socket. */
export type Route = { readonly fetch: Send; readonly dispatcher: Dispatcher }

/** Through the proxies, each address by the rule. undici is loaded only here: without a proxy Node's own is enough. */
export async function routeThrough(proxyFor: ProxyFor): Promise<Route> {
  const undici = await import('undici')
  const direct = new undici.Agent()
  const proxies = new Map<string, Dispatcher>()
  const through = (address: string): Dispatcher => {
    const proxy = proxies.get(address) ?? new undici.ProxyAgent(address)
    proxies.set(address, proxy)
    return proxy
  }
  const dispatcher = new (class extends undici.Dispatcher {
    override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
      const proxy = proxyFor(String(options.origin))
      return (proxy ? through(proxy.href) : direct).dispatch(options, handler)
    }
  })()
  return {
    dispatcher,
    // The bot sends forms as text only, and undici's FormData is not Node's.
    fetch: (url, { body, ...init } = {}) =>
      undici.fetch(url, { ...init, ...(typeof body === 'string' ? { body } : {}), dispatcher }),
  }
}
