/**
 * How a product of Alibaba Cloud is called. `RPC`: a POST to `/` whose action stands in a header and whose parameters in the query;
 * `ROA`: a method and a path. `host` of a region; null where the client knows it.
 */
export type Product = {
  readonly version: string
  readonly style: 'ROA' | 'RPC'
  readonly host: (region: string) => string | null
}

const centralEcs = ['cn-hangzhou', 'cn-shanghai-finance-1', 'cn-shenzhen-finance-1']
const centralVpc = /^cn-hangzhou$|finance|-gov-/

/** By the name that RAM gives a product (docs/platforms/reads.md#other-products). */
export const products = {
  cs: { version: '2015-12-15', style: 'ROA', host: () => null },
  ecs: {
    version: '2014-05-26',
    style: 'RPC',
    host: (region) => (centralEcs.includes(region) ? 'ecs-cn-hangzhou.aliyuncs.com' : `ecs.${region}.aliyuncs.com`),
  },
  vpc: {
    version: '2016-04-28',
    style: 'RPC',
    host: (region) => (centralVpc.test(region) ? 'vpc.aliyuncs.com' : `vpc.${region}.aliyuncs.com`),
  },
  ens: {
    version: '2017-11-10',
    style: 'RPC',
    host: (region) => (region === 'ap-southeast-1' ? `ens.${region}.aliyuncs.com` : 'ens.aliyuncs.com'),
  },
} as const satisfies Record<string, Product>
