import { Migration } from '@medusajs/framework/mikro-orm/migrations';

export class Migration20261129000000 extends Migration {
	override async up(): Promise<void> {
		this.addSql(`create table if not exists "contract_gate_outbox" (
			"id" text not null, "key" text not null, "topic" text not null, "subject" text not null, "payload" jsonb not null,
			"attempts" integer not null default 0, "due_at" timestamptz not null, "claimed_until" timestamptz null,
			"delivered_at" timestamptz null, "last_error" text null,
			"created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null,
			constraint "contract_gate_outbox_pkey" primary key ("id"));`);
		this.addSql(
			`create unique index if not exists "IDX_contract_gate_outbox_key_unique" on "contract_gate_outbox" ("key") where deleted_at is null;`,
		);
		this.addSql(
			`create index if not exists "IDX_contract_gate_outbox_due" on "contract_gate_outbox" ("delivered_at", "due_at") where deleted_at is null;`,
		);
		this.addSql(`create table if not exists "contract_gate_cursor" (
			"id" text not null, "read_until" timestamptz not null,
			"created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null,
			constraint "contract_gate_cursor_pkey" primary key ("id"));`);
	}

	override async down(): Promise<void> {
		this.addSql(`drop table if exists "contract_gate_outbox" cascade;`);
		this.addSql(`drop table if exists "contract_gate_cursor" cascade;`);
	}
}
