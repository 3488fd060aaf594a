/** What the shipped scenarios are about, for whoever looks for one: groups in their order, with the names of their files. */
export const groups: readonly { readonly title: string; readonly names: readonly string[] }[] = [
  {
    title: 'ZEO, the storage server of Zope',
    names: ['zeo-2002', 'zeo-2002-foreseen', 'zeo-2005', 'zeo-2005-data', 'zeo'],
  },
  { title: 'Brokers', names: ['kafka-4.0', 'kafka-apiversions', 'kafka-ibp', 'rabbitmq-3.13', 'amqp-0-9-1'] },
  {
    title: 'Databases and search',
    names: [
      'cassandra-4.0-repair',
      'cassandra-native',
      'elasticsearch-7.17',
      'elasticsearch-transport',
      'mongodb-7.0',
      'mongodb-wire',
      'mysql-8.4',
      'postgresql',
      'redis-hello',
    ],
  },
  { title: 'Orchestration', names: ['kubernetes-1.35', 'kubernetes-1.35-parked'] },
  { title: 'Coordination', names: ['etcd-peers', 'zookeeper-3.5', 'zookeeper-3.5-direct'] },
  { title: 'Wire protocols', names: ['9p', 'mcp', 'nbd', 'rfb', 'ssh', 'tls'] },
]
