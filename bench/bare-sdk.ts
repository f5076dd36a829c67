// The bare app in a process that holds Alibaba Cloud's SDK as well, loaded as src/cloud/alicloud.ts loads it.
import '@alicloud/credentials'
import '@alicloud/cs20151215'
import '@alicloud/openapi-core'
import '@darabonba/typescript'
import './bare.ts'
