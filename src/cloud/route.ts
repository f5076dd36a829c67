import { Agent } from 'node:https'
import httpx from 'httpx'
import type { ProxyFor } from '../config/proxies.ts'

/**
 * Sends every https call of Alibaba Cloud's SDK, those of the credential chain among them, through the proxies. The SDK
 * has no setting that reaches its HTTP layer (docs/platforms/ack.md#proxies), so this layer is told, which the client
 * and the credentials share: it uses Node's own agent for proxies, from Node 24.5 on. Plain http stays direct: it is
 * spoken on this machine and to the metadata service only.
 */
export function routeCloudThrough(proxyFor: ProxyFor): void {
  const agents = new Map<string, Agent>()
  const through = (proxy: URL): Agent => {
    const agent = agents.get(proxy.href) ?? new Agent({ keepAlive: true, proxyEnv: { HTTPS_PROXY: proxy.href } })
    agents.set(proxy.href, agent)
    return agent
  }
  const { request } = httpx
  const routed: typeof request = (url, options) => {
    const proxy = url.startsWith('https:') ? proxyFor(url) : undefined
    return request(url, proxy ? { ...options, agent: through(proxy) } : options)
  }
  Object.assign(httpx, { request: routed })
}
