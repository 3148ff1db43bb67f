using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace P2P.Sdk.EntityFrameworkCore.Migrations.Sqlite
{
    /// <inheritdoc />
    internal partial class ResultTallies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_contacts_waiting",
                table: "contacts");

            migrationBuilder.AddColumn<byte[]>(
                name: "bucket",
                table: "targets",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "opted_out",
                table: "targets",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "reports",
                table: "action_counts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "action_tallies",
                columns: table => new
                {
                    campaign_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    action_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    tally_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    slot = table.Column<int>(type: "INTEGER", nullable: false),
                    owner_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    word = table.Column<string>(type: "TEXT", nullable: false),
                    assigned = table.Column<int>(type: "INTEGER", nullable: false),
                    sent = table.Column<int>(type: "INTEGER", nullable: false),
                    follow_ups = table.Column<int>(type: "INTEGER", nullable: false),
                    replied = table.Column<int>(type: "INTEGER", nullable: false),
                    opted_out = table.Column<int>(type: "INTEGER", nullable: false),
                    reports = table.Column<int>(type: "INTEGER", nullable: false),
                    needs_attention = table.Column<int>(type: "INTEGER", nullable: false),
                    performs = table.Column<int>(type: "INTEGER", nullable: false),
                    errors = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_action_tallies", x => new { x.campaign_id, x.action_id, x.kind, x.tally_id, x.slot });
                    table.ForeignKey(
                        name: "FK_action_tallies_actions_campaign_id_action_id",
                        columns: x => new { x.campaign_id, x.action_id },
                        principalTable: "actions",
                        principalColumns: new[] { "campaign_id", "action_id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "action_users",
                columns: table => new
                {
                    campaign_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    action_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    user_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    seen_at = table.Column<long>(type: "INTEGER", nullable: true),
                    started_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_active = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_action_users", x => new { x.campaign_id, x.action_id, x.user_id });
                    table.ForeignKey(
                        name: "FK_action_users_actions_campaign_id_action_id",
                        columns: x => new { x.campaign_id, x.action_id },
                        principalTable: "actions",
                        principalColumns: new[] { "campaign_id", "action_id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_contacts_waiting",
                table: "contacts",
                columns: new[] { "campaign_id", "current_action", "waiting_since" },
                filter: "waiting_since IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "action_tallies");

            migrationBuilder.DropTable(
                name: "action_users");

            migrationBuilder.DropIndex(
                name: "IX_contacts_waiting",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "bucket",
                table: "targets");

            migrationBuilder.DropColumn(
                name: "opted_out",
                table: "targets");

            migrationBuilder.DropColumn(
                name: "reports",
                table: "action_counts");

            migrationBuilder.CreateIndex(
                name: "IX_contacts_waiting",
                table: "contacts",
                columns: new[] { "campaign_id", "current_action" },
                filter: "waiting_since IS NOT NULL");
        }
    }
}
