using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;

#nullable disable

namespace P2P.Sdk.EntityFrameworkCore.Migrations.Postgres
{
    /// <inheritdoc />
    internal partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "campaign_work",
                columns: table => new
                {
                    kind = table.Column<int>(type: "integer", nullable: false),
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    due_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_campaign_work", x => new { x.kind, x.campaign_id });
                });

            migrationBuilder.CreateTable(
                name: "campaigns",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    description = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    join_code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    broadcast_number = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    settings = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_campaigns", x => x.campaign_id);
                });

            migrationBuilder.CreateTable(
                name: "commit_receipts",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: false),
                    results = table.Column<int[]>(type: "integer[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commit_receipts", x => new { x.campaign_id, x.batch_id });
                });

            migrationBuilder.CreateTable(
                name: "contact_tags",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    tag_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    contact_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contact_tags", x => new { x.campaign_id, x.tag_key, x.contact_id });
                });

            migrationBuilder.CreateTable(
                name: "directory",
                columns: table => new
                {
                    kind = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_directory", x => new { x.kind, x.name });
                });

            migrationBuilder.CreateTable(
                name: "import_outcomes",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    import_id = table.Column<Guid>(type: "uuid", nullable: false),
                    line = table.Column<int>(type: "integer", nullable: false),
                    outcome = table.Column<int>(type: "integer", nullable: false),
                    message = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_import_outcomes", x => new { x.campaign_id, x.import_id, x.line });
                });

            migrationBuilder.CreateTable(
                name: "import_stage",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    import_id = table.Column<Guid>(type: "uuid", nullable: false),
                    line = table.Column<int>(type: "integer", nullable: false),
                    phone = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    content = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    is_duplicate = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_import_stage", x => new { x.campaign_id, x.import_id, x.line });
                });

            migrationBuilder.CreateTable(
                name: "key_uses",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    operation = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    idempotency_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    input_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_key_uses", x => new { x.campaign_id, x.user_id, x.operation, x.idempotency_key });
                });

            migrationBuilder.CreateTable(
                name: "list_contacts",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    list_id = table.Column<Guid>(type: "uuid", nullable: false),
                    contact_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_list_contacts", x => new { x.campaign_id, x.list_id, x.contact_id });
                });

            migrationBuilder.CreateTable(
                name: "reports",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    contact_id = table.Column<Guid>(type: "uuid", nullable: false),
                    action_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    filed_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    tags = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    fields = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reports", x => new { x.campaign_id, x.contact_id, x.action_id, x.user_id });
                });

            migrationBuilder.CreateTable(
                name: "webhook_inbox",
                columns: table => new
                {
                    event_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    account = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    carrier_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    campaign_number = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    contact_number = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    received_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    is_opt_out = table.Column<bool>(type: "boolean", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: true),
                    status = table.Column<int>(type: "integer", nullable: false),
                    error_code = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    kept_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_webhook_inbox", x => x.event_id);
                });

            migrationBuilder.CreateTable(
                name: "actions",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    action_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    description = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    disclaimer = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    folder = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    start_label = table.Column<int>(type: "integer", nullable: false),
                    list_id = table.Column<Guid>(type: "uuid", nullable: true),
                    state = table.Column<int>(type: "integer", nullable: false),
                    publishes_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    was_public = table.Column<bool>(type: "boolean", nullable: false),
                    keep_assignments = table.Column<bool>(type: "boolean", nullable: false),
                    blank_missing_values = table.Column<bool>(type: "boolean", nullable: false),
                    preferred_area_codes = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    report_tags = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    report_fields = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    targets_up_to = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_actions", x => new { x.campaign_id, x.action_id });
                    table.ForeignKey(
                        name: "FK_actions_campaigns_campaign_id",
                        column: x => x.campaign_id,
                        principalTable: "campaigns",
                        principalColumn: "campaign_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "audit_entries",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    what = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    detail = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_entries", x => new { x.campaign_id, x.number });
                    table.ForeignKey(
                        name: "FK_audit_entries_campaigns_campaign_id",
                        column: x => x.campaign_id,
                        principalTable: "campaigns",
                        principalColumn: "campaign_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "contact_imports",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    import_id = table.Column<Guid>(type: "uuid", nullable: false),
                    list_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    list_id = table.Column<Guid>(type: "uuid", nullable: true),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    started_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    rows_read = table.Column<int>(type: "integer", nullable: false),
                    created = table.Column<int>(type: "integer", nullable: false),
                    updated = table.Column<int>(type: "integer", nullable: false),
                    unchanged = table.Column<int>(type: "integer", nullable: false),
                    duplicates = table.Column<int>(type: "integer", nullable: false),
                    opted_out = table.Column<int>(type: "integer", nullable: false),
                    landlines = table.Column<int>(type: "integer", nullable: false),
                    rejected = table.Column<int>(type: "integer", nullable: false),
                    unknown_columns = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    failure = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    leased_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    leased_until = table.Column<Instant>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contact_imports", x => new { x.campaign_id, x.import_id });
                    table.ForeignKey(
                        name: "FK_contact_imports_campaigns_campaign_id",
                        column: x => x.campaign_id,
                        principalTable: "campaigns",
                        principalColumn: "campaign_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "contact_lists",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    list_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    size = table.Column<int>(type: "integer", nullable: false),
                    last_position = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contact_lists", x => new { x.campaign_id, x.list_id });
                    table.ForeignKey(
                        name: "FK_contact_lists_campaigns_campaign_id",
                        column: x => x.campaign_id,
                        principalTable: "campaigns",
                        principalColumn: "campaign_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "contacts",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    contact_id = table.Column<Guid>(type: "uuid", nullable: false),
                    phone = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    first_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    first_name_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    last_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    last_name_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    email = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    zip = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    van_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    language = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    time_zone = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    tags = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    fields = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    line_type = table.Column<int>(type: "integer", nullable: false),
                    window_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    opted_out = table.Column<bool>(type: "boolean", nullable: false),
                    holder = table.Column<Guid>(type: "uuid", nullable: true),
                    current_action = table.Column<Guid>(type: "uuid", nullable: true),
                    waiting_since = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    unread = table.Column<bool>(type: "boolean", nullable: false),
                    asks_to_be_removed = table.Column<bool>(type: "boolean", nullable: false),
                    last_opening_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    last_message_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    last_sequence = table.Column<int>(type: "integer", nullable: false),
                    sender_number = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    sender_number_reason = table.Column<int>(type: "integer", nullable: false),
                    inbox_order = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contacts", x => new { x.campaign_id, x.contact_id });
                    table.ForeignKey(
                        name: "FK_contacts_campaigns_campaign_id",
                        column: x => x.campaign_id,
                        principalTable: "campaigns",
                        principalColumn: "campaign_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "custom_fields",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    field_id = table.Column<Guid>(type: "uuid", nullable: false),
                    slug = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    slug_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    title_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    options = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    default_value = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    is_default = table.Column<bool>(type: "boolean", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_custom_fields", x => new { x.campaign_id, x.field_id });
                    table.ForeignKey(
                        name: "FK_custom_fields_campaigns_campaign_id",
                        column: x => x.campaign_id,
                        principalTable: "campaigns",
                        principalColumn: "campaign_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "opt_outs",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    phone = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    source = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    contact_id = table.Column<Guid>(type: "uuid", nullable: true),
                    user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    message_id = table.Column<Guid>(type: "uuid", nullable: true),
                    action_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_opt_outs", x => new { x.campaign_id, x.phone });
                    table.ForeignKey(
                        name: "FK_opt_outs_campaigns_campaign_id",
                        column: x => x.campaign_id,
                        principalTable: "campaigns",
                        principalColumn: "campaign_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sender_numbers",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    leased_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    leased_until = table.Column<Instant>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sender_numbers", x => new { x.campaign_id, x.number });
                    table.ForeignKey(
                        name: "FK_sender_numbers_campaigns_campaign_id",
                        column: x => x.campaign_id,
                        principalTable: "campaigns",
                        principalColumn: "campaign_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "tags",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    tag_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    is_default = table.Column<bool>(type: "boolean", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tags", x => new { x.campaign_id, x.tag_key });
                    table.ForeignKey(
                        name: "FK_tags_campaigns_campaign_id",
                        column: x => x.campaign_id,
                        principalTable: "campaigns",
                        principalColumn: "campaign_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "users",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    first_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    last_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    email = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    phone = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    zip = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    language = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    role = table.Column<int>(type: "integer", nullable: false),
                    team_code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    is_frozen = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_users", x => new { x.campaign_id, x.user_id });
                    table.ForeignKey(
                        name: "FK_users_campaigns_campaign_id",
                        column: x => x.campaign_id,
                        principalTable: "campaigns",
                        principalColumn: "campaign_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "action_counts",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    action_id = table.Column<Guid>(type: "uuid", nullable: false),
                    slot = table.Column<int>(type: "integer", nullable: false),
                    initial_messages = table.Column<int>(type: "integer", nullable: false),
                    follow_ups = table.Column<int>(type: "integer", nullable: false),
                    responses = table.Column<int>(type: "integer", nullable: false),
                    people_replied = table.Column<int>(type: "integer", nullable: false),
                    opt_outs = table.Column<int>(type: "integer", nullable: false),
                    manual_opt_outs = table.Column<int>(type: "integer", nullable: false),
                    messages_remaining = table.Column<int>(type: "integer", nullable: false),
                    needs_attention = table.Column<int>(type: "integer", nullable: false),
                    transport_errors = table.Column<int>(type: "integer", nullable: false),
                    carrier_filtered = table.Column<int>(type: "integer", nullable: false),
                    link_clicks = table.Column<int>(type: "integer", nullable: false),
                    reports_filled = table.Column<int>(type: "integer", nullable: false),
                    segments = table.Column<int>(type: "integer", nullable: false),
                    held_opted_out = table.Column<int>(type: "integer", nullable: false),
                    held_landline = table.Column<int>(type: "integer", nullable: false),
                    held_missing_value = table.Column<int>(type: "integer", nullable: false),
                    held_message_too_long = table.Column<int>(type: "integer", nullable: false),
                    held_transport_error = table.Column<int>(type: "integer", nullable: false),
                    held_carrier_filtered = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_action_counts", x => new { x.campaign_id, x.action_id, x.slot });
                    table.ForeignKey(
                        name: "FK_action_counts_actions_campaign_id_action_id",
                        columns: x => new { x.campaign_id, x.action_id },
                        principalTable: "actions",
                        principalColumns: new[] { "campaign_id", "action_id" },
                        onDelete: ReferentialAction.Restrict);
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 50);

            migrationBuilder.CreateTable(
                name: "action_windows",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    action_id = table.Column<Guid>(type: "uuid", nullable: false),
                    window_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    unassigned = table.Column<int>(type: "integer", nullable: false),
                    parked = table.Column<int>(type: "integer", nullable: false),
                    first_ord = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_action_windows", x => new { x.campaign_id, x.action_id, x.window_key });
                    table.ForeignKey(
                        name: "FK_action_windows_actions_campaign_id_action_id",
                        columns: x => new { x.campaign_id, x.action_id },
                        principalTable: "actions",
                        principalColumns: new[] { "campaign_id", "action_id" },
                        onDelete: ReferentialAction.Restrict);
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 50);

            migrationBuilder.CreateTable(
                name: "scripts",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    script_id = table.Column<Guid>(type: "uuid", nullable: false),
                    action_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    weight = table.Column<int>(type: "integer", nullable: false),
                    group_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    tags = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    fields = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    asks_for_report = table.Column<bool>(type: "boolean", nullable: false),
                    is_retired = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_scripts", x => new { x.campaign_id, x.script_id });
                    table.ForeignKey(
                        name: "FK_scripts_actions_campaign_id_action_id",
                        columns: x => new { x.campaign_id, x.action_id },
                        principalTable: "actions",
                        principalColumns: new[] { "campaign_id", "action_id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "messages",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    contact_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    action_id = table.Column<Guid>(type: "uuid", nullable: true),
                    target_id = table.Column<Guid>(type: "uuid", nullable: true),
                    script_id = table.Column<Guid>(type: "uuid", nullable: true),
                    sender = table.Column<Guid>(type: "uuid", nullable: true),
                    campaign_number = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    contact_number = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    segments = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    carrier_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    error_code = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    withheld_for = table.Column<int>(type: "integer", nullable: true),
                    created_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    former_opening_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    former_waiting_since = table.Column<Instant>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_messages", x => new { x.campaign_id, x.message_id });
                    table.ForeignKey(
                        name: "FK_messages_contacts_campaign_id_contact_id",
                        columns: x => new { x.campaign_id, x.contact_id },
                        principalTable: "contacts",
                        principalColumns: new[] { "campaign_id", "contact_id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "targets",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    target_id = table.Column<Guid>(type: "uuid", nullable: false),
                    action_id = table.Column<Guid>(type: "uuid", nullable: false),
                    contact_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    ord = table.Column<long>(type: "bigint", nullable: false),
                    window_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    state = table.Column<int>(type: "integer", nullable: false),
                    assigned_to = table.Column<Guid>(type: "uuid", nullable: true),
                    is_kept = table.Column<bool>(type: "boolean", nullable: false),
                    held_for = table.Column<int>(type: "integer", nullable: true),
                    script_id = table.Column<Guid>(type: "uuid", nullable: true),
                    not_before = table.Column<Instant>(type: "timestamp with time zone", nullable: true),
                    message_id = table.Column<Guid>(type: "uuid", nullable: true),
                    replied = table.Column<bool>(type: "boolean", nullable: false),
                    reported = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_targets", x => new { x.campaign_id, x.target_id });
                    table.ForeignKey(
                        name: "FK_targets_actions_campaign_id_action_id",
                        columns: x => new { x.campaign_id, x.action_id },
                        principalTable: "actions",
                        principalColumns: new[] { "campaign_id", "action_id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_targets_contacts_campaign_id_contact_id",
                        columns: x => new { x.campaign_id, x.contact_id },
                        principalTable: "contacts",
                        principalColumns: new[] { "campaign_id", "contact_id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "action_audience",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    action_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_action_audience", x => new { x.campaign_id, x.action_id, x.user_id });
                    table.ForeignKey(
                        name: "FK_action_audience_actions_campaign_id_action_id",
                        columns: x => new { x.campaign_id, x.action_id },
                        principalTable: "actions",
                        principalColumns: new[] { "campaign_id", "action_id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_action_audience_users_campaign_id_user_id",
                        columns: x => new { x.campaign_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "campaign_id", "user_id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "attempts",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    node = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    started_at = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    deadline = table.Column<Instant>(type: "timestamp with time zone", nullable: false),
                    carrier_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    answer = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    lookups_without_it = table.Column<int>(type: "integer", nullable: false),
                    next_lookup_at = table.Column<Instant>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attempts", x => new { x.campaign_id, x.message_id, x.number });
                    table.ForeignKey(
                        name: "FK_attempts_messages_campaign_id_message_id",
                        columns: x => new { x.campaign_id, x.message_id },
                        principalTable: "messages",
                        principalColumns: new[] { "campaign_id", "message_id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_action_audience_campaign_id_user_id",
                table: "action_audience",
                columns: new[] { "campaign_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "IX_actions_campaign_id_created_at_action_id",
                table: "actions",
                columns: new[] { "campaign_id", "created_at", "action_id" },
                descending: new[] { false, true, false });

            migrationBuilder.CreateIndex(
                name: "IX_actions_campaign_id_list_id",
                table: "actions",
                columns: new[] { "campaign_id", "list_id" },
                filter: "list_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_audit_entries_campaign_id_at_number",
                table: "audit_entries",
                columns: new[] { "campaign_id", "at", "number" });

            migrationBuilder.CreateIndex(
                name: "IX_campaign_work_kind_due_at_campaign_id",
                table: "campaign_work",
                columns: new[] { "kind", "due_at", "campaign_id" });

            migrationBuilder.CreateIndex(
                name: "IX_contact_imports_merging",
                table: "contact_imports",
                columns: new[] { "campaign_id", "started_at" },
                filter: "state = 1");

            migrationBuilder.CreateIndex(
                name: "IX_contact_lists_campaign_id_name_key",
                table: "contact_lists",
                columns: new[] { "campaign_id", "name_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_contacts_campaign_id_created_at_contact_id",
                table: "contacts",
                columns: new[] { "campaign_id", "created_at", "contact_id" });

            migrationBuilder.CreateIndex(
                name: "IX_contacts_campaign_id_first_name_key",
                table: "contacts",
                columns: new[] { "campaign_id", "first_name_key" });

            migrationBuilder.CreateIndex(
                name: "IX_contacts_campaign_id_last_name_key",
                table: "contacts",
                columns: new[] { "campaign_id", "last_name_key" });

            migrationBuilder.CreateIndex(
                name: "IX_contacts_campaign_id_phone",
                table: "contacts",
                columns: new[] { "campaign_id", "phone" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_contacts_held",
                table: "contacts",
                columns: new[] { "campaign_id", "holder" },
                filter: "holder IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_contacts_inbox",
                table: "contacts",
                columns: new[] { "campaign_id", "holder", "inbox_order", "contact_id" },
                filter: "last_sequence > 0");

            migrationBuilder.CreateIndex(
                name: "IX_contacts_inbox_unread",
                table: "contacts",
                columns: new[] { "campaign_id", "holder", "inbox_order", "contact_id" },
                filter: "last_sequence > 0 AND unread");

            migrationBuilder.CreateIndex(
                name: "IX_contacts_inbox_waiting",
                table: "contacts",
                columns: new[] { "campaign_id", "holder", "inbox_order", "contact_id" },
                filter: "last_sequence > 0 AND waiting_since IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_contacts_opted_out",
                table: "contacts",
                columns: new[] { "campaign_id", "created_at" },
                filter: "opted_out");

            migrationBuilder.CreateIndex(
                name: "IX_contacts_unread",
                table: "contacts",
                columns: new[] { "campaign_id", "created_at" },
                filter: "unread");

            migrationBuilder.CreateIndex(
                name: "IX_contacts_waiting",
                table: "contacts",
                columns: new[] { "campaign_id", "current_action" },
                filter: "waiting_since IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_custom_fields_campaign_id_slug_key",
                table: "custom_fields",
                columns: new[] { "campaign_id", "slug_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_custom_fields_campaign_id_title_key",
                table: "custom_fields",
                columns: new[] { "campaign_id", "title_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_import_stage_campaign_id_import_id_phone_line",
                table: "import_stage",
                columns: new[] { "campaign_id", "import_id", "phone", "line" },
                filter: "phone IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_list_contacts_campaign_id_list_id_position",
                table: "list_contacts",
                columns: new[] { "campaign_id", "list_id", "position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_messages_campaign_id_action_id_script_id",
                table: "messages",
                columns: new[] { "campaign_id", "action_id", "script_id" },
                filter: "action_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_messages_campaign_id_contact_id_sequence",
                table: "messages",
                columns: new[] { "campaign_id", "contact_id", "sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_messages_handed_over",
                table: "messages",
                columns: new[] { "campaign_id", "status", "message_id" },
                filter: "status IN (1, 2)");

            migrationBuilder.CreateIndex(
                name: "IX_messages_inbound",
                table: "messages",
                columns: new[] { "campaign_id", "carrier_id" },
                unique: true,
                filter: "kind = 2 AND carrier_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_messages_open",
                table: "messages",
                columns: new[] { "campaign_id", "contact_id", "status", "sequence" },
                filter: "status <= 2");

            migrationBuilder.CreateIndex(
                name: "IX_messages_queued",
                table: "messages",
                columns: new[] { "campaign_id", "campaign_number", "created_at", "contact_id", "sequence" },
                filter: "status = 0");

            migrationBuilder.CreateIndex(
                name: "IX_opt_outs_campaign_id_action_id",
                table: "opt_outs",
                columns: new[] { "campaign_id", "action_id" },
                filter: "action_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_scripts_campaign_id_action_id_position",
                table: "scripts",
                columns: new[] { "campaign_id", "action_id", "position" });

            migrationBuilder.CreateIndex(
                name: "IX_targets_campaign_id_action_id_not_before",
                table: "targets",
                columns: new[] { "campaign_id", "action_id", "not_before" },
                filter: "not_before IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_targets_campaign_id_action_id_window_key_ord",
                table: "targets",
                columns: new[] { "campaign_id", "action_id", "window_key", "ord" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_targets_campaign_id_assigned_to_action_id_state_ord",
                table: "targets",
                columns: new[] { "campaign_id", "assigned_to", "action_id", "state", "ord" },
                filter: "assigned_to IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_targets_campaign_id_contact_id_action_id",
                table: "targets",
                columns: new[] { "campaign_id", "contact_id", "action_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_webhook_inbox_account_carrier_id_kind_status",
                table: "webhook_inbox",
                columns: new[] { "account", "carrier_id", "kind", "status" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_webhook_inbox_number",
                table: "webhook_inbox",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_webhook_inbox_pending",
                table: "webhook_inbox",
                columns: new[] { "number", "due_at" },
                filter: "outcome IS NULL");

            // An opt-out stays. ALWAYS: also where a session calls itself a replica. TRUNCATE asks no row trigger.
            migrationBuilder.Sql(
                """
                CREATE FUNCTION opt_outs_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'An opt-out is never changed or removed.' USING ERRCODE = 'integrity_constraint_violation';
                END $$;
                CREATE TRIGGER opt_outs_no_change BEFORE UPDATE OR DELETE ON opt_outs
                    FOR EACH ROW EXECUTE FUNCTION opt_outs_refuse();
                CREATE TRIGGER opt_outs_no_truncate BEFORE TRUNCATE ON opt_outs
                    FOR EACH STATEMENT EXECUTE FUNCTION opt_outs_refuse();
                ALTER TABLE opt_outs ENABLE ALWAYS TRIGGER opt_outs_no_change;
                ALTER TABLE opt_outs ENABLE ALWAYS TRIGGER opt_outs_no_truncate;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "action_audience");

            migrationBuilder.DropTable(
                name: "action_counts");

            migrationBuilder.DropTable(
                name: "action_windows");

            migrationBuilder.DropTable(
                name: "attempts");

            migrationBuilder.DropTable(
                name: "audit_entries");

            migrationBuilder.DropTable(
                name: "campaign_work");

            migrationBuilder.DropTable(
                name: "commit_receipts");

            migrationBuilder.DropTable(
                name: "contact_imports");

            migrationBuilder.DropTable(
                name: "contact_lists");

            migrationBuilder.DropTable(
                name: "contact_tags");

            migrationBuilder.DropTable(
                name: "custom_fields");

            migrationBuilder.DropTable(
                name: "directory");

            migrationBuilder.DropTable(
                name: "import_outcomes");

            migrationBuilder.DropTable(
                name: "import_stage");

            migrationBuilder.DropTable(
                name: "key_uses");

            migrationBuilder.DropTable(
                name: "list_contacts");

            migrationBuilder.DropTable(
                name: "opt_outs");

            migrationBuilder.DropTable(
                name: "reports");

            migrationBuilder.DropTable(
                name: "scripts");

            migrationBuilder.DropTable(
                name: "sender_numbers");

            migrationBuilder.DropTable(
                name: "tags");

            migrationBuilder.DropTable(
                name: "targets");

            migrationBuilder.DropTable(
                name: "webhook_inbox");

            migrationBuilder.DropTable(
                name: "users");

            migrationBuilder.DropTable(
                name: "messages");

            migrationBuilder.DropTable(
                name: "actions");

            migrationBuilder.DropTable(
                name: "contacts");

            migrationBuilder.DropTable(
                name: "campaigns");

            migrationBuilder.Sql("DROP FUNCTION opt_outs_refuse();");
        }
    }
}
