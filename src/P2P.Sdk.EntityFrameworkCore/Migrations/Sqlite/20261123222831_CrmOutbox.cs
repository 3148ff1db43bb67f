using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace P2P.Sdk.EntityFrameworkCore.Migrations.Sqlite
{
    /// <inheritdoc />
    internal partial class CrmOutbox : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "crm",
                table: "campaigns",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "crm_entries",
                columns: table => new
                {
                    campaign_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    entry_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    contact_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    contact_version = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    tags_given = table.Column<string>(type: "TEXT", nullable: false),
                    tags_taken = table.Column<string>(type: "TEXT", nullable: false),
                    fields = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_crm_entries", x => new { x.campaign_id, x.entry_id });
                    table.ForeignKey(
                        name: "FK_crm_entries_contacts_campaign_id_contact_id",
                        columns: x => new { x.campaign_id, x.contact_id },
                        principalTable: "contacts",
                        principalColumns: new[] { "campaign_id", "contact_id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "crm_setups",
                columns: table => new
                {
                    campaign_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    is_on = table.Column<bool>(type: "INTEGER", nullable: false),
                    mappings = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    paused_until = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_crm_setups", x => x.campaign_id);
                    table.ForeignKey(
                        name: "FK_crm_setups_campaigns_campaign_id",
                        column: x => x.campaign_id,
                        principalTable: "campaigns",
                        principalColumn: "campaign_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_crm_entries_campaign_id_contact_id_contact_version_kind",
                table: "crm_entries",
                columns: new[] { "campaign_id", "contact_id", "contact_version", "kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_crm_entries_campaign_id_state_created_at_entry_id",
                table: "crm_entries",
                columns: new[] { "campaign_id", "state", "created_at", "entry_id" });

            migrationBuilder.CreateIndex(
                name: "IX_crm_entries_waiting",
                table: "crm_entries",
                columns: new[] { "campaign_id", "due_at", "entry_id" },
                filter: "state = 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "crm_entries");

            migrationBuilder.DropTable(
                name: "crm_setups");

            migrationBuilder.DropColumn(
                name: "crm",
                table: "campaigns");
        }
    }
}
