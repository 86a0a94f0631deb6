export { openDatabase, type Database } from './client.ts'
export { empty, join, raw, sql, type Sql, type SqlRunner } from './sql.ts'
export type * from './generated/prisma/models.ts'
export type {
  ApiKey,
  AttemptState,
  Attempt,
  AuditEntry,
  BuiltInEntry,
  Channel,
  Connection,
  ConnectionStatus,
  DeliveryStatus,
  Event,
  Media,
  MediaKind,
  Member,
  Mode,
  OauthState,
  Post,
  PostStatus,
  PrismaClient,
  Publication,
  PublicationStatus,
  Webhook,
  WebhookAttempt,
  WebhookDelivery,
  Worker,
} from './generated/prisma/client.ts'
