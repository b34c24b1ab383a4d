/** Given at every start, so that no file beside the data can weaken them. */
export const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  cluster_name: 'airt',
  password_encryption: 'scram-sha-256',
  shared_buffers: '64MB',
  max_wal_size: '512MB',
  // A backup folder that can't be written to must not fill the disk of the database.
  max_slot_wal_keep_size: '4GB',
  jit: 'off',
  timezone: 'UTC',
  lc_messages: 'C',

  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',

  // The log may not hold a word of what is written about anybody: no statement, no parameter, no detail.
  logging_collector: 'off',
  log_destination: 'stderr',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  log_statement: 'none',
  log_duration: 'off',
  log_min_duration_statement: '-1',
  log_min_duration_sample: '-1',
  log_transaction_sample_rate: '0',
  log_min_error_statement: 'panic',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
} as const

/** For a cluster that tests throw away. */
export const UNSAFE_SETTINGS = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
} as const

/** What must hold on a connection of the product, whatever a role or a database was given of its own. */
export const MUST_HOLD = ['fsync', 'full_page_writes', 'synchronous_commit'] as const
