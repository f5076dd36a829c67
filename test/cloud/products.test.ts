import { describe, expect, it } from 'vitest'
import { refusalIn } from '../../src/cloud/answers.ts'
import { products } from '../../src/cloud/products.ts'

describe('the host of a product', () => {
  it.each([
    ['ecs', 'cn-beijing', 'ecs.cn-beijing.aliyuncs.com'],
    ['ecs', 'cn-hangzhou', 'ecs-cn-hangzhou.aliyuncs.com'],
    ['vpc', 'eu-central-1', 'vpc.eu-central-1.aliyuncs.com'],
    ['vpc', 'cn-hangzhou', 'vpc.aliyuncs.com'],
    ['vpc', 'cn-shanghai-finance-1', 'vpc.aliyuncs.com'],
    ['ens', 'cn-beijing', 'ens.aliyuncs.com'],
    ['ens', 'ap-southeast-1', 'ens.ap-southeast-1.aliyuncs.com'],
    ['cs', 'cn-hangzhou', null],
  ] as const)('%s in %s is %s', (product, region, host) => {
    expect(products[product].host(region)).toBe(host)
  })
})

describe('an RPC answer with a status of success', () => {
  const from = { status: 200, requestId: 'R-1' }

  it.each([[{}], [{ Code: 0 }], [{ Code: '0' }], [null], [undefined], ['Code']])('refuses nothing: %j', (body) => {
    expect(refusalIn(body, from)).toBeUndefined()
  })

  it('refuses with a code', () => {
    expect(refusalIn({ Code: 'Throttling', Message: 'slow down' }, from)).toEqual({
      code: 'Throttling',
      message: 'slow down',
      status: 200,
      requestId: 'R-1',
    })
    expect(refusalIn({ Code: 400 }, { status: 200, requestId: undefined })).toEqual({
      code: '400',
      message: '',
      status: 200,
    })
  })
})
